"""Small data packages, good and bad, each about one thing. What is right is in each case's own words: the judges' verdicts are
compared with each other and with `good`, so that a case cannot change sides unseen.
"""


def field(name, kind='string', **more):
    constraints = {key: more.pop(key) for key in list(more) if key in CONSTRAINTS}
    return {'name': name, 'type': kind, **more, **({'constraints': constraints} if constraints else {})}


CONSTRAINTS = ('required', 'unique', 'enum', 'pattern', 'minimum', 'maximum', 'minLength', 'maxLength', 'exclusiveMinimum')
A, N, C = field('a'), field('n', 'number', decimalChar='.'), field('c')
COMMA = {'delimiter': ',', 'quoteChar': '"', 'header': True}


class Case:
    """`place`: (line, field) of the first error; the field is None when it is about a row, the line None when about the package."""

    def __init__(self, label, good, text, fields, place=None, encoding='utf-8', package=None, schema=None, files=None, **resource):
        self.name, self.good, self.place = label, good, place
        self.text, self.encoding = text, encoding
        self.delimiter = (resource.get('dialect') or COMMA).get('delimiter', ',')
        table = {'name': 'table', 'path': 'table.csv', 'encoding': encoding, 'dialect': COMMA, **resource}
        if isinstance(fields, str):
            table['schema'] = fields
        elif fields is not None:
            table['schema'] = {'fields': fields, **(schema or {})}
        table = {key: value for key, value in table.items() if value is not None}
        self.package = {'name': 'case', 'resources': [table], **(package or {})}
        self.files = {'table.csv': text.encode(encoding), **(files or {})}


def good(label, text, fields, **more):
    return Case(label, True, text, fields, **more)


def bad(label, text, fields, place, **more):
    return Case(label, False, text, fields, place=place, **more)


def one(kind, **more):
    return [A, field('b', kind, **more)]


def cell(value):
    """A table whose one interesting cell is in row 3, field 2; quoted when it must be."""
    quoted = '"' + value.replace('"', '""') + '"' if any(c in value for c in ',"\n') else value
    return f'a,b\nx,\ny,{quoted}\n'


# value, type, more: read as it is; and what the type refuses, at row 3, field 2.
TYPES = [
    ('integer', 'integer', {}, '12', '1.5'),
    ('integer-sign', 'integer', {}, '-12', '--12'),
    ('number', 'number', {'decimalChar': '.'}, '12.5', '12.5.1'),
    ('number-text', 'number', {'decimalChar': '.'}, '0', 'veel'),
    ('decimal-comma', 'number', {'decimalChar': ','}, '12,5', '12.5'),
    ('group-point', 'number', {'decimalChar': ',', 'groupChar': '.'}, '12.345,6', '12,345.6'),
    ('boolean', 'boolean', {}, 'true', 'ja'),
    ('boolean-own', 'boolean', {'trueValues': ['ja'], 'falseValues': ['nee']}, 'ja', 'true'),
    ('date', 'date', {}, '2024-02-29', '2023-02-29'),
    ('date-order', 'date', {}, '2024-03-14', '14-03-2024'),
    ('year', 'year', {}, '2024', '24'),
    ('yearmonth', 'yearmonth', {}, '2024-03', '2024-13'),
    ('time', 'time', {}, '14:30:00', '25:00:00'),
    ('datetime', 'datetime', {}, '2024-03-14T14:30:00', '2024-03-14T25:30:00'),
    ('duration', 'duration', {}, 'P1Y2M', '1 jaar'),
    ('geopoint', 'geopoint', {}, '4.36, 52.01', '4.36'),
    ('geopoint-range', 'geopoint', {}, '-180, 90', '4.36, 95'),
    ('object', 'object', {}, '{"a": 1}', '[1]'),
    ('array', 'array', {}, '[1, 2]', '{"a": 1}'),
    ('email', 'string', {'format': 'email'}, 'a@b.example', 'a at b'),
    ('uri', 'string', {'format': 'uri'}, 'https://b.example/', 'b example'),
    ('uuid', 'string', {'format': 'uuid'}, '123e4567-e89b-42d3-a456-426614174000', '123'),
    ('required', 'string', {'required': True}, None, ''),
    ('enum', 'string', {'enum': ['koop', 'huur']}, 'huur', 'huren'),
    ('enum-number', 'integer', {'enum': [1, 2]}, '2', '3'),
    ('pattern', 'string', {'pattern': 'GM\\d{4}'}, 'GM0503', 'GM503'),
    ('pattern-whole', 'string', {'pattern': '[a-z]+'}, 'abc', 'abc1'),
    ('minimum', 'integer', {'minimum': 0}, '0', '-1'),
    ('maximum', 'number', {'maximum': 100, 'decimalChar': '.'}, '100', '100.5'),
    ('minimum-date', 'date', {'minimum': '2020-01-01'}, '2020-01-01', '2019-12-31'),
    ('min-length', 'string', {'minLength': 2}, 'ab', 'a'),
    ('max-length', 'string', {'maxLength': 2}, 'éé', 'ééé'),
]

