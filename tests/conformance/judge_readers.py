"""Three readers of one file: ours (pdfread.py), poppler's pdfinfo and pdftotext, and pdf.js. They must find the same structure with the
same texts in the same order. It exists because a file can conform and still be read differently by the programs people have. Where a
reader has a habit of its own, it is named below and allowed for in the comparison; no file and no element is left out.
"""
import collections
import json
import re
import subprocess
import unicodedata

from pdfread import Element, text_of

SHOWN = 10  # differences of a file


# ---- the file with itself ----

def judge_structure(pdf):
    """Each marked-content id is in the tree once and the parent tree leads back to it; links have their annotations and back."""
    out = []
    holders = collections.defaultdict(list)
    for element in pdf.tree.walk():
        for kid in element.kids:
            if not isinstance(kid, Element):
                holders[kid].append(element)
    parents = dict(pdf.number_tree(pdf.get(pdf.catalog['/StructTreeRoot']).get('/ParentTree')))
    for number, page in enumerate(pdf.pages):
        out += [f'page {number + 1}: text without a mark: "{text}"' for text in page.bare]
        led = pdf.get(parents.get(page.entries.get('/StructParents'))) or []
        for mcid, text in page.texts.items():
            elements = holders.pop(('text', number, mcid), [])
            where = f'page {number + 1}: marked content {mcid} "{text}"'
            if len(elements) != 1:
                out.append(f'{where} is in the tree {len(elements)} times, not once')
            elif mcid >= len(led) or led[mcid] != elements[0].reference:
                out.append(f'{where}: the parent tree leads to {led[mcid] if mcid < len(led) else "nothing"}, not to {elements[0].reference}')
            elif page.marks[mcid] != elements[0].kind:
                out.append(f'{where} is marked {page.marks[mcid]}, but belongs to a {elements[0].kind}')
            if not text.strip():
                out.append(f'{where} holds no text')
        if len(led) > len(page.texts):
            out.append(f'page {number + 1}: the parent tree knows {len(led)} marked contents, the page has {len(page.texts)}')
    out += [f'page {page + 1}: {element.kind} {element.reference} holds marked content {mcid}, which the page has not'
            for (kind, page, mcid), elements in holders.items() if kind == 'text' for element in elements]
    return out + judge_links(pdf, holders, parents)


def judge_links(pdf, holders, parents):
    out = [f'Link {element.reference} has no annotation' for element in pdf.tree.walk()
           if element.kind == 'Link' and not any(kid[0] == 'object' for kid in element.kids if not isinstance(kid, Element))]
    for number, page in enumerate(pdf.pages):
        for reference in pdf.array(page.entries.get('/Annots')):
            annotation = pdf.get(reference)
            elements = holders.pop(('object', number, reference), [])
            where = f'page {number + 1}: annotation {reference}'
            if annotation.get('/Subtype') != '/Link':
                out.append(f'{where} is a {annotation.get("/Subtype")}, not a Link')
            if [element.kind for element in elements] != ['Link']:
                out.append(f'{where} is held by {[element.kind for element in elements]}, not by one Link')
            elif parents.get(annotation.get('/StructParent')) != elements[0].reference:
                out.append(f'{where}: the parent tree does not lead to {elements[0].reference}')
            if not text_of(annotation.get('/Contents')).strip():
                out.append(f'{where} has no /Contents')
            if '/A' not in annotation and '/Dest' not in annotation:
                out.append(f'{where} leads nowhere')
    return out + [f'page {page + 1}: the tree holds {reference}, which is no annotation of that page'
                  for (kind, page, reference), _ in holders.items() if kind == 'object']


# ---- trees to compare ----

def plain(text):
    """Any run of blanks is one blank: readers differ in what they make of U+00A0, U+202F and line ends. A soft hyphen is drawn where a
    line parts a word; it is no letter of the word, and poppler and pdf.js do not tell it. pdftotext puts words from right to left between
    marks of direction (U+202A to U+202E)."""
    return ' '.join(re.sub('[\u00ad\u202a-\u202e]', '', text).split())


