"""What pages offer must be allowed: follows every link and sends every form as each person, for
tests/web/offers.sh. Prints a line for each link or form that is refused (403) or leads nowhere (404, 5xx).
Environment as of ask.py. One page of a shape is much like another, but who owns a thing differs from thing to
thing: EACH addresses of a shape are opened.

No page names an option or command of the command line, but those that are about it; answers to forms, too."""
import html.parser
import re
import sys
import urllib.parse

from ask import FORM, ask, pairs, people

EACH = 3
PAGES = 200
# What only the command line has: its words in a page are a dead end for whoever has a browser.
COMMAND = re.compile(r'(?<![\w-])--[a-z][a-z-]+|\bopora [a-z]+')
ABOUT_COMMANDS = re.compile(r'/(help|permissions|audit|system|api)\b')
# One's own session and account: sent, they would end the walk. A browser's way to another system.
OWN = re.compile(r'/(sign-out|act-as|sign-in|me/password|me/factor|year|join|import)\b')


CODE = ('code', 'pre', 'script', 'style', 'textarea')


class Form:
    def __init__(self, attributes):
        self.method = (attributes.get('method') or 'get').lower()
        self.action = attributes.get('action') or ''
        self.fields, self.required = [], set()


class Offers(html.parser.HTMLParser):
    """Links and forms of a page, each form with the values a browser would send untouched."""

    def __init__(self, text):
        super().__init__()
        self.links, self.forms, self.form, self.select = [], [], None, None
        self.words, self.open = [], []
        self.feed(text)
        self.close()

    def handle_data(self, data):
        if not self.open:
            self.words.append(data)

    def handle_starttag(self, tag, attributes):
        a = dict(attributes)
        if tag in CODE:
            self.open.append(tag)
        if tag == 'a' and (a.get('href') or '').startswith('/'):
            self.links.append(a['href'].split('#')[0])
        elif tag == 'form':
            self.form = Form(a)
            self.forms.append(self.form)
        elif self.form is None:
            return
        elif tag in ('input', 'button', 'textarea') and a.get('name'):
            kind = a.get('type')
            if kind not in ('file', 'checkbox', 'radio') or 'checked' in a:
                self.form.fields.append((a['name'], a.get('value') or ''))
        elif tag == 'select' and a.get('name'):
            self.select = a['name']
        elif tag == 'option' and self.select:
            there = any(n == self.select for n, _ in self.form.fields)
            if 'selected' in a or (not there and a.get('value')):
                self.form.fields = [f for f in self.form.fields if f[0] != self.select]
                self.form.fields.append((self.select, a.get('value') or ''))

    def handle_endtag(self, tag):
        if self.open and tag == self.open[-1]:
            self.open.pop()
        if tag == 'form':
            self.form = None
        elif tag == 'select':
            self.select = None


def shape(address):
    """«/schools/demo03?year=2023» and «/schools/demo04?year=2022» are of one shape."""
    at = urllib.parse.urlsplit(address)
    steps = ['*' if re.search(r'\d', s) or s in LOGINS else s for s in at.path.split('/')]
    return '/'.join(steps) + '?' + '&'.join(sorted(k for k, _ in urllib.parse.parse_qsl(at.query)))


LOGINS = set()


def plausible(name, value):
    """A value for a field left empty, such that the action gets as far as it can."""
    words = {'day': '2023-09-20', 'order-day': '2023-09-20', 'letter-day': '2023-09-20', 'since': '2023-09-20',
             'order-number': '1', 'term': '5', 'school': 'demo03', 'code': 'demo03', 'password': 'x', 'year': '2023',
             'login': 'new.one', 'org': 'Учебный район', 'rev': ''}
    return value or words.get(name, 'проверка')


def tell(login, page, what, a):
    print(f'{login}: {page} offers {what}, which answers {a.status}')


def tell_commands(login, address, text):
    said = COMMAND.search(' '.join(Offers(text).words))
    if said and not ABOUT_COMMANDS.match(address):
        print(f'{login}: {address} names «{said.group()}» of the command line')


def bad(a):
    return a.status in (403, 404) or a.status >= 500


def send(login, page, form, cookie):
    """A form as it stands, its empty fields filled in. A refusal for what was typed is no matter here."""
    action = form.action or page
    fields = [(n, plausible(n, v)) for n, v in form.fields]
    if form.method == 'post':
        a = ask('POST', action, pairs(fields), Cookie=cookie, Content_Type=FORM)
        tell_commands(login, action, a.text if a.html() else '')
        return None if a.status not in (403, 500) else tell(login, page, f'POST {action}', a)
    a = ask('GET', action + ('&' if '?' in action else '?') + pairs(form.fields), Cookie=cookie)
    return tell(login, page, f'the form {action}', a) if bad(a) and a.status != 404 else None


def walk(login, cookie):
    """Every page by its links: (pages, forms that write)."""
    waiting, seen, counts, forms = [('/', '/')], set(), {}, {}
    while waiting and len(seen) < PAGES:
        page, path = waiting.pop(0)
        if path in seen or counts.get(shape(path), 0) >= EACH or path.startswith('/static/'):
            continue
        seen.add(path)
        counts[shape(path)] = counts.get(shape(path), 0) + 1
        a = ask('GET', path, Cookie=cookie)
        if bad(a):
            tell(login, page, path, a)
        if a.status == 303 and a.headers['location'].startswith('/'):
            waiting.append((path, a.headers['location']))
        if not a.html():
            continue
        offers = Offers(a.text)
        tell_commands(login, path, a.text)
        waiting += [(path, link) for link in offers.links]
        for form in offers.forms:
            forms.setdefault((form.method, form.action or path), (path, form))
    return seen, forms


def offers():
    """All walks first: what is sent changes things. Who manages accounts sends last, since he shuts others."""
    LOGINS.update(people())
    walks = {login: walk(login, person['cookie']) for login, person in people().items()}
    for login, (pages, forms) in sorted(walks.items(), key=lambda w: w[0] in ('admin', 'region')):
        person, sent, counts = people()[login], 0, {}
        for (method, action), (page, form) in sorted(forms.items(), key=lambda f: f[0]):
            counts[method + shape(action)] = counts.get(method + shape(action), 0) + 1
            if OWN.match(action) or counts[method + shape(action)] > EACH:
                continue
            send(login, page, form, person['cookie'])
            sent += 1
        print(f'# {login}: {len(pages)} pages, {sent} forms', file=sys.stderr)
        if len(pages) < 8 or sent < 2:
            print(f'{login}: only {len(pages)} pages and {sent} forms were found')


offers()
