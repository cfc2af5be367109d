"""Kills `opora serve` under a load of writers, again and again, for tests/web/kills.sh: prints a line for every
write that was acknowledged and is not there, or was done in part. Environment: OPORA, DIR (an installation
of the demonstration), KEY (of its administrator), PASSWORD, KILLS, SEED."""
import http.client
import json
import os
import random
import re
import subprocess
import sys
import threading
import time
import urllib.parse

WRITERS = 6
LONGEST = 0.6  # seconds of load before a kill
opora = [os.environ['OPORA'], '--data', os.environ['DIR'], '--lang', 'en']
bearer = {'Authorization': 'Bearer ' + os.environ['KEY'], 'Content-Type': 'application/json'}
form = {'Content-Type': 'application/x-www-form-urlencoded'}
acknowledged, counts = set(), {'answered': 0, 'cut': 0, 'refused': 0}
lock = threading.Lock()


def start():
    server = subprocess.Popen(opora + ['serve', '--listen', '127.0.0.1:0'], stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL, text=True)
    for said in server.stdout:
        port = re.search(r'http://127\.0\.0\.1:(\d+)/ ', said)
        if port:
            return server, int(port.group(1))
    sys.exit('the server does not start')


def ask(port, method, path, body=None, headers=None, line=None):
    line = line or http.client.HTTPConnection('127.0.0.1', port, timeout=30)
    line.request(method, path, body=body, headers=headers or {})
    response = line.getresponse()
    return response.status, response.read().decode(), response


def sign_in(port):
    body = urllib.parse.urlencode({'login': 'admin', 'password': os.environ['PASSWORD']})
    response = ask(port, 'POST', '/sign-in', body, form)[2]
    cookie = response.getheader('set-cookie').split(';')[0]
    page = ask(port, 'GET', '/me', None, {'Cookie': cookie})[1]
    return {**form, 'Cookie': cookie}, re.search(r'name="csrf" value="([0-9a-f]+)"', page).group(1)


def write(port, number, serial, session, line):
    """One post with a name of its own: by a key, or by the form of a page."""
    title = f'killed {serial} {number}'
    if number % 2 == 0:
        return title, ask(port, 'POST', '/api/v1/posts/add', json.dumps({'title': title, 'org': 'Учебный район'}),
                          bearer, line)[0]
    body = urllib.parse.urlencode({'title': title, 'org': 'Учебный район', 'csrf': session[1]})
    return title, ask(port, 'POST', '/posts/add', body, session[0], line)[0]


def writer(port, number, round_, session):
    line, serial = http.client.HTTPConnection('127.0.0.1', port, timeout=30), 0
    while True:
        serial += 1
        try:
            title, status = write(port, number, f'{round_}.{serial}', session, line)
        except (OSError, http.client.HTTPException):
            counts['cut'] += 1
            return
        with lock:
            if 200 <= status < 400:
                acknowledged.add(title)
                counts['answered'] += 1
            else:
                counts['refused'] += 1


def load(round_, moment, session):
    server, port = start()
    threads = [threading.Thread(target=writer, args=(port, n, round_, session)) for n in range(WRITERS)]
    for thread in threads:
        thread.start()
    time.sleep(moment)
    server.kill()
    for thread in threads:
        thread.join()
    server.wait()


def command(*words):
    done = subprocess.run(opora + list(words), capture_output=True, text=True)
    if done.returncode != 0:
        print(' '.join(words), 'says', done.stdout[-500:], done.stderr[-500:])
    return done.stdout


def look(round_, session):
    """What is there after the kill, asked of the server that starts again."""
    server, port = start()
    there = [p['title'] for p in json.loads(ask(port, 'GET', '/api/v1/posts', None, bearer)[1])['posts']]
    status = ask(port, 'GET', '/me', None, session[0])[0]
    server.terminate()
    server.wait()
    for title in sorted(acknowledged - set(there)):
        print(f'round {round_}: acknowledged and lost: {title}')
    if len(there) != len(set(there)):
        print(f'round {round_}: something was written twice')
    rows = sum(row['action'] == 'post add' for row in json.loads(command('audit', '--action', 'post add', '--last', '100000', '--json'))['rows'])
    if rows != len(there):
        print(f'round {round_}: {len(there)} posts, {rows} rows of the audit')
    if status != 200:
        print(f'round {round_}: who was signed in is not any more')
    command('audit', '--verify')
    command('check')
    return len(there)


def main():
    kills = int(os.environ['KILLS'])
    moments = random.Random(int(os.environ['SEED']))
    server, port = start()
    session = sign_in(port)
    server.terminate()
    server.wait()
    there = 0
    for round_ in range(1, kills + 1):
        load(round_, moments.random() * LONGEST, session)
        there = look(round_, session)
    if len(acknowledged) < kills:
        print(f'only {len(acknowledged)} writes came through: this was no load')
    print(f'# {kills} kills of serve under {WRITERS} writers, seed {os.environ["SEED"]}: {counts["answered"]} writes '
          f'acknowledged, {there} there, {counts["cut"]} cut off, {counts["refused"]} refused', file=sys.stderr)


main()