def own_tree(pdf, element, page=None):
    """(type, [kids]) with ("text", string) and ("object", number). Of one page, if asked, as pdf.js tells it: without elements that
    have nothing on that page, and with ("alt", string) for what is said instead of the text."""
    kids = []
    for kid in element.kids:
        if isinstance(kid, Element):
            inner = own_tree(pdf, kid, page)
            if inner:
                kids.append(inner)
        elif page is None or kid[1] == page:
            kids.append(('text', plain(pdf.pages[kid[1]].texts.get(kid[2], ''))) if kid[0] == 'text' else ('object', kid[2]))
    if page is None:
        return (element.kind, kids)
    spoken = element.entries.get('/Alt', element.entries.get('/ActualText'))
    return (element.kind, kids + ([] if spoken is None else [('alt', plain(text_of(spoken)))])) if kids else None


def differences(ours, theirs, same, path=''):
    """Lines that say where two trees part."""
    if ours is None or theirs is None or ours[0] != theirs[0]:
        return [f'{path or "/"}: we read {show(ours)}, it reads {show(theirs)}']
    if not isinstance(ours[1], list):
        return [] if same(ours[1], theirs[1]) else [f'{path}: we read {show(ours)}, it reads {show(theirs)}']
    out = []
    for n in range(max(len(ours[1]), len(theirs[1]))):
        out += differences(ours[1][n] if n < len(ours[1]) else None, theirs[1][n] if n < len(theirs[1]) else None, same,
                           f'{path}/{ours[0]}[{n}]')
    return out


def show(node):
    if node is None:
        return 'nothing'
    return f'{node[0]} with {len(node[1])} kids' if isinstance(node[1], list) else f'{node[0]} "{node[1]}"'


# ---- poppler ----

def poppler_tree(path):
    """pdfinfo's tree from its indented lines, and what it complains of."""
    run = subprocess.run(['pdfinfo', '-struct-text', path], capture_output=True)
    complaints = [f'pdfinfo: {line}' for line in run.stderr.decode(errors='replace').splitlines()]
    if run.returncode != 0:
        complaints.append(f'pdfinfo: exit status {run.returncode}')
    # Texts in attributes are told in bare UTF-16, which may look like anything; no attribute is compared.
    lines = re.sub(rb'\n +/\w+ \(\xfe\xff.*?\)(?=\n)', b'', run.stdout, flags=re.S).decode(errors='replace').split('\n')
    stack = [('', [])]
    for line in lines[:-1]:
        bare = line.lstrip(' ')
        depth = (len(line) - len(bare)) // 2
        if bare.startswith('/'):
            continue  # an attribute of the element above
        del stack[depth + 1:]
        if bare.startswith('"'):
            stack[-1][1].append(('text', plain(bare[1:-1])))
        elif bare.startswith('Object '):
            stack[-1][1].append(('object', bare[len('Object '):] + ' R'))
        else:
            element = (re.match(r'\w*', bare)[0] or bare, [])
            stack[-1][1].append(element)
            stack.append(element)
    return (stack[0][1] or [None])[0], complaints


def judge_poppler(pdf, path):
    theirs, complaints = poppler_tree(path)
    return complaints + differences(own_tree(pdf, pdf.tree), theirs, lambda a, b: a == b)[:SHOWN]


def judge_words(pdf, path):
    """The words that pdftotext finds on each page are those of the tree and of the artifacts, no more, no fewer."""
    run = subprocess.run(['pdftotext', '-enc', 'UTF-8', path, '-'], capture_output=True, text=True, errors='replace')
    out = [f'pdftotext: {line}' for line in run.stderr.splitlines()]
    found = run.stdout.split('\f')[:-1]
    if len(found) != len(pdf.pages):
        return out + [f'pdftotext finds {len(found)} pages, not {len(pdf.pages)}']
    for number, (page, text) in enumerate(zip(pdf.pages, found)):
        theirs = collections.Counter(plain(text).split())
        ours = collections.Counter(plain(' '.join([*page.texts.values(), *page.artifacts])).split())
        less, more = ours - theirs, theirs - ours
        if letters(less) != letters(more):
            out.append(f'page {number + 1}: we have, it has not: {sorted(less.elements())[:SHOWN]}; '
                       f'it has, we have not: {sorted(more.elements())[:SHOWN]}')
    return out


