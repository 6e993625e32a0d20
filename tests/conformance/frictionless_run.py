"""Lets frictionless judge data packages: paths on standard input, one JSON object a line on standard output. It runs with the pinned
library on its path (judges.frictionless()), apart from the rest, which needs no library at all.
"""
import json
import os
import sys

import frictionless


def judge(path):
    # Paths in a package are told from its own folder, and only those are trusted.
    os.chdir(os.path.dirname(path))
    report = frictionless.validate(os.path.basename(path))
    errors = [error.to_dict() for error in report.errors]
    for task in report.tasks:
        errors += [dict(error.to_dict(), resource=task.name) for error in task.errors]
    return {'valid': report.valid, 'errors': [
        {key: error.get(key) for key in ('type', 'rowNumber', 'fieldNumber', 'note', 'resource')} for error in errors]}


# Libraries that print must not get between the verdicts.
answers, sys.stdout = sys.stdout, sys.stderr
for line in sys.stdin.read().splitlines():
    try:
        verdict = judge(line.strip())
    except Exception as error:  # an exception is a verdict, too: the package was not read
        verdict = {'valid': False, 'errors': [{'type': type(error).__name__, 'note': str(error)}]}
    print(json.dumps(dict(verdict, path=line.strip())), file=answers, flush=True)
