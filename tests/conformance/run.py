"""make conformance: the outside judges over every PDF that we make. See README.md.

It builds the example site and the torture projects, lets each judge see each file, and counts a verdict for each pair. A file that
a judge did not speak of has failed. Last line: "N passed, M failed".
"""
import argparse
import collections
import concurrent.futures
import os
import shutil
import subprocess
import sys
import time

import canaries
import judge_attachments
import judge_frictionless
import judge_readers
import judge_verapdf
import judges
import projects
from pdfread import Pdf

HERE = os.path.dirname(os.path.abspath(__file__))
READERS = ('structure', 'words', 'pdf.js', 'poppler', 'attachments')
PACKAGES = 'frictionless'
# pdfinfo reads a page anew for each text in it, some seconds a file: of the example it sees so many, spread over all levels.
SAMPLE = 40
# What travels in each factsheet of the example (gen/work/attach.c).
ATTACHED = ('data.csv', 'data.schema.json', 'targets.csv', 'targets.schema.json', 'datapackage.json', 'provenance.json')


class Report:
    """Counts verdicts; shows a judge's first failures, keeps all of them in a file."""

    def __init__(self, path):
        self.file = open(path, 'w', encoding='utf-8')
        self.passed = self.failed = 0
        self.shown = collections.Counter()

    def verdict(self, judge, what, findings):
        if not findings:
            self.passed += 1
            return
        self.failed += 1
        self.shown[judge] += 1
        text = '\n'.join([f'FAILED  {judge}: {what}', *(f'    {line}' for line in findings)])
        self.file.write(text + '\n')
        if self.shown[judge] <= 10:
            print(text, flush=True)

    def note(self, text):
        print(text, flush=True)
        self.file.write(text + '\n')


def guarded(judge, *arguments):
    """What a judge finds; one that fails itself has found something."""
    try:
        return judge(*arguments)
    except Exception as error:  # whatever it is, this file has not been judged
        return [f'{type(error).__name__}: {error}']


def check_syntax(path):
    run = subprocess.run(['qpdf', '--check', path], capture_output=True, text=True, errors='replace')
    lines = [line for line in (run.stdout + run.stderr).splitlines() if run.returncode != 0 or 'WARNING' in line]
    return lines if lines or run.returncode == 0 else [f'exit status {run.returncode}']


def examine(path, ours, said, with_poppler, required):
    """{judge: findings} of one file; `ours` is the file that our own reading is taken from: itself, but for canaries."""
    found = {'qpdf': check_syntax(path)}
    try:
        pdf = Pdf(ours)
    except Exception as error:  # as above
        return {**found, **{judge: [f'{type(error).__name__}: {error}'] for judge in READERS}}
    found['structure'] = guarded(judge_readers.judge_structure, pdf)
    found['words'] = guarded(judge_readers.judge_words, pdf, path)
    found['pdf.js'] = guarded(judge_readers.judge_pdfjs, pdf, said)
    found['attachments'] = guarded(judge_attachments.judge, pdf, path, required)
    if with_poppler:
        found['poppler'] = guarded(judge_readers.judge_poppler, pdf, path)
    return found


class Watch:
    """What a stage took: by the clock, and of the processors (a busy machine lies about the first)."""

    def __init__(self):
        self.clock, self.work = time.monotonic(), sum(os.times()[:4])

    def __str__(self):
        return f'{time.monotonic() - self.clock:.0f} s ({sum(os.times()[:4]) - self.work:.0f} s of processors)'


def size(path):
    return os.path.getsize(path) if os.path.exists(path) else 0


