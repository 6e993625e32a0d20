"""veraPDF on PDF/UA-1 and PDF/A-3a: one Java program a flavour over all files, side by side. Its exit status is not asked: each
file must stand in the report as judged to the end, with checks that were made and none that failed.
"""
import subprocess
import xml.etree.ElementTree as xml
from concurrent.futures import ThreadPoolExecutor

FLAVOURS = {'ua1': 'PDF/UA-1', '3a': 'PDF/A-3A'}
SHOWN = 3  # contexts of each broken rule


def judge(classpath, files):
    """{'veraPDF ua1': {file: [finding]}, …}"""
    with ThreadPoolExecutor() as pool:
        runs = {flavour: pool.submit(run, classpath, flavour, files) for flavour in FLAVOURS}
        return {f'veraPDF {flavour}': read_report(*runs[flavour].result(), flavour, files) for flavour in FLAVOURS}


def run(classpath, flavour, files):
    # The simple collector: on two cores, the parallel ones take from the other flavour what they give to this one.
    command = ['java', '-Djava.awt.headless=true', '-XX:+UseSerialGC', '-cp', classpath,
               'org.verapdf.apps.GreenfieldCliWrapper', '-f', flavour, '--format', 'xml', '--maxfailuresdisplayed', str(SHOWN), *files]
    done = subprocess.run(command, capture_output=True)
    return done.stdout, done.stderr.decode(errors='replace')


def read_report(report, errors, flavour, files):
    try:
        jobs = xml.fromstring(report).findall('./jobs/job')
    except xml.ParseError as error:
        return {file: [f'the report is not XML ({error}); {errors.strip()[-500:]}'] for file in files}
    found = {}
    for job in jobs:
        found.setdefault(job.findtext('./item/name'), []).append(job)
    return {file: findings(found.get(file, []), flavour) for file in files}


def findings(jobs, flavour):
    if len(jobs) != 1:
        return [f'stands in the report {len(jobs)} times, not once']
    job = jobs[0]
    exception = job.find('./taskException') if job.find('./taskException') is not None else job.find('./taskResult')
    report = job.find('./validationReport')
    if report is None:
        return ['was not judged: ' + ' '.join(' '.join(job.itertext() if exception is None else exception.itertext()).split())]
    details = report.find('./details')
    out = []
    if not report.get('profileName', '').startswith(FLAVOURS[flavour]):
        out.append(f'was judged by the profile "{report.get("profileName")}"')
    if report.get('jobEndStatus') != 'normal' or details is None or int(details.get('passedChecks', 0)) == 0:
        out.append(f'judging ended "{report.get("jobEndStatus")}" with {0 if details is None else details.get("passedChecks")} checks passed')
    for rule in details.findall('./rule') if details is not None else []:
        if rule.get('status') != 'failed':
            continue
        out.append(f'{rule.get("specification")} {rule.get("clause")}-{rule.get("testNumber")}, {rule.get("failedChecks")} times: '
                   + ' '.join(rule.findtext('./description', '').split()))
        for check in rule.findall('./check'):
            out.append('    ' + ' '.join((check.findtext('./context', '') + ': ' + check.findtext('./errorMessage', '')).split()))
    failed = 1 if details is None else int(details.get('failedChecks', 1))
    if not out and (failed != 0 or report.get('isCompliant') != 'true'):
        out.append(f'is not compliant, {failed} failed checks')
    return out
