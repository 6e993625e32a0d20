"""Reads a finished PDF the plain way: objects as qpdf spells them in JSON, the structure tree, and the texts of the content streams
by their marked-content ids. It exists as the reading that poppler's and pdf.js's are held against: written from ISO 32000-1, not from
our writer. It must not repair, guess or skip: what it does not know is an Unreadable.
"""
import base64
import json
import re
import subprocess


class Unreadable(Exception):
    """The file is not what this reader can judge; the message says where."""


class Element:
    """A structure element. `kids` holds, in order, Element, ("text", page, mcid) and ("object", page, reference)."""

    def __init__(self, reference, kind, entries):
        self.reference, self.kind, self.entries, self.kids = reference, kind, entries, []

    def walk(self):
        yield self
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.walk()


class Page:
    """A page: `texts` by MCID, `order` of the MCIDs as drawn, `artifacts` (texts), `bare` (texts without a mark)."""

    def __init__(self, reference, entries):
        self.reference, self.entries = reference, entries
        self.texts, self.marks, self.order, self.artifacts, self.bare = {}, {}, [], [], []


class Pdf:
    def __init__(self, path):
        run = subprocess.run(['qpdf', '--json=2', '--json-key=qpdf', '--json-stream-data=inline', '--decode-level=generalized', path],
                             capture_output=True)
        if run.returncode != 0:
            raise Unreadable('qpdf: ' + run.stderr.decode(errors='replace').strip())
        self.objects = json.loads(run.stdout)['qpdf'][1]
        self.trailer = self.objects['trailer']['value']
        self.catalog = self.get(self.trailer.get('/Root'))
        self.pages = list(self._pages(self.catalog.get('/Pages'), {}))
        self.by_reference = {page.reference: number for number, page in enumerate(self.pages)}
        for page in self.pages:
            Content(self, page).read()
        self.tree = self._structure()

    def get(self, value):
        """The value behind a reference; of a stream, its dictionary."""
        while is_reference(value):
            found = self.objects.get('obj:' + value)
            if found is None:
                return None
            value = found['stream']['dict'] if 'stream' in found else found['value']
        return value

    def data(self, reference):
        """The bytes of a stream."""
        found = self.objects.get('obj:' + str(reference), {})
        if 'stream' not in found:
            raise Unreadable(f'{reference} is not a stream')
        return base64.b64decode(found['stream']['data'])

    def array(self, value):
        value = self.get(value)
        return value if isinstance(value, list) else [] if value is None else [value]

    def number_tree(self, node, key='/Nums'):
        """Pairs of a number tree, or with key '/Names' of a name tree."""
        node = self.get(node) or {}
        flat = self.array(node.get(key))
        pairs = list(zip(flat[::2], flat[1::2]))
        for kid in self.array(node.get('/Kids')):
            pairs += self.number_tree(kid, key)
        return pairs

    def _pages(self, reference, inherited):
        node = self.get(reference)
        if node is None:
            raise Unreadable('no page tree')
        own = {key: node[key] for key in ('/Resources', '/MediaBox') if key in node}
        if node.get('/Type') == '/Page':
            yield Page(reference, {**inherited, **node})
            return
        for kid in self.array(node.get('/Kids')):
            yield from self._pages(kid, {**inherited, **own})

    def _structure(self):
        root = self.get(self.catalog.get('/StructTreeRoot'))
        if not root:
            raise Unreadable('no StructTreeRoot: nothing is tagged')
        kids = self.array(root.get('/K'))
        if len(kids) != 1:
            raise Unreadable(f'StructTreeRoot has {len(kids)} kids, not one Document')
        return self._element(kids[0], self.catalog.get('/StructTreeRoot'), set())

    def _element(self, reference, parent, seen):
        entries = self.get(reference)
        if reference in seen or not isinstance(entries, dict) or '/S' not in entries:
            raise Unreadable(f'structure element {reference}: a loop, or no element')
        seen.add(reference)
        if entries.get('/P') != parent:
            raise Unreadable(f'structure element {reference}: /P is {entries.get("/P")}, but it hangs below {parent}')
        element = Element(reference, entries['/S'][1:], entries)
        for kid in self.array(entries.get('/K')):
            element.kids.append(self._kid(kid, element, entries, seen))
        return element

    def _kid(self, kid, element, entries, seen):
        if isinstance(kid, int):
            return ('text', self._page(entries.get('/Pg'), element), kid)
        content = self.get(kid)
        kind = content.get('/Type') if isinstance(content, dict) else None
        if kind == '/MCR':
            return ('text', self._page(content.get('/Pg', entries.get('/Pg')), element), content['/MCID'])
        if kind == '/OBJR':
            return ('object', self._page(content.get('/Pg', entries.get('/Pg')), element), content['/Obj'])
        return self._element(kid, element.reference, seen)

    def _page(self, reference, element):
        if reference not in self.by_reference:
            raise Unreadable(f'structure element {element.reference}: content without a page')
        return self.by_reference[reference]