SEMICOLON = {**COMMA, 'delimiter': ';'}
OTHER = {'name': 'regions', 'path': 'regions.csv', 'encoding': 'utf-8', 'dialect': COMMA,
         'schema': {'fields': [field('code'), field('name')], 'primaryKey': 'code'}}
REGIONS = {'regions.csv': b'code,name\nGM0503,Delft\nGM0228,Ede\n'}


def refers(text, name, place=None, resource='regions'):
    """A table with a foreign key to regions."""
    key = [{'fields': 'a', 'reference': {'resource': resource, 'fields': 'code'}}]
    case = Case(name, place is None, text, [A, N], place=place, schema={'foreignKeys': key}, files=REGIONS)
    case.package['resources'].append(OTHER)
    return case


def key_cases():
    two = 'a,b\nx,1\nx,2\ny,1\n'
    yield good('primary-key', 'a,c\nx,1\ny,1\n', [A, C], schema={'primaryKey': 'a'})
    yield bad('primary-key-twice', 'a,c\nx,1\ny,1\nx,2\n', [A, C], (4, None), schema={'primaryKey': ['a']})
    yield good('primary-key-of-two', two, one('string'), schema={'primaryKey': ['a', 'b']})
    yield bad('primary-key-of-two-twice', two + 'x,2\n', one('string'), (5, None), schema={'primaryKey': ['a', 'b']})
    yield bad('primary-key-empty', 'a,c\nx,1\n,2\n', [A, C], (3, None), schema={'primaryKey': 'a'})
    yield bad('primary-key-of-no-field', 'a,c\nx,1\n', [A, C], (None, None), schema={'primaryKey': 'b'})
    yield good('unique', 'a,c\nx,1\ny,1\n', [field('a', unique=True), C])
    yield bad('unique-twice', 'a,c\nx,1\nx,1\n', [field('a', unique=True), C], (3, None))
    yield good('unique-but-empty', 'a,c\n,1\n,2\n', [field('a', unique=True), C])
    yield refers('a,n\nGM0503,1\nGM0228,2\n', 'foreign-key')
    yield refers('a,n\nGM0503,1\n,2\n', 'foreign-key-empty')
    yield refers('a,n\nGM0503,1\nGM9999,2\n', 'foreign-key-to-nothing', (3, None))
    yield refers('a,n\nGM0503,1\n', 'foreign-key-to-no-table', (None, None), resource='gemeenten')
    self_key = {'primaryKey': 'a', 'foreignKeys': [{'fields': 'c', 'reference': {'fields': 'a'}}]}
    yield good('foreign-key-to-itself', 'a,c\nx,\ny,x\n', [A, C], schema=self_key)
    empty = {'primaryKey': 'a', 'foreignKeys': [{'fields': 'c', 'reference': {'resource': '', 'fields': 'a'}}]}
    yield bad('foreign-key-to-itself-and-nothing', 'a,c\nx,\ny,z\n', [A, C], (3, None), schema=empty)


def shape_cases():
    yield bad('row-too-long', 'a,n\nx,1\ny,2,3\n', [A, N], (3, None))
    yield bad('row-too-short', 'a,n,c\nx,1,z\ny,2\n', [A, N, C], (3, None))
    yield bad('column-unknown', 'a,n,extra\nx,1,2\n', [A, N], (1, None))
    yield bad('column-missing', 'a\nx\n', [A, N], (1, None))
    yield bad('column-twice', 'a,n,n\nx,1,2\n', [A, N], (1, None))
    yield bad('column-misspelt', 'a,m\nx,1\n', [A, N], (1, None))
    yield bad('file-not-there', 'a,n\nx,1\n', [A, N], (None, None), path='other.csv')
    yield bad('file-empty', '', [A, N], (1, None))
    yield good('blank-line-between', 'a,n\nx,1\n\ny,2\n', [A, N])
    yield good('only-a-header', 'a,n\n', [A, N])
    yield good('columns-in-another-order', 'n,a\n1,x\n', [A, N])
    yield bad('fields-match-exact', 'n,a\n1,x\n', [A, N], (1, None), schema={'fieldsMatch': 'exact'})
    yield good('fields-match-equal', 'n,a\n1,x\n', [A, N], schema={'fieldsMatch': 'equal'})
    yield good('fields-match-subset', 'a,n,extra\nx,1,2\n', [A, N], schema={'fieldsMatch': 'subset'})
    yield good('fields-match-superset', 'a\nx\n', [A, N], schema={'fieldsMatch': 'superset'})
    yield bad('fields-match-unknown', 'a,n\nx,1\n', [A, N], (None, None), schema={'fieldsMatch': 'some'})


