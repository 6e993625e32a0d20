"""The outside programs that judge: fetched once, pinned by pom.xml, package-lock.json and requirements.txt, kept under build/. It exists so
that a second run needs no network. It must not name hosts: Maven, npm and pip know where to ask, each by the machine's own configuration.
"""
import hashlib
import os
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))


def fetch(name, pins, command, store):
    """The folder that `command` filled, which is done anew only when one of the files `pins` has changed."""
    digest = hashlib.sha256()
    for pin in pins:
        with open(os.path.join(HERE, pin), 'rb') as file:
            digest.update(file.read())
    folder = os.path.join(store, f'{name}-{digest.hexdigest()[:12]}')
    if os.path.isdir(folder):
        return folder
    fresh = folder + '.new'
    shutil.rmtree(fresh, ignore_errors=True)
    os.makedirs(fresh)
    for pin in pins:
        shutil.copy(os.path.join(HERE, pin), fresh)
    print(f'fetching {name}', flush=True)
    run = subprocess.run(command, cwd=fresh, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors='replace')
    if run.returncode != 0:
        sys.exit(f'{run.stdout}\n{" ".join(command)}: exit status {run.returncode}. Is there a way to the package registry?')
    os.rename(fresh, folder)
    return folder


def verapdf(store):
    """The class path of veraPDF."""
    folder = fetch('verapdf', ['pom.xml'], ['mvn', '-q', '-B', 'dependency:copy-dependencies', '-DoutputDirectory=lib'], store)
    return os.path.join(folder, 'lib', '*')


def pdfjs(store):
    """The module of pdf.js for Node.js."""
    folder = fetch('pdfjs', ['package.json', 'package-lock.json', '.npmrc'], ['npm', 'ci', '--ignore-scripts'], store)
    return os.path.join(folder, 'node_modules', 'pdfjs-dist', 'legacy', 'build', 'pdf.mjs')


def frictionless(store):
    """The folder of frictionless and its libraries, for PYTHONPATH."""
    install = 'python3 -m venv venv && venv/bin/python -m pip install -q --disable-pip-version-check --target lib -r requirements.txt'
    return os.path.join(fetch('frictionless', ['requirements.txt'], ['sh', '-c', install], store), 'lib')
