"""What is judged: the example site and the torture projects, each built by the program as anybody would. It exists to prove that builds
give files for each of their regions, and that projects which must be refused leave none. It must not look into PDFs.
"""
import glob
import hashlib
import os
import re
import shutil
import subprocess


def build(program, project, output):
    return subprocess.run([program, 'build', '--project', project, '--output', output], capture_output=True, text=True, errors='replace')


def pdfs(folder):
    return sorted(glob.glob(os.path.join(glob.escape(folder), '**', '*.pdf'), recursive=True))


def built(program, project, output):
    """(PDFs, findings): a build must end well, and give a factsheet for each region that it tells of."""
    run = build(program, project, output)
    if run.returncode != 0:
        return [], [f'exit status {run.returncode}', *run.stderr.splitlines()[-20:]]
    told = re.search(r'^(\d+) regions? \(', run.stdout + run.stderr, re.M)
    sheets = [path for path in pdfs(output) if os.path.basename(path) == 'factsheet.pdf']
    if not told or int(told[1]) != len(sheets) or not sheets:
        return pdfs(output), [f'the build tells of {told[1] if told else "no"} regions, there are {len(sheets)} factsheets']
    return pdfs(output), []


def refused(program, project):
    """Findings: the build must fail, say why as expected.txt has it, and publish no PDF."""
    with open(os.path.join(project, 'expected.txt'), encoding='utf-8') as file:
        expected = [line for line in file.read().splitlines() if line.strip()]
    run = build(program, project, os.path.join(project, 'public'))
    out = [] if expected else ['expected.txt expects nothing']
    if run.returncode not in (1, 2, 3, 4, 5):
        out.append(f'exit status {run.returncode}: not refused')
    out += [f'{path} was made all the same' for path in pdfs(project)]
    out += [f'does not say: {line}' for line in expected if line not in run.stderr]
    return out + ([f'  it says: {line}' for line in run.stderr.splitlines()[:10]] if out else [])


def forget_drawings(program, project, stamp):
    """Keys of drawings know the program's version, not its code: drawings of another binary would be judged in place of this one's."""
    with open(program, 'rb') as file:
        digest = hashlib.sha256(file.read()).hexdigest()
    if os.path.exists(stamp) and open(stamp, encoding='ascii').read() == digest:
        return
    shutil.rmtree(os.path.join(project, '.feitenblad'), ignore_errors=True)
    with open(stamp, 'w', encoding='ascii') as file:
        file.write(digest)


def make_torture(script, out):
    """(projects to build, projects to refuse) that the script wrote."""
    shutil.rmtree(out, ignore_errors=True)
    subprocess.run(['python3', script, out], check=True)
    found = sorted(os.path.dirname(path) for path in glob.glob(os.path.join(out, '*', 'feitenblad.yaml')))
    refuse = sorted(os.path.dirname(path) for path in glob.glob(os.path.join(out, 'refuse', '*', 'expected.txt')))
    if not found or not refuse:
        raise SystemExit(f'{script} wrote {len(found)} projects and {len(refuse)} to be refused')
    return found, refuse
