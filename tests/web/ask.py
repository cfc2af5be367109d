"""Asks a server for many things at once, for tests/web/attacks.sh: each subcommand prints a line for
every answer that is not as it should be, and nothing if all are. Environment: SITE (http://host:port),
PASSWORD of all accounts, KEYS (a file: LOGIN KEY), WORK (a folder for the sessions)."""
import html.parser
import http.client
import json
import os
import re
import sys
import urllib.parse

SITE = urllib.parse.urlsplit(os.environ['SITE'])
SESSIONS = os.environ['WORK'] + '/sessions.json'
HOSTILE = ['"><script>alert(1)</script>', "' onmouseover='alert(1)", 'я' * 10000, '\u202egnp.exe', '😀' * 40,
           '../../../etc/passwd', 'javascript:alert(1)', '{{7*7}}${7*7}', '-1', '1e99', '%00', "' OR '1'='1"]
FORM = 'application/x-www-form-urlencoded'
asked = 0
line = None


class Answer:
    def __init__(self, response):
        self.status = response.status
        self.headers = {k.lower(): v for k, v in response.getheaders()}
        self.bytes = response.read()
        self.text = self.bytes.decode('utf-8', 'replace')

    def html(self):
        return self.headers.get('content-type', '').startswith('text/html')


def ask(method, path, body=None, **headers):
    """One answer, by a connection that is kept."""
    global asked, line
    asked += 1
    headers = {k.replace('_', '-'): v for k, v in headers.items() if v is not None}
    if 'Authorization' in headers and body is not None:
        headers.setdefault('Content-Type', 'application/json')
    for again in (True, False):
        try:
            line = line or http.client.HTTPConnection(SITE.hostname, SITE.port, timeout=60)
            line.request(method, path, body=body, headers=headers)
            response = Answer(line.getresponse())
            if response.headers.get('connection') == 'close':
                line = None
            return response
        except (http.client.HTTPException, OSError):
            line = None
            if not again:
                raise


def pairs(fields):
    return urllib.parse.urlencode(fields)


def sign(logins):
    """Signs accounts in and keeps their cookies and tokens of forms."""
    kept = {}
    for login in logins:
        a = ask('POST', '/sign-in', pairs({'login': login, 'password': os.environ['PASSWORD']}), Content_Type=FORM)
        cookie = a.headers.get('set-cookie', '').split(';')[0]
        page = ask('GET', '/me', Cookie=cookie)
        token = re.search(r'name="csrf" value="([0-9a-f]+)"', page.text)
        if a.status != 303 or token is None:
            print(f'{login} could not sign in: {a.status}')
            continue
        kept[login] = {'cookie': cookie, 'csrf': token.group(1)}
    with open(SESSIONS, 'w') as out:
        json.dump(kept, out)


def people():
    with open(SESSIONS) as file:
        return json.load(file)


def keys():
    with open(os.environ['KEYS']) as file:
        return dict(row.split() for row in file)


def operations():
    """(verb, path, name, fields that are not in the path) of each action of the API."""
    description = json.loads(ask('GET', '/api/v1/openapi.json').text)
    for path, verbs in description['paths'].items():
        for verb, op in verbs.items():
            fields = {p['name']: p['schema'] for p in op['parameters'] if p['in'] == 'query'}
            for kind, content in op.get('requestBody', {}).get('content', {}).items():
                fields.update(content['schema']['properties'])
            yield verb.upper(), path, op['operationId'], fields


def fill(path, number, text):
    """The path with a number where its words are numbers, else with a text."""
    texts = ('school', 'successor', 'predecessor', 'login', 'key', 'name', 'id', 'code')

    def word(m):
        return urllib.parse.quote(text.get(m.group(1), 'x') if m.group(1) in texts else str(number), safe='')
    return re.sub(r'{([^}]*)}', word, path)


def post(path, person, fields):
    body = pairs({**fields, 'csrf': person['csrf']})
    return ask('POST', path, body, Cookie=person['cookie'], Content_Type=FORM)


