"""What a file holds, by a reader that shares no code with ours: Python's own zip, XML and JSON.

oracle.py FILE.ods|FILE.fods|FILE.json prints what read_text() of spreadsheet.c should give:
"[sheet]" or "[sheet hidden]", then "number:a|b|c" for each row with a text.
"""
import json
import re
import sys
import zipfile
from decimal import Decimal
from xml.etree import ElementTree

OD = '{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}'
OFFICE, TABLE, TEXT, STYLE = (OD % word for word in ('office', 'table', 'text', 'style'))
CALCEXT = '{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}'


def inline(element):
    """The text of a paragraph; white space is one space, what is drawn or noted is left out."""
    parts = [element.text or '']
    for child in element:
        if child.tag == TEXT + 's':
            parts.append('\0' * int(child.get(TEXT + 'c', '1')))
        elif child.tag == TEXT + 'tab':
            parts.append('\1')
        elif child.tag == TEXT + 'line-break':
            parts.append('\2')
        elif child.tag.startswith(TEXT) and child.tag not in (TEXT + 'note', TEXT + 'ruby-text'):
            parts.append(inline(child))
        parts.append(child.tail or '')
    return ''.join(parts)


def paragraph(element):
    text = re.sub(r'[ \t\r\n]+', ' ', inline(element)).strip(' ')
    text = re.sub(r'([\2]) ', r'\1', text)
    return text.replace('\0', ' ').replace('\1', '\t').replace('\2', '\n')


def number(text, percent):
    value = Decimal('%.15g' % float(text))
    if percent:
        value *= 100
    shown = format(value.normalize(), 'f')
    return shown + ('%' if percent else '')


def clock(hours, minutes, seconds):
    return '%02d:%02d' % (hours, minutes) + (':%02d' % seconds if seconds else '')


def moment(text):
    day, _, time = text.partition('T')
    if not time:
        return day
    hours, minutes, seconds = (int(float(part)) for part in time.split(':'))
    return day if not (hours or minutes or seconds) else day + ' ' + clock(hours, minutes, seconds)


def duration(text):
    match = re.match(r'PT(\d+)H(\d+)M(\d+)', text)
    return clock(*(int(part) for part in match.groups()))


def cell(element):
    if element.tag == TABLE + 'covered-table-cell':
        return ''
    kind = element.get(OFFICE + 'value-type')
    paragraphs = '\n'.join(paragraph(p) for p in element if p.tag == TEXT + 'p')
    if kind is None or element.get(CALCEXT + 'value-type') == 'error':
        return paragraphs
    if kind == 'date':
        return moment(element.get(OFFICE + 'date-value'))
    if kind == 'time':
        return duration(element.get(OFFICE + 'time-value'))
    if kind == 'boolean':
        return element.get(OFFICE + 'boolean-value').upper()
    if kind == 'string':
        return element.get(OFFICE + 'string-value') or paragraphs
    return number(element.get(OFFICE + 'value'), kind == 'percentage')


def rows_of(table):
    for child in table:
        if child.tag == TABLE + 'table-row':
            yield child
        elif child.tag in (TABLE + 'table-row-group', TABLE + 'table-header-rows',
                           TABLE + 'table-rows'):
            yield from rows_of(child)


def show(at, cells):
    while cells and cells[-1] == '':
        cells.pop()
    if cells:
        print('%d:%s' % (at, '|'.join(cells)))


def show_table(table):
    at = 0
    for row in rows_of(table):
        cells = []
        for element in row:
            if element.tag in (TABLE + 'table-cell', TABLE + 'covered-table-cell'):
                times = int(element.get(TABLE + 'number-columns-repeated', '1'))
                text = cell(element)
                cells += [text] * (times if text or times < 1000 else 1000)
        times = int(row.get(TABLE + 'number-rows-repeated', '1'))
        if any(cells):
            for i in range(times):
                show(at + 1 + i, list(cells))
        at += times


def show_opendocument(path):
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as packed:
            root = ElementTree.fromstring(packed.read('content.xml'))
    else:
        root = ElementTree.parse(path).getroot()
    hidden = {style.get(STYLE + 'name') for style in root.iter(STYLE + 'style')
              for properties in style.iter(STYLE + 'table-properties')
              if properties.get(TABLE + 'display') == 'false'}
    for table in root.find(OFFICE + 'body').find(OFFICE + 'spreadsheet').findall(TABLE + 'table'):
        print('[%s%s]' % (table.get(TABLE + 'name', ''),
                          ' hidden' if table.get(TABLE + 'style-name') in hidden else ''))
        show_table(table)


def show_json(path):
    with open(path, encoding='utf-8', errors='replace') as file:
        rows = json.load(file)
    rows = rows if isinstance(rows, list) else [rows]
    print('[]')
    print('1:' + '|'.join(rows[0]))
    for i, row in enumerate(rows):
        print('%d:%s' % (i + 2, '|'.join(row.values())))


sys.stdout.reconfigure(encoding='utf-8', newline='\n')
(show_json if sys.argv[1].endswith('.json') else show_opendocument)(sys.argv[1])
