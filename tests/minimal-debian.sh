#!/bin/sh
# The two commands of README.md on a Debian with nothing in it but git: by hand, before a release.
#
#   tests/minimal-debian.sh [REPOSITORY [SUITE]]
#
# Makes a minbase Debian (SUITE, bookworm by default) in a temporary folder, clones the committed
# state of REPOSITORY (.) into it, runs ./dev demo and ./dev test there, each twice since they must
# be repeatable, and removes everything. Needs root, debootstrap and Debian's mirror
# ($DEBIAN_MIRROR). COMMANDS overrides what is run. Exit status 0 if all commands succeeded.
set -eu
repository=$(cd "${1:-.}" && pwd)
suite=${2:-bookworm}
mirror=${DEBIAN_MIRROR:-http://deb.debian.org/debian}
commands=${COMMANDS:-./dev demo; ./dev test}

if [ "$(id -u)" -ne 0 ]; then
	echo "Please run as root: debootstrap and chroot need it." >&2
	exit 2
fi
if ! command -v debootstrap >/dev/null; then
	echo "Please install debootstrap." >&2
	exit 2
fi
root=$(mktemp -d /var/tmp/minimal-debian.XXXXXX)
chmod 755 "$root" # the server of the tests runs as another user
clean() {
	umount "$root/proc" 2>/dev/null || :
	# never remove below a folder that is still mounted
	mountpoint -q "$root/proc" || rm -rf --one-file-system "$root"
}
trap clean EXIT
trap 'exit 1' INT TERM

echo "== $suite, minbase and git" >&2
debootstrap --variant=minbase --include=git "$suite" "$root" "$mirror" >"$root.log" 2>&1 ||
	{ tail -n 20 "$root.log" >&2; rm -f "$root.log"; exit 1; }
rm -f "$root.log"
mount -t proc proc "$root/proc"
# a clone takes what is committed, as a stranger would get it
git clone -q --no-local "$repository" "$root/opora"
chown -R 0:0 "$root/opora"

status=0
for round in first again; do
	echo "$commands" | tr ';' '\n' | while read -r command; do
		echo "== $command ($round)" >&2
		chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root \
			LC_ALL=POSIX CI=true sh -c "cd /opora && $command" </dev/null ||
			{ echo "== FAILED: $command ($round)" >&2; exit 1; }
	done || status=1
done
[ $status -eq 0 ] && echo "== all commands succeeded" >&2
exit $status