def roles(matrix):
    """Every action by every role, as a page and by a key, against `opora permissions --json`."""
    with open(matrix) as file:
        rows = {a['action'].replace(' ', '-'): a for a in json.load(file)['actions']}
    every = set(people())

    def tell(who, what, status, wanted):
        print(f'{who}: {what} answered {status}, not {wanted}')

    def by_page(verb, path, login, may):
        person = people()[login]
        a = ask('GET', path, Cookie=person['cookie']) if verb == 'GET' else post(path, person, {})
        if may and (a.status in (401, 403) or a.headers.get('location', '').startswith('/sign-in')):
            tell(login, f'{verb} {path}', a.status, 'allowed')
        # whoever may not see the first page is led to the first one he may
        led = path == '/' and a.status == 303 and a.headers.get('location', '/') not in ('/', '')
        if not may and a.status != 403 and not led:
            tell(login, f'{verb} {path}', a.status, 403)

    def by_key(verb, path, login, may):
        a = ask(verb, '/api/v1' + path, '{}' if verb == 'POST' else None, Authorization='Bearer ' + keys()[login],
                Content_Type='application/json' if verb == 'POST' else None)
        if may == (a.status in (401, 403)):
            tell('key of ' + login, f'{verb} {path}', a.status, 'allowed' if may else 403)

    for verb, path, name, fields in operations():
        row, path = rows[name], fill(path, 999999, {'school': 'demo03', 'login': 'nobody.here'})
        if name in ('backups-make', 'audit-verify'):
            continue  # nothing is missing in it, so it would be done
        for login in every:
            by_page(verb, path, login, row['anyone'] or login in row['roles'])
            signed = set(row['roles']) == every and not row['anyone']
            by_key(verb, path, login, row['anyone'] or (login in row['roles'] and not signed))
        a = ask(verb, path, '' if verb == 'POST' else None, Content_Type=FORM if verb == 'POST' else None)
        if not row['anyone'] and not (a.status == 303 and a.headers['location'].startswith('/sign-in')):
            tell('nobody', f'{verb} {path}', a.status, '303 to signing in')
        a = ask(verb, '/api/v1' + path, '{}' if verb == 'POST' else None)
        if not row['anyone'] and a.status != 401:
            tell('no key', f'{verb} {path}', a.status, 401)


class Page(html.parser.HTMLParser):
    """What in a page would run, and where it leads."""

    def __init__(self, text):
        super().__init__()
        self.wrong, self.links, self.is_script = [], set(), False
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        names = dict(attributes)
        source = names.get('src') or ''
        if tag == 'script' and not source.startswith('/static/'):
            self.wrong.append('a script of its own')
        if tag in ('iframe', 'object', 'embed', 'base', 'style'):
            self.wrong.append('<' + tag + '>')
        for name, value in attributes:
            if name.startswith('on') or name == 'style':
                self.wrong.append(f'{tag} {name}={value}')
            if name in ('href', 'src', 'action', 'formaction', 'data') and value and not re.match(r'[/#?]', value):
                self.wrong.append(f'{name}={value}')
        if tag == 'a' and names.get('href', '').startswith('/'):
            self.links.add(names['href'].split('#')[0])


def harmless(what, a):
    """Says what is wrong with an answer that should show everything as text."""
    if a.status >= 500 or 'content-security-policy' not in a.headers or \
            a.headers.get('x-content-type-options') != 'nosniff':
        print(f'{what}: {a.status} {a.headers}')
    if 'x-planted' in a.headers or '\n' in a.headers.get('location', ''):
        print(f'{what}: a planted header')
    if a.html():
        for wrong in Page(a.text).wrong:
            print(f'{what}: {wrong}')


def crawl(most):
    """Follows every link as each person. Says at the end, to stderr, what of the marks was seen."""
    seen_marks = set()
    for login, person in people().items():
        waiting, seen = ['/'], set()
        while waiting and len(seen) < int(most):
            path = waiting.pop(0)
            if path in seen:
                continue
            seen.add(path)
            a = ask('GET', path, Cookie=person['cookie'])
            harmless(f'{login} {path}', a)
            if 'location' in a.headers and a.headers['location'].startswith('/'):
                waiting.append(a.headers['location'])
            if a.html():
                waiting += sorted(Page(a.text).links - seen)
                seen_marks |= set(re.findall(r'&lt;script&gt;alert\((\w+)\)', a.text))
    print('marks seen: ' + ' '.join(sorted(seen_marks)), file=sys.stderr)