def spread(files, n):
    """About n of the files, the same each time, with all of a small level and a share of a large one."""
    levels = collections.defaultdict(list)
    for path in files:
        levels[os.path.dirname(os.path.dirname(path))].append(path)
    chosen, left = [], n
    for rest, level in enumerate(sorted(levels.values(), key=len)):
        take = min(len(level), max(1, left // (2 if rest < len(levels) - 1 else 1)))
        chosen += level[::max(1, -(-len(level) // take))]
        left = max(0, n - len(chosen))
    return set(chosen)


def build_all(report, arguments, work):
    """(example's PDFs, torture's PDFs)"""
    projects.forget_drawings(arguments.program, '.', os.path.join(work, 'program.sha256'))
    example, findings = projects.built(arguments.program, '.', os.path.abspath('public'))
    report.verdict('build', 'the example site', findings)
    torture = []
    found, refuse = projects.make_torture(os.path.join(HERE, 'torture', 'make.py'), os.path.join(work, 'torture'))
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        builds = [pool.submit(projects.built, arguments.program, project, os.path.join(project, 'public')) for project in found]
        refusals = [pool.submit(projects.refused, arguments.program, project) for project in refuse]
        for project, done in zip(found, builds):
            files, findings = done.result()
            torture += files
            report.verdict('build', project, findings)
        for project, done in zip(refuse, refusals):
            report.verdict('refusal', project, done.result())
    return example, torture


def judge_all(arguments, work, example, torture, broken):
    """{file: {judge: findings}}"""
    files = example + torture + [canary.path for canary in broken]
    found = {path: {} for path in files}
    sheets = {path for path in example if os.path.basename(path).startswith('factsheet')}
    against = {canary.path: canary.against for canary in broken if canary.against}
    watch = Watch()
    for judge, verdicts in judge_verapdf.judge(judges.verapdf(work), files).items():
        for path, findings in verdicts.items():
            found[path][judge] = findings
    print(f'veraPDF: {len(files)} files, two flavours, {watch}', flush=True)
    watch = Watch()
    said = judge_readers.run_pdfjs(os.path.join(HERE, 'pdfjs.mjs'), judges.pdfjs(work), files)
    print(f'pdf.js: {len(files)} files, {watch}', flush=True)
    watch = Watch()
    slow = spread(example, SAMPLE) | set(torture) | {canary.path for canary in broken if 'poppler' in canary.expected}
    # The slow ones first, the largest before all: none is left alone at the end.
    order = sorted(files, key=lambda path: (path not in slow, -size(path)))
    # Threads, as most of the work is in other programs; processes would ask for a /dev/shm, which a bare Debian may not give.
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count() + 1) as pool:
        done = {path: pool.submit(examine, path, against.get(path, path), said[path], path in slow,
                                  ATTACHED if path in sheets else ()) for path in order}
        for path, result in done.items():
            found[path].update(result.result())
    print(f'readers: {len(files)} files, {len(slow)} with poppler\'s tree, {watch}', flush=True)
    return found, slow


def finish(report, watch):
    report.note(f'{watch} in all; failures, if any, are in {report.file.name}')
    report.note(f'{report.passed} passed, {report.failed} failed')
    return 0 if report.failed == 0 and report.passed > 0 else 1


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--program', default='build/feitenblad')
    parser.add_argument('--only', default='', help='judge only files whose path holds one of these words; "frictionless": the data packages')
    arguments = parser.parse_args()
    # Whole paths, as veraPDF tells them back.
    work = os.path.abspath(os.path.join('build', 'conformance'))
    os.makedirs(work, exist_ok=True)
    report = Report(os.path.join(work, 'report.txt'))
    watch = Watch()
    words = arguments.only.split()
    if not words or PACKAGES in words:
        judge_frictionless.judge(report, arguments.program, work)
    if words == [PACKAGES]:
        return finish(report, watch)
    example, torture = build_all(report, arguments, work)
    report.note(f'built: {len(example)} PDFs of the example, {len(torture)} of torture projects, {watch}')
    # To break in ways that are known; a poster has no links.
    sound = min((path for path in example or torture if os.path.basename(path) == 'factsheet.pdf'), key=size)
    example, torture = ([path for path in files if not words or any(word in path for word in words)] for files in (example, torture))
    if not example + torture:
        sys.exit('no PDF to judge')
    shutil.rmtree(os.path.join(work, 'broken'), ignore_errors=True)
    broken = canaries.make(sound, os.path.join(work, 'broken'))
    found, slow = judge_all(arguments, work, example, torture, broken)
    for path in example + torture:
        for judge in (*(f'veraPDF {flavour}' for flavour in judge_verapdf.FLAVOURS), 'qpdf', *READERS):
            if judge != 'poppler' or path in slow:
                report.verdict(judge, path, found[path].get(judge, ['has not judged this file']))
    for canary in broken:
        report.verdict('canary', canary.path, canary.silent(found[canary.path]))
    return finish(report, watch)


if __name__ == '__main__':
    sys.exit(main())
