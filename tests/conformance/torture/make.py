#!/usr/bin/env python3
"""The torture set: complete feitenblad projects of worst cases, for `make conformance`.

    make.py OUT [NAME…]     writes OUT/<name>/ (must build and conform) and OUT/refuse/<name>/ (must be refused, and say what
                            expected.txt holds: each line is a part of the error output)

OUT must not exist yet. Without names: all of them.
"""
import sys
from pathlib import Path

from accepted import accepted
from refused import refused


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    out, wanted = Path(sys.argv[1]), set(sys.argv[2:])
    if out.exists():
        sys.exit(f"make.py: {out} is there already: remove it first")
    projects = accepted() + refused()
    unknown = wanted - {project.name for project in projects}
    if unknown:
        sys.exit(f"make.py: there is no project {', '.join(sorted(unknown))}")
    for project in projects:
        if not wanted or project.name in wanted:
            project.write(out)


if __name__ == "__main__":
    main()