def is_reference(value):
    return isinstance(value, str) and re.fullmatch(r'\d+ \d+ R', value) is not None


def text_of(value):
    """A PDF text string, as qpdf's JSON spells it."""
    if not isinstance(value, str):
        return ''
    if value.startswith('b:'):
        return bytes.fromhex(value[2:]).decode('latin-1')
    return value[2:] if value.startswith('u:') else value


# PDFDocEncoding (ISO 32000-1, annex D.2), where it is not Latin-1.
DOCUMENT_CODES = {letter: code for first, letters in ((0x18, '˘ˇˆ˙˝˛˚˜'), (0x80, '•†‡…—–ƒ⁄‹›−‰„“”‘’‚™ﬁﬂŁŒŠŸŽıłœšž'), (0xa0, '€'))
                  for code, letter in enumerate(letters, first)}


def is_bytes(value, expected):
    """Whether a string is this string of bytes: qpdf's JSON spells it as text where its bytes could be one, and in which code is lost."""
    if value.startswith('b:'):
        return bytes.fromhex(value[2:]) == expected
    text = text_of(value)
    codes = [DOCUMENT_CODES.get(letter, ord(letter)) for letter in text]
    spellings = [mark + text.encode(code) for mark, code in ((b'\xfe\xff', 'utf-16-be'), (b'\xff\xfe', 'utf-16-le'), (b'\xef\xbb\xbf', 'utf-8'))]
    return expected in spellings or (max(codes, default=0) < 256 and bytes(codes) == expected)


# ---- content streams ----

TOKEN = re.compile(rb'''
    [\0\t\n\f\r ]+ | %[^\r\n]*
  | (?P<open>\() | (?P<hex><[0-9A-Fa-f\s]*>) | (?P<mark><<|>>|[][{}])
  | (?P<name>/[^\0\t\n\f\r ()<>[\]{}/%]*) | (?P<number>[+-]?(?:\d+\.?\d*|\.\d+)(?=[\0\t\n\f\r ()<>[\]{}/%]|$))
  | (?P<word>[^\0\t\n\f\r ()<>[\]{}/%]+)''', re.X)
ESCAPES = {b'n': b'\n', b'r': b'\r', b't': b'\t', b'b': b'\b', b'f': b'\f'}


def literal(data, at):
    """The string after '(' at `at`: its bytes, and where it ends."""
    out, depth = bytearray(), 1
    while at < len(data):
        c = data[at:at + 1]
        at += 1
        if c == b'\\':
            octal = re.compile(rb'[0-7]{1,3}').match(data, at)
            if octal:
                out.append(int(octal[0], 8) & 255)
                at = octal.end()
            elif data[at:at + 2] == b'\r\n':
                at += 2
            else:
                escaped = data[at:at + 1]
                out += b'' if escaped in b'\r\n' else ESCAPES.get(escaped, escaped)
                at += 1
            continue
        depth += (c == b'(') - (c == b')')
        if depth == 0:
            return bytes(out), at
        out += c
    raise Unreadable('a string in a content stream does not end')


def tokens(data):
    """('string', bytes) | ('name', str) | ('number', float) | ('mark', str) | ('word', str)"""
    at = 0
    while at < len(data):
        found = TOKEN.match(data, at)
        if not found:
            raise Unreadable(f'content stream: no token at byte {at}')
        at, kind = found.end(), found.lastgroup
        if kind == 'open':
            string, at = literal(data, at)
            yield 'string', string
        elif kind == 'hex':
            digits = re.sub(rb'\s', b'', found[0][1:-1]).decode()
            yield 'string', bytes.fromhex(digits + '0' * (len(digits) % 2))
        elif kind == 'number':
            yield 'number', float(found[0])
        elif kind:
            yield kind, found[0].decode('latin-1')


