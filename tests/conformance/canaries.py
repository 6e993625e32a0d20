"""PDFs that were broken on purpose, one wrong each, and which judges must find it. They are judged in the same run as the real ones: a
judge that lets one pass cannot be believed about the others. They are made from a good file with qpdf's JSON.
"""
import base64
import json
import os
import re
import subprocess


class Canary:
    """`expected`: {judge: pattern of a finding}. With `against`, readers of `path` are held against our reading of that file."""

    def __init__(self, path, expected, against=None):
        self.path, self.expected, self.against = path, expected, against

    def silent(self, found):
        """Findings that should be there and are not."""
        return [f'{judge} did not find it (no "{pattern}" in {found.get(judge)})' for judge, pattern in self.expected.items()
                if not any(re.search(pattern, finding) for finding in found.get(judge) or [])]


class Workshop:
    def __init__(self, base, folder):
        self.base, self.folder, self.canaries = base, folder, []
        run = subprocess.run(['qpdf', '--json-output', '--decode-level=generalized', '--json-stream-data=inline', base, '-'],
                             capture_output=True, check=True)
        self.text = run.stdout

    def add(self, name, expected, damage, against=None):
        """`damage` gets the objects {'1 0 R': value or stream} and the catalog, and breaks something."""
        document = json.loads(self.text)
        raw = document['qpdf'][1]
        objects = {key[len('obj:'):]: value for key, value in raw.items() if key.startswith('obj:')}
        damage(objects, objects[raw['trailer']['value']['/Root']]['value'])
        path = self.path(name)
        with open(path + '.json', 'w', encoding='utf-8') as file:
            json.dump(document, file)
        subprocess.run(['qpdf', '--json-input', path + '.json', path], check=True)
        self.canaries.append(Canary(path, expected, against))

    def add_bytes(self, name, expected, damage):
        with open(self.base, 'rb') as file:
            data = damage(file.read())
        with open(self.path(name), 'wb') as file:
            file.write(data)
        self.canaries.append(Canary(self.path(name), expected))

    def path(self, name):
        return os.path.join(self.folder, name + '.pdf')


def first(objects, want):
    """The first object's value for which `want` holds; a canary that cannot be made is an error."""
    return next(entry['value'] for entry in objects.values() if isinstance(entry.get('value'), dict) and want(entry['value']))


def edit_content(objects, pattern, replacement):
    """Changes the first page's content stream once."""
    page = first(objects, lambda value: value.get('/Type') == '/Page')
    stream = objects[page['/Contents']]['stream']
    data, n = re.subn(pattern, replacement, base64.b64decode(stream['data']), count=1, flags=re.S)
    assert n == 1, f'nothing in the page is like {pattern}'
    stream['data'] = base64.b64encode(data).decode()


def swap_first_kids(objects, catalog):
    document = objects[objects[catalog['/StructTreeRoot']]['value']['/K'][0]]['value']
    document['/K'][0], document['/K'][1] = document['/K'][1], document['/K'][0]


def forget_parent(objects, catalog):
    tree = objects[objects[catalog['/StructTreeRoot']]['value']['/ParentTree']]['value']
    tree['/Nums'][1][0] = None


def forget_annotation(objects, _):
    link = first(objects, lambda value: value.get('/S') == '/Link')
    link['/K'] = [kid for kid in link['/K'] if not isinstance(kid, dict)]


def forget_relationships(objects, _):
    first(objects, lambda value: '/EF' in value).pop('/AFRelationship')


def one_cell_more(objects, _):
    specification = first(objects, lambda value: str(value.get('/UF')).endswith('.csv'))
    stream = objects[specification['/EF']['/F']]['stream']
    stream['data'] = base64.b64encode(base64.b64decode(stream['data']) + b'too,few\r\n').decode()


def make(base, folder):
    os.makedirs(folder, exist_ok=True)
    shop = Workshop(base, folder)
    shop.add('no-tree', {'veraPDF ua1': '7.1', 'veraPDF 3a': '6.7', 'structure': 'StructTreeRoot', 'poppler': 'StructTreeRoot'},
             lambda objects, catalog: catalog.pop('/StructTreeRoot'))
    shop.add('no-language', {'veraPDF ua1': '7.2', 'pdf.js': 'language'}, lambda objects, catalog: catalog.pop('/Lang'))
    shop.add('no-colours', {'veraPDF 3a': '6.2.4'}, lambda objects, catalog: catalog.pop('/OutputIntents'))
    shop.add('no-parent', {'structure': 'parent tree leads to None', 'pdf.js': 'we read text'}, forget_parent)
    shop.add('no-annotation', {'structure': 'Link .* has no annotation'}, forget_annotation)
    shop.add('no-contents', {'veraPDF ua1': '7.18', 'structure': 'no /Contents', 'pdf.js': 'links'},
             lambda objects, _: first(objects, lambda value: value.get('/Subtype') == '/Link').pop('/Contents'))
    shop.add('no-mark', {'veraPDF ua1': '7.1', 'structure': 'text without a mark'},
             lambda objects, _: edit_content(objects, rb'/P<</MCID 0>>BDC(.*?)EMC', rb'\1'))
    shop.add('unknown-mark', {'structure': 'in the tree 0 times'},
             lambda objects, _: edit_content(objects, rb'/P<</MCID 0>>BDC', b'/P<</MCID 9999>>BDC'))
    shop.add('other-order', {'poppler': 'we read', 'pdf.js': 'we read'}, swap_first_kids, against=base)
    shop.add('other-words', {'words': 'we have, it has not', 'poppler': 'we read text', 'pdf.js': 'we read text'},
             lambda objects, _: edit_content(objects, rb'(/H1<</MCID \d+>>BDC.*?)(\[[^\]]*\] ?TJ|\([^)]*\) ?Tj|<[^>]*> ?Tj)', rb'\1'), against=base)
    shop.add('no-relationship', {'veraPDF 3a': '6.8', 'attachments': 'relationship is None'}, forget_relationships)
    shop.add('other-columns', {'attachments': 'row .* cells'}, one_cell_more)
    shop.add_bytes('cut-off', {'veraPDF ua1': 'not judged', 'veraPDF 3a': 'not judged', 'qpdf': ''}, lambda data: data[:len(data) // 2])
    shop.add_bytes('no-pdf', {'veraPDF ua1': 'not judged', 'veraPDF 3a': 'not judged', 'qpdf': '', 'structure': 'qpdf', 'pdf.js': ''},
                   lambda data: b'no PDF at all\n')
    shop.add_bytes('bad-reference', {'qpdf': 'WARNING'}, lambda data: re.sub(rb'startxref\s+\d+', b'startxref\n17', data))
    shop.canaries.append(Canary(shop.path('never-made'), {'veraPDF ua1': '0 times', 'veraPDF 3a': '0 times', 'qpdf': '', 'pdf.js': ''}))
    return shop.canaries
