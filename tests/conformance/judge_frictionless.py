"""feitenblad and frictionless on the same data packages: are they valid, and where is the first thing wrong? Where the two differ the
reason stands in DIFFERENCES; a reason for a difference that is no more is a failure, too.
"""
import csv
import json
import os
import re
import shutil
import subprocess

import frictionless_cases
import judges

HERE = os.path.dirname(os.path.abspath(__file__))
FINDING = re.compile(r'^(.+?)(?::(\d+):(\d+))?: error: (.*) \[([a-z0-9-]+)\]$')
# What feitenblad tells of a row, or of a header, as a whole.
OF_ROWS = {'table-field-count', 'table-duplicate', 'table-primary-key', 'table-foreign-key', 'csv-unclosed-quote', 'csv-stray-quote',
           'csv-invalid-byte', 'table-missing-column', 'table-unknown-column', 'table-duplicate-column', 'table-no-header',
           'table-after-footer'}

# case: why the verdicts, or the places of the first error, differ.
NEWER = 'of version 2 of the standard, which this frictionless does not know'
DIFFERENCES = {
    'group-point-wrong': 'frictionless takes the group character out wherever it stands; "12,345.6" with a group point is a slip',
    'file-empty': 'frictionless names no row; we name the first line',
    'not-utf-8': 'frictionless stops without a place; we name it and read the rest',
    'path-list-second-file': 'frictionless counts the rows of all files together; we name the file and its line',
    'blank-line-between': 'a blank line holds nothing that could be lost: we warn',
    'columns-in-another-order': 'we find columns by their name, unless fieldsMatch says exact',
    'fields-match-equal': NEWER,
    'fields-match-subset': NEWER,
    'fields-match-superset': NEWER,
    'fields-match-unknown': NEWER,
    'missing-values-with-labels': 'labels are ' + NEWER,
    'category-unknown': 'categories are ' + NEWER,
    'exclusive-minimum': 'this constraint is ' + NEWER,
    'list': 'the type is ' + NEWER,
    'null-sequence': 'frictionless reads the key and does not use it',
    'number-with-an-exponent': 'a spreadsheet has shortened the number and may have lost digits: we ask for all of them',
    'number-nan': 'what is no number is a missing value, to be declared as one',
    'number-without-a-zero': 'we ask for a digit on both sides of the decimal sign',
    'control-character': 'a file with a NUL is damaged, or no text',
    'escape-char': 'we refuse what libcsv cannot read, before reading; the hint says to double quotes',
    'date-format': 'we only read ISO dates, and say so',
    'bare-number': 'we only read bare numbers, and say so',
    'data-inline': 'we only read files, and say so',
    'compressed': 'we do not unpack, and say so',
    'group-point-sniffed': 'no decimalChar is declared: frictionless takes a point, we look at the column and report what we took',
    'integer-with-group-point': 'nothing is declared: in a column of whole numbers the point divides thousands, and we report it',
    'number-ambiguous': 'nothing is declared and nothing tells: frictionless takes a point for decimal, we ask',
    'no-fields': 'frictionless tells of the columns that have no field; we of the schema without fields',
    'no-resources': 'the standard asks for one resource at least; frictionless passes an empty list',
    'name-with-capitals': 'version 2 of the standard allows any name; we warn',
}


def write(case, folder):
    os.makedirs(folder)
    for name, content in case.files.items():
        with open(os.path.join(folder, name), 'wb') as file:
            file.write(content)
    path = os.path.join(folder, 'datapackage.json')
    with open(path, 'w', encoding='utf-8') as file:
        json.dump(case.package, file, indent=1)
    return path


def frictionless(paths, store):
    """A verdict a path."""
    run = subprocess.run(['python3', os.path.join(HERE, 'frictionless_run.py')], input=''.join(f'{path}\n' for path in paths),
                         stdout=subprocess.PIPE, text=True, env={**os.environ, 'PYTHONPATH': judges.frictionless(store)}, check=True)
    verdicts = {verdict['path']: verdict for verdict in map(json.loads, run.stdout.splitlines())}
    return [verdicts[path] for path in paths]