def reads(logins):
    """Every path asked by GET with all that its actions take and more, hostile; also of paths that write."""
    ours = {'save': '1', 'write': '1', 'replace': '1', 'list': '1', 'value': 'x', 'password': 'x', 'done': '99',
            'back': '//evil.example', 'then': '//evil.example', 'from': '1', 'lang': 'en', 'format': 'csv',
            'school': 'demo03', 'year': '2023', 'method': 'rosobrnadzor-847', 'theme': 'dark', 'role': '1'}
    for verb, path, name, fields in operations():
        real = fill(path, 1, {'school': 'demo03', 'successor': 'demo03', 'login': 'school', 'key': 'authority'})
        for login in logins:
            cookie, key = people()[login]['cookie'], 'Bearer ' + keys()[login]
            queries = [pairs({**{f: '1' for f in fields}, **ours}), pairs(ours)]
            queries += [pairs({f: evil for f in fields} | {'back': evil, 'lang': evil}) for evil in HOSTILE
                        if fields and len(evil) < 500]
            for query in queries:
                for method in ('GET', 'HEAD'):
                    a = ask(method, f'{real}?{query}', Cookie=cookie)
                    harmless(f'{login} {method} {real}?{query[:200]}', a)
                    if a.headers.get('location', '/')[:2] in ('//', 'ht', '/\\'):
                        print(f'{real}: leads to {a.headers["location"]}')
                if verb == 'GET':
                    harmless(f'{login} /api/v1{real}?{query[:200]}', ask('GET', f'/api/v1{real}?{query}', Authorization=key))


def bodies(logins):
    """Hostile words in every field of every action that writes: no answer is a server error, none runs."""
    for verb, path, name, fields in operations():
        for login in logins:
            person, key = people()[login], 'Bearer ' + keys()[login]
            for evil in HOSTILE if verb == 'POST' else []:
                where = fill(path, 999999, {'school': evil[:60], 'login': evil[:60], 'name': evil[:60], 'key': evil[:60]})
                harmless(f'{login} POST {where}', post(where, person, {f: evil for f in fields}))
                a = ask('POST', '/api/v1' + where, json.dumps({f: evil for f in fields}), Authorization=key)
                harmless(f'{login} /api/v1{where}', a)
                if a.status != 400 and (not a.headers['content-type'].endswith('json') or json.loads(a.text) is None):
                    print(f'/api/v1{where}: no JSON')


def guess(schema, number, name):
    if 'enum' in schema:
        return schema['enum'][0]
    if schema.get('format') == 'date':
        return '2023-09-01'
    if schema['type'] == 'integer':
        return 2023 if name in ('year', 'from') else number
    return {'array': 'x', 'boolean': False}.get(schema['type'], 'x')


def foreign(login, *numbers):
    """Whatever has a number or the name of somebody else's, asked by LOGIN with what the action wants: nothing is
    done, and no answer tells of it. Each of the numbers is KIND:NUMBER. SECRETS: a school and a login of the
    other side; MARKS: words that no answer may hold."""
    texts = dict(zip(('school', 'login'), os.environ['SECRETS'].split()))
    person, key = people()[login], 'Bearer ' + keys()[login]
    kinds = {'sessions': 'session', 'keys': 'key', 'lists': 'list', 'posts': 'post', 'objections': 'objection',
             'imports': 'batch', 'batches': 'batch'}
    for verb, path, name, fields in operations():
        if '{' not in path or path.startswith(('/settings', '/backups')):
            continue
        wanted = kinds.get(path.split('/')[1])
        for number in [n.split(':')[1] for n in numbers if n.split(':')[0] == wanted] or [1]:
            where = fill(path, number, {**texts, 'successor': texts['school']})
            values = {f: guess(s, number, f) for f, s in fields.items() if f != 'rev'}
            values.update({k: texts['school'] for k in values if k in ('school', 'predecessor')})
            if verb == 'GET':
                answers = [ask('GET', where, Cookie=person['cookie']), ask('GET', '/api/v1' + where, Authorization=key)]
            else:
                answers = [post(where, person, values),
                           ask('POST', '/api/v1' + where, json.dumps(values), Authorization=key)]
            for a in answers:
                if a.status not in (400, 403, 404, 409, 422):
                    print(f'{verb} {where}: {a.status} {a.headers.get("location", "")}')
                for mark in os.environ['MARKS'].split():
                    if mark in a.text and mark not in where:
                        print(f'{verb} {where} tells of {mark}')


if __name__ == '__main__':
    command, words = sys.argv[1], sys.argv[2:]
    {'sign': lambda: sign(words), 'roles': lambda: roles(*words), 'crawl': lambda: crawl(*words),
     'reads': lambda: reads(words), 'bodies': lambda: bodies(words), 'foreign': lambda: foreign(*words)}[command]()
    print(f'# {command}: {asked} answers', file=sys.stderr)
