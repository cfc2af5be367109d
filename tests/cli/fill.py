"""A form as somebody fills it in: fill.py FORM.xlsx FILLED.xlsx CELL=TEXT... writes the texts (a
number as a number) into cells of the first sheet and leaves all else as it is."""
import re
import sys
import zipfile
from xml.etree import ElementTree

MAIN = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'
SHEET = 'xl/worksheets/sheet1.xml'


def column(reference):
    number = 0
    for letter in re.match('[A-Z]+', reference).group():
        number = number * 26 + ord(letter) - 64
    return number


def child(parent, tag, reference, order):
    """The row or cell of this reference, made where it is missing."""
    for at, element in enumerate(parent):
        if element.get('r') == reference:
            return element
        if order(element.get('r')) > order(reference):
            break
    else:
        at = len(parent)
    made = ElementTree.Element(MAIN + tag, r=reference)
    parent.insert(at, made)
    return made


def put(data, reference, text):
    row = child(data, 'row', re.search('[0-9]+', reference).group(), int)
    cell = child(row, 'c', reference, column)
    for old in list(cell):
        cell.remove(old)
    if re.fullmatch('[0-9]+', text):
        cell.attrib.pop('t', None)
        ElementTree.SubElement(cell, MAIN + 'v').text = text
    else:
        cell.set('t', 'inlineStr')
        inline = ElementTree.SubElement(cell, MAIN + 'is')
        ElementTree.SubElement(inline, MAIN + 't').text = text


with zipfile.ZipFile(sys.argv[1]) as form, zipfile.ZipFile(sys.argv[2], 'w') as filled:
    for name in form.namelist():
        content = form.read(name)
        if name == SHEET:
            root = ElementTree.fromstring(content)
            for assignment in sys.argv[3:]:
                put(root.find(MAIN + 'sheetData'), *assignment.split('=', 1))
            content = ElementTree.tostring(root)
        filled.writestr(name, content)