def dialect_cases():
    yield good('semicolon', 'a;n\nx;1\n', [A, N], dialect=SEMICOLON)
    yield bad('semicolon-not-declared-so', 'a;n\nx;1\n', [A, N], (1, None))
    yield good('tab', 'a\tn\nx\t1\n', [A, N], dialect={**COMMA, 'delimiter': '\t'})
    yield good('single-quotes', "a,n\n'x, y',1\n", [A, N], dialect={**COMMA, 'quoteChar': "'"})
    yield good('quotes', 'a,n\n"x, ""y""",1\n', [A, N])
    yield good('line-in-quotes', 'a,n\n"x\ny",1\n', [A, N])
    yield bad('quote-not-closed', 'a,n\n"x,1\ny,2\n', [A, N], (2, None))
    yield good('crlf', 'a,n\r\nx,1\r\n', [A, N])
    yield good('byte-order-mark', '\ufeffa,n\nx,1\n', [A, N])
    yield good('windows-1252', 'a,n\nCafé €,1\n', [A, N], encoding='windows-1252')
    yield bad('not-utf-8', 'a,n\nx,1\n', [A, N], (2, None), files={'table.csv': b'a,n\nCaf\xe9,1\n'})
    yield good('no-header', 'x,1\ny,2\n', [A, N], dialect={'delimiter': ',', 'header': False})
    yield good('header-in-row-3', 'Titel\nCBS\na,n\nx,1\n', [A, N], dialect={'delimiter': ',', 'headerRows': [3]})
    yield good('header-of-two-rows', 'Bevolking,Bevolking\nman,vrouw\n1,2\n',
               [field('Bevolking man', 'integer'), field('Bevolking vrouw', 'integer')],
               dialect={'delimiter': ',', 'headerRows': [1, 2], 'headerJoin': ' '})
    yield good('header-the-same-in-both-rows', 'a,n\na,aantal\nx,1\n', [A, field('n-aantal', 'integer')],
               dialect={'delimiter': ',', 'headerRows': [1, 2], 'headerJoin': '-'})
    yield good('comment-rows', 'a,n\n,kg\nx,1\nBron: CBS\n', [A, N], dialect={'delimiter': ',', 'commentRows': [2, 4]})
    yield good('comment-char', 'a,n\n# noot\nx,1\n', [A, N], dialect={'delimiter': ',', 'commentChar': '#'})
    yield bad('footer-not-declared', 'a,n\nx,1\nBron: CBS\n', [A, N], (3, None))
    yield bad('escape-char', 'a,n\n"x \\" y",1\n', [A, N], (None, None), dialect={'delimiter': ',', 'escapeChar': '\\'})
    yield bad('delimiter-of-two', 'a;;n\nx;;1\n', [A, N], (None, None), dialect={'delimiter': ';;'})
    yield bad('encoding-unknown', 'a,n\nx,1\n', [A, N], (None, None), files={}, package={'resources': [
        {'name': 'table', 'path': 'table.csv', 'encoding': 'utf-99', 'schema': {'fields': [A, N]}}]})
    yield good('blanks-around-a-number', 'a,n\nx,   12\n', [A, N])
    yield bad('number-with-an-exponent', cell('1E+05'), one('number', decimalChar='.'), (3, 2))
    yield bad('number-nan', cell('NaN'), one('number', decimalChar='.'), (3, 2))
    yield bad('number-without-a-zero', cell('.5'), one('number', decimalChar='.'), (3, 2))
    yield bad('integer-with-a-fraction-of-nothing', cell('5.0'), one('integer'), (3, 2))
    yield good('integer-with-zeros', cell('0012'), one('integer'))
    yield bad('year-with-a-month', cell('2024-03'), one('year'), (3, 2))
    yield good('text-with-tabs', 'a,n\n"x\ty",1\n', [A, N])
    yield bad('control-character', 'a,n\nx\x00y,1\n', [A, N], (2, 1))
    yield good('delimiter-sniffed', 'a;n\nx;1\ny;2\n', [A, N], dialect=None)
    yield good('group-point-sniffed', 'a;n\nx;12.345,6\ny;1.234\n', [A, field('n', 'number')], dialect=SEMICOLON)
    yield bad('number-ambiguous', 'a;n\nx;1.234\ny;2.645\n', [A, field('n', 'number')], (2, 2), dialect=SEMICOLON)
    yield good('integer-with-group-point', 'a;n\nx;1.234\n', [A, field('n', 'integer')], dialect=SEMICOLON)


