"""The commands of the sweep, and what is demanded of each."""

import collections
import os
import pty
import select
import shutil
import signal
import subprocess
import termios
import time

PATIENCE = 5.0  # Seconds that a command may take.
ALLOWED = {0, 1, 3, 4, 5, 64, 65, 66}  # What CLI.md lets a command end with on a file like this.
# The tests of the screen look at what stands above 0x7E; here it is what a terminal obeys.
OBEYED = bytes(byte for byte in range(0x20) if byte not in (0x09, 0x0A)) + b"\x7f"

Verdict = collections.namedtuple("Verdict", "code complaints text")


class Command:
    """Words after `studentdb`; `writes` says that it needs a copy of the file for itself."""

    def __init__(self, line, writes=False):
        self.words = line.split()
        self.writes = writes
        # The files to import are there, so what is missing is missing in the database.
        self.allowed = ALLOWED - {66} if self.words[0] == "import" else ALLOWED
        if self.words[0] == "backup":
            self.allowed = ALLOWED | {73}  # The copy of the file before is there.
        if self.words[0] == "erase":
            self.allowed = ALLOWED | {74}  # Erased and kept, and a file that cannot be written anew.


READING = [Command(line) for line in (
    "status", "status --json", "list", "list --json", "list --format csv", "list --sort confidence",
    "show 3", "show 1001", "show 41 --json", "show i1", "show i2 --json", "show r1", "show r2",
    "show r1 --json", "show d1", "show d3 --json", "show s1", "show s1 --json", "explain 41",
    "explain 42 --json", "explain 41 --run r1", "check", "check --json", "log", "log --oneline",
    "log --json", "log --student 3", "diff r1 r2", "diff r1 r2 --json", "export", "export -",
    "export --fill inferred --columns all", "export --signed-only", "export --import i1",
    "export --for-excel", "review queue", "review queue --json", "review queue --run r1", "review export",
    "review export -", "certificate s1", "certificate s1 --json", "evaluate --folds 2",
    "evaluate --folds 2 --json", "model export r1",
    "model count-sql --dialect spark --table a.b --map gender=g,height=h",
    "model sql r1 --dialect postgres --table t --map gender=g,height=h,group=c,age=a --lookup l.csv --force",
    "model sql r1 --dialect sqlite --table t --map gender=g,height=h,group=c,age=a --receipt",
    "model sample-sql r1 --dialect duckdb --table t --map gender=g,height=h,group=c,age=a --key id",
    "verify", "verify --json", "about 3", "about 41 --json",
    "report", "report -o report.html --force", "report r1 --anonymous -o report.html --force --language de",
    "backup copy.studentdb", "open --no-browser --json", "query SELECT(name)FROM(student)", "query -", "migrate --status",
    "---completion show -- positional@0 9 0 studentdb show", "---completion list -- --group 9 0 studentdb list --group",
    "---completion correct -- --gender 9 0 studentdb correct 3 --gender",
)]
WRITING = [Command(line, writes=True) for line in (
    "review decide 41 --gender female", "review decide 43 --accept", "review decide 44 --later --json",
    "review accept --at-least 0.6 --yes", "review undo", "review undo d1 --void-sign-off -m why",
    "review --lines --blind", "review redo", "review apply ../sheet.csv --void-sign-off -m why", "review --lines",
    "review sign-off --name N --role R --allow-open",
    "impute --folds 2 --by none --family normal --learn-from recorded", "impute --model r1 --json",
    "impute --rerun r1 --check", "impute --rerun r1", "model import ../model.json",
    "revert i1 -m why --void-sign-off", "revert i2 -m why --void-sign-off", "correct 3 --height 170 -m why --void-sign-off",
    "correct 41 --gender male -m why --void-sign-off", "same 41 42 -m why --void-sign-off", "same id:1301 id:1302 -m why",
    "revert j2 -m why --void-sign-off", "import ../again.csv", "import ../first.csv",
    "import ../first.csv --json", "import ../other.csv", "import ../changed.csv",
    "import ../changed.csv --complete --blank clear --json", "import ../changed.csv --on-conflict stop",
    "import ../names.csv", "import ../names.csv --complete", "import ../days.csv --measured-on 2025-09-01",
    "erase 3 -m why --yes", "erase 41 -m why --dry-run", "erase --import i1 -m why --yes --json",
    "erase --left-before 2099-01-01 -m why --yes",
)]
ALL = READING + WRITING


def prepared(command, changed, folder):
    """The file for one command: the changed one, or a copy where the command writes."""
    if not command.writes:
        return changed
    copy = folder / "written.studentdb"
    shutil.copyfile(changed, copy)
    for journal in folder.glob("written.studentdb-*"):
        journal.unlink()
    return copy


def environment(folder):
    return {
        "PATH": os.environ["PATH"], "HOME": str(folder), "TERM": "xterm", "LANG": "C.UTF-8",
        "SWIFT_BACKTRACE": "enable=no", "STUDENTDB_ACTOR": "Sweeper",
        # So that every escape code on the terminal comes from the file, and what a pager is given is seen.
        "NO_COLOR": "1", "STUDENTDB_PAGER": "cat -u",
    }


def judge(program, command, file, folder):
    """Runs a command with its standard output on a pseudo-terminal."""
    line = [str(program), *command.words, "--db", str(file)]
    master, slave = pty.openpty()
    attributes = termios.tcgetattr(slave)
    attributes[1] &= ~termios.OPOST  # A newline stays one byte, so that every CR is the program's.
    termios.tcsetattr(slave, termios.TCSANOW, attributes)
    start = time.monotonic()
    process = subprocess.Popen(
        line, stdin=subprocess.DEVNULL, stdout=slave, stderr=subprocess.PIPE, cwd=folder,
        env=environment(folder),
    )
    os.close(slave)
    output, complaints = read(master, process.stderr.fileno(), start + PATIENCE)
    os.close(master)
    if output is None:
        process.kill()
        complaints.append(f"still running after {PATIENCE:.0f} s")
    process.stderr.close()
    code = process.wait()
    screen, messages = output or (b"", b"")
    if output is not None:
        if code < 0:
            complaints.append(f"ended by {signal.Signals(-code).name}")
        elif code not in command.allowed:
            complaints.append(f"exit {code}: {messages[-200:]!r}")
        for name, text in (("standard output", screen), ("standard error", messages)):
            found = sorted({byte for byte in text if byte in OBEYED})
            if found:
                complaints.append(f"{name} has {', '.join(f'0x{byte:02X}' for byte in found)}")
            if "\ufffd" not in (decoded := text.decode("utf-8", "replace")):
                continue
            try:
                text.decode("utf-8")
            except UnicodeDecodeError:
                complaints.append(f"{name} is not UTF-8")
    return Verdict(code, complaints, screen + messages)


def read(*streams_and_end):
    """What comes from two streams until both end; None where they have not by the given moment."""
    *streams, end = streams_and_end
    pieces = {stream: [] for stream in streams}
    remaining = set(streams)
    while remaining:
        ready, _, _ = select.select(list(remaining), [], [], max(0, end - time.monotonic()))
        if not ready:
            return None, []
        for stream in ready:
            try:
                piece = os.read(stream, 1 << 16)
            except OSError:  # A pseudo-terminal whose other side is closed.
                piece = b""
            if piece:
                pieces[stream].append(piece)
            else:
                remaining.remove(stream)
    return [b"".join(pieces[stream]) for stream in streams], []