class Font:
    """Codes → Unicode, by the font's ToUnicode map only: what it lacks cannot be read by anybody."""

    def __init__(self, pdf, entries):
        self.wide = entries.get('/Subtype') == '/Type0'
        self.map = {}
        if '/ToUnicode' not in entries:
            raise Unreadable(f'font {entries.get("/BaseFont")} has no ToUnicode')
        stack, operands = [], []
        for kind, value in tokens(pdf.data(entries['/ToUnicode'])):
            if kind == 'mark' and value == '[':
                stack.append(operands)
                operands = []
            elif kind == 'mark' and value == ']':
                inner, operands = operands, stack.pop()
                operands.append(inner)
            elif kind == 'word':
                if value == 'endbfchar':
                    for code, text in zip(operands[::2], operands[1::2]):
                        self.map[code] = text.decode('utf-16-be')
                elif value == 'endbfrange':
                    for first, last, text in zip(operands[::3], operands[1::3], operands[2::3]):
                        self._range(first, last, text)
                operands = []
            else:
                operands.append(value)

    def _range(self, first, last, text):
        for n in range(int.from_bytes(last, 'big') - int.from_bytes(first, 'big') + 1):
            code = (int.from_bytes(first, 'big') + n).to_bytes(len(first), 'big')
            if isinstance(text, list):
                self.map[code] = text[n].decode('utf-16-be')
            else:
                start = int.from_bytes(text, 'big') + n
                self.map[code] = start.to_bytes(len(text), 'big').decode('utf-16-be')

    def decode(self, string):
        step, out = 2 if self.wide else 1, []
        for at in range(0, len(string), step):
            code = string[at:at + step]
            if code not in self.map:
                raise Unreadable(f'a character with code {code.hex()} has no Unicode value')
            out.append(self.map[code])
        return ''.join(out)


class Content:
    """One page's content stream, read for its texts."""

    def __init__(self, pdf, page):
        self.pdf, self.page, self.fonts = pdf, page, {}
        self.font, self.saved, self.open = None, [], []

    def read(self):
        contents = self.page.entries.get('/Contents')
        streams = self.pdf.get(contents) if isinstance(self.pdf.get(contents), list) else [contents]
        data = b'\n'.join(self.pdf.data(stream) for stream in streams)
        operands = []
        for kind, value in tokens(data):
            if kind == 'word' and value not in ('true', 'false', 'null'):
                self.operator(value, operands)
                operands = []
            else:
                operands.append((kind, value))
        if self.open:
            raise Unreadable(f'page {self.number()}: marked content does not end')

    def number(self):
        return self.pdf.by_reference.get(self.page.reference, -1) + 1

    def operator(self, name, operands):
        if name == 'q':
            self.saved.append(self.font)
        elif name == 'Q':
            self.font = self.saved.pop()
        elif name == 'Tf':
            self.font = self.find_font(operands[0][1])
        elif name in ('Tj', 'TJ', "'", '"'):
            self.show(b''.join(value for kind, value in operands if kind == 'string'))
        elif name in ('BT', 'Td', 'TD', 'Tm', 'T*') and self.open and self.open[-1][0] == 'artifact':
            self.page.artifacts.append('')  # artifacts that stand apart may share one mark
        elif name in ('BMC', 'BDC'):
            self.begin(operands)
        elif name == 'EMC':
            if not self.open:
                raise Unreadable(f'page {self.number()}: EMC without its beginning')
            self.open.pop()
        elif name in ('Do', 'BI'):
            raise Unreadable(f'page {self.number()}: {name}: this reader does not know images and forms, our pages have none')

    def begin(self, operands):
        """Opens marked content: (kind, mcid, replaced). Its kind is artifact, id or other; what is shown in replaced is not read."""
        values = [value for _, value in operands]
        kind, mcid, replaced = 'artifact' if values[0] == '/Artifact' else 'other', None, '/ActualText' in values
        if '/MCID' in values:
            kind, mcid = 'id', int(values[values.index('/MCID') + 1])
            if mcid in self.page.texts:
                raise Unreadable(f'page {self.number()}: MCID {mcid} is used twice')
            if any(outer != 'other' for outer, _, _ in self.open):
                raise Unreadable(f'page {self.number()}: MCID {mcid} begins within other marked content')
            self.page.texts[mcid] = ''
            self.page.marks[mcid] = values[0][1:]
            self.page.order.append(mcid)
        if kind == 'artifact':
            self.page.artifacts.append('')
        self.open.append((kind, mcid, False))
        if replaced:
            text = values[values.index('/ActualText') + 1]
            self.add(text[2:].decode('utf-16-be') if text[:2] == b'\xfe\xff' else text.decode('latin-1'))
            self.open[-1] = (kind, mcid, True)

    def find_font(self, name):
        if name not in self.fonts:
            resources = self.pdf.get(self.page.entries.get('/Resources')) or {}
            entries = self.pdf.get((self.pdf.get(resources.get('/Font')) or {}).get(name))
            if not entries:
                raise Unreadable(f'page {self.number()}: no font {name}')
            self.fonts[name] = Font(self.pdf, entries)
        return self.fonts[name]

    def show(self, string):
        if self.font is None:
            raise Unreadable(f'page {self.number()}: text without a font')
        if not any(replaced for _, _, replaced in self.open):
            self.add(self.font.decode(string))

    def add(self, text):
        for kind, mcid, _ in reversed(self.open):
            if kind == 'id':
                self.page.texts[mcid] += text
                return
            if kind == 'artifact':
                self.page.artifacts[-1] += text
                return
        self.page.bare.append(text)