def ours(program, path):
    """(exit status, errors in the order of the files); each error is (file, line, column, code)."""
    run = subprocess.run([program, 'check', '--package', path], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    errors = [match.groups() for match in map(FINDING.match, run.stderr.splitlines()) if match]
    return run.returncode, [(file, int(line or 0), int(column or 0), code) for file, line, column, _, code in errors]


def field_number(case, line, column):
    """Which field of the line the column is in."""
    text = case.files['table.csv'].decode(case.encoding).lstrip('\ufeff').split('\n')[line - 1]
    dialect = case.package['resources'][0].get('dialect') or {}
    before = text[:column - 1]
    return len(next(csv.reader([before + 'x'], delimiter=case.delimiter, quotechar=dialect.get('quoteChar', '"'))))


def our_place(case, errors):
    tables = sorted(error for error in errors if error[0].endswith('table.csv') and error[1])
    if not tables or any(error[0].endswith('.json') for error in errors):
        return (None, None)
    _, line, column, code = tables[0]
    return (line, None if code in OF_ROWS or line == 1 else field_number(case, line, column))


def their_place(verdict):
    """As our_place(), but the lines of a header have no number."""
    errors = [error for error in verdict['errors'] if error.get('rowNumber') or error.get('fieldNumber')]
    if not errors:
        return (None, None)
    first = min(errors, key=lambda error: (error.get('rowNumber') or 1, error.get('fieldNumber') or 0))
    of_row = first['type'] in ('extra-cell', 'missing-cell', 'blank-row', 'primary-key', 'foreign-key')
    row = first.get('rowNumber') or 1
    return (row, None if of_row or row == 1 else first.get('fieldNumber'))


def same_place(one, other):
    """The same row, and the same field if both name one."""
    return one[0] == other[0] and (one[1] == other[1] or None in (one[1], other[1]))


def compare(case, status, errors, verdict):
    """(what is wrong with us by the case's own words, how the two judges differ)."""
    wrong, differ = [], []
    if status not in (0, 2) or (status == 0) != case.good or bool(errors) == case.good:
        wrong.append(f'should be {"good" if case.good else "bad"}, but feitenblad says {status}, {errors}')
    place = our_place(case, errors)
    if not case.good and place != case.place:
        wrong.append(f'should be told of {case.place}, but feitenblad tells of {place}: {errors}')
    if (status == 0) != verdict['valid']:
        differ.append(f'feitenblad says {"good" if status == 0 else errors}, frictionless {"good" if verdict["valid"] else verdict["errors"]}')
    elif status and not same_place(place, their_place(verdict)):
        differ.append(f'feitenblad tells of {place}, frictionless of {their_place(verdict)}: {verdict["errors"]}')
    return wrong, differ


def judge(report, program, store):
    """A verdict a case, and one for the example's own package."""
    folder = os.path.join(store, 'packages')
    shutil.rmtree(folder, ignore_errors=True)
    cases = list(frictionless_cases.all_cases())
    names = [case.name for case in cases]
    assert len(set(names)) == len(names), 'two cases have one name'
    paths = [write(case, os.path.join(folder, case.name)) for case in cases]
    example = os.path.abspath('datasets/datapackage.json')
    *verdicts, of_example = frictionless([*paths, example], store)
    for case, path, verdict in zip(cases, paths, verdicts):
        wrong, differ = compare(case, *ours(program, path), verdict)
        reason = DIFFERENCES.get(case.name)
        if reason and not differ:
            wrong.append(f'the two agree: take the explanation out: {reason}')
        report.verdict('frictionless', case.name, wrong + ([] if reason else differ))
    report.verdict('frictionless', 'explanations', [f'no case: {name}' for name in DIFFERENCES if name not in names])
    status, errors = ours(program, example)
    report.verdict('frictionless', example, of_example['errors'] + errors + ([f'exit status {status}'] if status else []))
    report.note(f'frictionless: {len(cases)} packages, {sum(case.good for case in cases)} of them good; '
                f'{len(DIFFERENCES)} differences, each with its reason; and the example\'s own')