def letters(words):
    """pdftotext tells words apart by the room between them, and joins what a hyphen parts at a line's end: marks that stand close ("R", "N") are
    one word to it, "Noord-/Holland" is "NoordHolland". Of words that do not pair up, the letters must."""
    return collections.Counter(''.join(words.elements()).replace('-', ''))


# ---- pdf.js ----

def run_pdfjs(script, module, files):
    """{file: what pdfjs.mjs says of it}"""
    run = subprocess.run(['node', script, module], input='\n'.join(files), capture_output=True, text=True, errors='replace')
    said = {}
    for line in run.stdout.splitlines():
        result = json.loads(line)
        said[result['file']] = result
    for file in files:
        said.setdefault(file, {'error': f'pdf.js said nothing, exit status {run.returncode}: {run.stderr.strip()[-300:]}'})
    return said


def pdfjs_tree(node, texts):
    kids = []
    for kid in node['children']:
        if 'role' in kid:
            kids.append(pdfjs_tree(kid, texts))
        elif kid['type'] == 'content':
            kids.append(('text', plain(texts.get(kid['id'], f'(no marked content {kid["id"]})'))))
        else:
            kids.append(('object', re.sub(r'R(\d*)$', lambda found: f' {found[1] or 0} R', kid['id'])))
    return (node['role'], kids + ([('alt', plain(node['alt']))] if 'alt' in node else []))


def same_for_pdfjs(ours, theirs):
    """pdf.js puts blanks of its own where glyphs stand apart (before a raised mark, at a line's end), and drops those where the writing goes to the
    left (beside words from right to left); there it also moves marks to another letter. Between other words it may not lose a blank of ours."""
    return letters_for_pdfjs(ours) == letters_for_pdfjs(theirs) and needed_gaps(ours) <= all_gaps(theirs)


def letters_for_pdfjs(text):
    bare = re.sub(r'\s', '', text)
    if not any(map(is_from_right, bare)):
        return bare
    marks = [letter for letter in bare if unicodedata.category(letter) == 'Mn']
    return ''.join(letter for letter in bare if letter not in marks), sorted(marks)


def is_from_right(letter):
    return unicodedata.bidirectional(letter) in ('R', 'AL', 'AN')


def all_gaps(text):
    """Where blanks are, counted in letters."""
    return {len(re.sub(r'\s', '', text[:found.start()])) for found in re.finditer(r'\s', text)}


def needed_gaps(text):
    at, gaps, words = 0, set(), text.split()
    for word, following in zip(words, words[1:]):
        at += len(word)
        if not any(map(is_from_right, word + following)):
            gaps.add(at)
    return gaps


def judge_pdfjs(pdf, said):
    if 'error' in said:
        return [f'pdf.js: {said["error"]}']
    out = []
    if said['language'] != text_of(pdf.catalog.get('/Lang')):
        out.append(f'language: we read {text_of(pdf.catalog.get("/Lang"))!r}, it reads {said["language"]!r}')
    if len(said['pages']) != len(pdf.pages):
        return out + [f'pdf.js finds {len(said["pages"])} pages, not {len(pdf.pages)}']
    for number, page in enumerate(said['pages']):
        roots = page['tree']['children'] if page['tree'] else []
        # Only elements with content on this page: pdf.js comes from the page, so empty cells are out of its sight.
        ours = own_tree(pdf, pdf.tree, number)
        theirs = pdfjs_tree(roots[0], page['texts']) if len(roots) == 1 else None
        if ours != theirs:
            out += [f'page {number + 1}: {line}' for line in differences(ours, theirs, same_for_pdfjs)]
        links = [link for link in page['annotations'] if link['subtype'] == 'Link' and link['goes'] and link['contents']]
        expected = len(pdf.array(pdf.pages[number].entries.get('/Annots')))
        if len(links) != expected:
            out.append(f'page {number + 1}: pdf.js finds {len(links)} links that have contents and go somewhere, not {expected}')
    return out[:SHOWN]
