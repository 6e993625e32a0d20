"""Files attached to a PDF: taken out with poppler's pdfdetach, as a reader would, and read as what they say they are. It exists because
veraPDF judges how a file is attached, not whether its numbers can be used. What a CSV must look like is its Table Schema's to say.
"""
import csv
import hashlib
import io
import json
import os
import subprocess
import tempfile

from pdfread import is_bytes, is_reference, text_of

# How a file belongs to the document (ISO 19005-3 6.8): numbers are Data; what tells about them may be Supplement.
RELATIONSHIPS = {'/Data', '/Supplement'}


def judge(pdf, path, required=()):
    out = []
    files = {}
    embedded = pdf.number_tree((pdf.get(pdf.catalog.get('/Names')) or {}).get('/EmbeddedFiles'), '/Names')
    associated = pdf.array(pdf.catalog.get('/AF'))
    for _, reference in embedded:
        name, findings = specification(pdf, reference)
        files[name] = reference
        out += findings + ([] if reference in associated else [f'{name} is embedded, but not in the catalog\'s /AF'])
    if len(files) != len(embedded) or len(associated) != len(embedded):
        out.append(f'{len(embedded)} files are embedded under {len(files)} names, {len(associated)} are associated')
    out += [f'{name} is not attached' for name in required if name not in files]
    return out + (contents(path, files, required) if files else [])


def specification(pdf, reference):
    entries = pdf.get(reference)
    name, out = text_of(entries.get('/UF')), []
    stream = (pdf.get(entries.get('/EF')) or {}).get('/F')
    if not name or name != os.path.basename(name) or text_of(entries.get('/F')) != name:
        out.append(f'a file is named {name!r} and {text_of(entries.get("/F"))!r}')
    if entries.get('/AFRelationship') not in RELATIONSHIPS or (name.endswith('.csv') and entries['/AFRelationship'] != '/Data'):
        out.append(f'{name}: its relationship is {entries.get("/AFRelationship")}')
    if not text_of(entries.get('/Desc')).strip():
        out.append(f'{name} has no description')
    if not is_reference(stream):
        return name, [*out, f'{name} has no stream']
    dictionary, data = pdf.get(stream), pdf.data(stream)
    params = pdf.get(dictionary.get('/Params')) or {}
    if dictionary.get('/Subtype') not in ('/text/csv', '/application/json'):
        out.append(f'{name} has the type {dictionary.get("/Subtype")}')
    if params.get('/Size') != len(data):
        out.append(f'{name} says {params.get("/Size")} bytes, has {len(data)}')
    if '/CheckSum' in params and not is_bytes(params['/CheckSum'], hashlib.md5(data).digest()):
        out.append(f'{name}: its check sum is another file\'s')
    if not text_of(params.get('/ModDate')).startswith('D:'):
        out.append(f'{name} has no date')
    return name, out


def contents(path, files, required):
    with tempfile.TemporaryDirectory() as folder:
        run = subprocess.run(['pdfdetach', '-saveall', '-o', folder, path], capture_output=True, text=True, errors='replace')
        out = [f'pdfdetach: {line}' for line in run.stderr.splitlines()]
        taken = {}
        for name in os.listdir(folder):
            with open(os.path.join(folder, name), 'rb') as file:
                taken[name] = file.read()
    if set(taken) != set(files):
        out.append(f'pdfdetach finds {sorted(taken)}, we find {sorted(files)}')
    documents = {}
    for name, data in taken.items():
        if name.endswith('.json'):
            try:
                documents[name] = json.loads(data.decode('utf-8'))
            except ValueError as error:
                out.append(f'{name}: {error}')
    resources = {resource.get('path'): resource for resource in documents.get('datapackage.json', {}).get('resources', [])}
    tables = {name for name in taken if name.endswith('.csv')}
    if set(resources) != tables:
        out.append(f'datapackage.json lists {sorted(resources)}, attached are {sorted(tables)}')
    for name in sorted(tables & set(resources)):
        schema = resources[name].get('schema')
        schema = documents.get(schema) if isinstance(schema, str) else schema
        out += [f'{name}: {line}' for line in judge_csv(taken[name], schema, name in required)]
    return out


def judge_csv(data, schema, with_numbers):
    """Rows of one width, whose header is the schema's list of fields. A sheet that shows no number has only the header."""
    try:
        rows = list(csv.reader(io.StringIO(data.decode('utf-8'), newline=''), strict=True))
    except (ValueError, csv.Error) as error:
        return [str(error)]
    if schema is None:
        return ['has no schema']
    fields = [field.get('name') for field in schema.get('fields', [])] if isinstance(schema, dict) else []
    if not rows or (with_numbers and len(rows) < 2):
        return [f'has {len(rows)} rows: no numbers']
    out = [] if rows[0] == fields else [f'has the columns {rows[0]}, its schema {fields}']
    return out + [f'row {n} has {len(row)} cells, the header {len(rows[0])}' for n, row in enumerate(rows, 1) if len(row) != len(rows[0])][:5]
