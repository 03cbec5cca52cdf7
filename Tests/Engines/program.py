"""The program under test, and what the checks count."""

import os
import subprocess
import sys

PROGRAM = os.path.abspath(os.environ.get("STUDENTDB", ".build/release/studentdb"))
done = {"passed": 0, "failed": 0}


def check(what, holds, detail=""):
    done["passed" if holds else "failed"] += 1
    if not holds:
        print(f"FAILED: {what}\n  {str(detail)[:2000]}", file=sys.stderr, flush=True)


def answer(*arguments, stdin=None):
    return subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, input=stdin,
                          env=os.environ | {"STUDENTDB_ACTOR": "tester"})


def studentdb(*arguments, status=0, stdin=None):
    got = answer(*arguments, stdin=stdin)
    if got.returncode != status:
        sys.exit(f"studentdb {' '.join(map(str, arguments))}: {got.returncode}\n"
                 f"{got.stdout.decode()[-2000:]}{got.stderr.decode()[-2000:]}")
    return got.stdout.decode()


def difference(left, right):
    """The first things that two dictionaries do not have in common."""
    return [(key, left.get(key), right.get(key)) for key in sorted(left.keys() | right.keys(), key=repr)
            if left.get(key) != right.get(key)][:5]