def missing_cases():
    yield good('missing-values', 'a,n\nx,.\ny,-\n', [A, N], schema={'missingValues': ['', '.', '-']})
    yield bad('missing-value-not-declared', 'a,n\nx,1\ny,.\n', [A, N], (3, 2))
    yield good('missing-values-of-a-field', 'a,n\nx,.\n', [A, field('n', 'number', missingValues=['.'], decimalChar='.')])
    yield good('missing-values-with-labels', 'a,n\nx,.\n', [A, N],
               schema={'missingValues': [{'value': '', 'label': 'leeg'}, {'value': '.', 'label': 'onbekend'}]})
    yield bad('missing-values-no-list', 'a,n\nx,.\n', [A, N], (None, None), schema={'missingValues': '.'})
    yield good('null-sequence', 'a,n\nx,\\N\n', [A, N], dialect={'delimiter': ',', 'nullSequence': '\\N'})
    yield bad('exclusive-minimum', cell('0'), one('integer', exclusiveMinimum=0), (3, 2))
    yield bad('category-unknown', cell('huren'), one('string', categories=['koop', 'huur']), (3, 2))
    yield good('list', cell('a,b'), one('list'))
    yield bad('type-unknown', cell('1'), one('getal'), (None, None))
    yield bad('fields-twice', 'a,a\nx,y\n', [A, A], (None, None))
    yield bad('no-fields', 'a,n\nx,1\n', [], (None, None))
    yield bad('date-format', cell('14-03-2024'), one('date', format='%d-%m-%Y'), (None, None))
    yield bad('bare-number', cell('€ 12'), one('number', bareNumber=False, decimalChar='.'), (None, None))


def package_cases():
    text = 'a,n\nx,1\n'
    yield good('bytes', text, [A, N], bytes=len(text))
    yield bad('bytes-wrong', text, [A, N], (None, None), bytes=len(text) + 1)
    yield good('hash', text, [A, N], hash='sha256:9d999fb168a62ef450f3bdc5c67cf66e4aac11612413334e678f4f282049ed85')
    yield bad('hash-wrong', text, [A, N], (None, None), hash='sha256:' + '0' * 64)
    yield good('licence', text, [A, N], package={'licenses': [{'name': 'CC-BY-4.0'}]})
    yield bad('licence-without-a-name', text, [A, N], (None, None), package={'licenses': [{'title': 'Vrij'}]})
    yield bad('licences-no-list', text, [A, N], (None, None), package={'licenses': 'CC-BY-4.0'})
    yield bad('no-resources', text, [A, N], (None, None), package={'resources': []})
    yield bad('resource-without-a-name', text, [A, N], (None, None), name=None)
    yield bad('path-leaves-the-folder', text, [A, N], (None, None), path='../table.csv')
    yield good('name-with-capitals', text, [A, N], name='Mijn tabel')
    yield bad('data-inline', text, None, (None, None), package={'resources': [
        {'name': 'table', 'data': [['a', 'n'], ['x', 1]], 'schema': {'fields': [A, field('n', 'integer')]}}]})
    yield bad('compressed', text, [A, N], (None, None), path='table.csv.gz', compression='gz', files={'table.csv.gz': gzipped(text)})
    yield good('path-list', text, [A, N], path=['table.csv', 'more.csv'], files={'more.csv': b'a,n\ny,2\n'})
    yield bad('path-list-second-file', text, [A, N], (None, None), path=['table.csv', 'more.csv'], files={'more.csv': b'a,n\ny,z\n'})
    yield good('schema-in-a-file', text, 'schema.json', files={'schema.json': b'{"fields": [{"name": "a"}, {"name": "n"}]}'})
    picture = good('not-a-table', text, [A, N], files={'plaat.png': b'\x89PNG'})
    picture.package['resources'].append({'name': 'plaat', 'path': 'plaat.png', 'format': 'png', 'mediatype': 'image/png'})
    yield picture
    yield good('version-2', text, [A, N], package={'$schema': 'https://datapackage.org/profiles/2.0/datapackage.json'})
    yield good('version-1', text, [A, N], profile='tabular-data-resource', package={'profile': 'tabular-data-package'})


def gzipped(text):
    import gzip
    return gzip.compress(text.encode(), mtime=0)


def all_cases():
    for name, kind, more, right, wrong in TYPES:
        if right is not None:
            yield good(name, cell(right), one(kind, **more))
        place = (2 if name == 'required' else 3, 2)
        yield bad(name + '-wrong', cell(wrong), one(kind, **more), place)
    for cases in (key_cases, shape_cases, dialect_cases, missing_cases, package_cases):
        yield from cases()
