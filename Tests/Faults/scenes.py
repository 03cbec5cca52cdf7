"""What is done to a small school while the disk fails, and how its file is told apart before and after."""

import copy
import csv
import hashlib
import json
import os
import pathlib
import re
import shutil
import sqlite3
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
PACKAGE = HERE.parent.parent
sys.path.insert(0, str(PACKAGE / "Tests" / "Trail"))
sys.dont_write_bytecode = True
import verify_trail  # noqa: E402

PROGRAM = pathlib.Path(os.environ.get("STUDENTDB", PACKAGE / ".build/release/studentdb")).resolve()
DATABASE = "school.studentdb"
OUTPUT = "out.csv"
# What `migrate` copies the file to; a second time the first is there already.
BACKUP = re.compile(r"school\.version-\d+(-\d+)?\.studentdb")
PATIENCE = 60  # Seconds that a command may take.
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")

# Each command with the steps that come before it. {0}, {1} are students in the queue.
STEPS = {
    "list": ["import list.csv"],
    "run": ["import list.csv", "impute --folds 2"],
    "decided": [
        "import list.csv", "impute --folds 2", "review accept --at-least 0.8 --yes",
        "review decide {0} --gender female -m asked",
    ],
    "undone": [
        "import list.csv", "impute --folds 2", "review accept --at-least 0.8 --yes", "review undo b1",
    ],
    "signed": [
        "import list.csv", "impute --folds 2", "review decide {0} --gender female -m asked",
        "review sign-off --name Teacher --role Head --allow-open",
    ],
    "twice": ["import list.csv", "import later.csv"],
    "older": ["import list.csv"],
    "nothing": [],
}
COMMANDS = {
    "import": ("nothing", "import list.csv"),
    "re-import": ("list", "import later.csv --complete"),
    "impute": ("list", "impute --folds 2"),
    "decide": ("run", "review decide {1} --gender male -m asked"),
    "decide, signed": ("signed", "review decide {0} --gender male --void-sign-off -m mistaken"),
    "accept": ("run", "review accept --at-least 0.7 --yes"),
    "undo": ("decided", "review undo b1"),
    "redo": ("undone", "review redo b1"),
    "sign-off": ("decided", "review sign-off --name Teacher --role Head --allow-open"),
    "revert": ("twice", "revert i2 -m mistaken"),
    "correct": ("run", "correct 7 --height 171 -m measured"),
    "apply": ("run", "review apply filled.csv"),
    "same": ("run", "same {0} {1} -m twins-are-one"),
    "erase": ("signed", "erase number:{0} -m asked --yes"),
    "migrate": ("older", "migrate"),
    "export": ("decided", f"export {OUTPUT}"),
    "export over a file": ("decided", f"export {OUTPUT} --force"),
    "export the queue": ("run", f"review export {OUTPUT}"),
}


def compiled(folder):
    """The library that lets the disk fail."""
    library = folder / "failing_disk.so"
    subprocess.run(
        [os.environ.get("CC", "cc"), "-std=c11", "-O2", "-shared", "-fPIC", "-o", library,
         HERE / "failing_disk.c", "-ldl"],
        check=True,
    )
    return library


def lists(folder):
    """Sixty students, a fifth of them without a gender, and the same list some weeks later."""
    rows = [["id", "name", "gender", "height", "class", "bus"]]
    for number in range(60):
        girl = number % 2 == 0
        height = (158 if girl else 172) + number * 7 % 11
        gender = "" if number % 5 == 4 else "F" if girl else "M"
        rows.append([f"S{number:03}", f"{'Ada' if girl else 'Bo'} Lee {number}", gender, height, "7a", f"line {number}"])
    write(folder / "list.csv", rows)
    rows[4][3], rows[9][5] = 181, "on foot"
    write(folder / "later.csv", rows[:50] + [["S900", "New Child", "F", 166, "7a", ""]])


def write(file, rows):
    with open(file, "w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows(rows)


class Scene:
    """A folder in which one command can be run again and again from the same beginning."""

    def __init__(self, root, name, library):
        base, self.line = COMMANDS[name]
        self.library = library
        self.start, self.folder = root / "start", root / "now"
        self.start.mkdir(parents=True)
        lists(self.start)
        self.queue = []
        for step in STEPS[base]:
            self.plain(step, self.start, allowed=(0, 4))
            if step.startswith("impute"):
                queue = json.loads(self.plain("review queue --json", self.start).stdout)
                self.queue = [item["student"] for item in queue]
        if base == "older":
            make_older(self.start / DATABASE)
        if "filled.csv" in self.line:
            self.fill()
        if "--force" in self.line:
            (self.start / OUTPUT).write_text("what was there before\n")
        self.restore()

    def twin(self, root):
        """The same scene in another folder, so that two commands can run at once."""
        twin = copy.copy(self)
        twin.folder = root / "now"
        return twin

    def words(self, line):
        return line.format(*self.queue).split() + ["--db", DATABASE]

    def fill(self):
        """The queue with a decision in its first lines."""
        self.plain("review export filled.csv", self.start)
        with open(self.start / "filled.csv", encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.reader(stream))
        decision = rows[0].index("decision")
        for row, word in zip(rows[1:], ["female", "male", "leave unknown"]):
            row[decision] = word
        write(self.start / "filled.csv", rows)

    def restore(self):
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(self.start, self.folder)

    def environment(self):
        return {
            "PATH": os.environ["PATH"], "HOME": str(self.start), "LANG": "C.UTF-8", "SWIFT_BACKTRACE": "enable=no",
            "STUDENTDB_ACTOR": "Tester",
        }

    def plain(self, line, folder=None, allowed=None):
        """A run on a good disk."""
        process = subprocess.run(
            [PROGRAM, *self.words(line)], cwd=folder or self.folder, env=self.environment(),
            capture_output=True, stdin=subprocess.DEVNULL, timeout=PATIENCE,
        )
        if allowed and process.returncode not in allowed:
            raise SystemExit(f"{line}: exit {process.returncode}: {process.stderr.decode()}")
        return process

    def run(self, **disk):
        """The command on a disk that fails; None where it does not end."""
        variables = {f"DISK_{name.upper()}": str(value) for name, value in disk.items()}
        try:
            return subprocess.run(
                [PROGRAM, *self.words(self.line)], cwd=self.folder,
                env=self.environment() | {"LD_PRELOAD": str(self.library), "DISK_FOLDER": str(self.folder)} | variables,
                capture_output=True, stdin=subprocess.DEVNULL, timeout=PATIENCE,
            )
        except subprocess.TimeoutExpired:
            return None

    def state(self):
        """A digest of the file's content without times and random numbers; "none" for no file."""
        return content(self.folder / DATABASE)

    def act(self):
        """The same but for the step that writes the file anew after an erasure."""
        return content(self.folder / DATABASE, but_compaction=True)

    def output(self):
        file = self.folder / OUTPUT
        return file.read_bytes() if file.exists() else None

    def leftovers(self):
        """The files that neither the scene nor the command is about.

        A journal that begins with a zero, or is empty, is none to SQLite: the next change overwrites it.
        """
        known = {file.name for file in self.start.iterdir()} | {DATABASE, OUTPUT}
        journal = self.folder / f"{DATABASE}-journal"
        if journal.exists() and journal.read_bytes()[:1] in (b"", b"\0"):
            known.add(journal.name)
        return sorted(
            file.name for file in self.folder.iterdir()
            if file.name not in known and not BACKUP.fullmatch(file.name))


def make_older(file):
    """Makes a file as the program wrote it that did not know the newest script yet, which has only views.

    The row of that script goes, with its place in the first entry of the trail; then the chain is computed
    anew by the guide, as Tests/Trail/verify_trail.py reads it.
    """
    scripts = sorted((PACKAGE / "Migrations").glob("V*.sql"))
    newest = scripts[-1].read_text(encoding="utf-8")
    views = re.findall(r"^CREATE (\w+) (\w+)", newest, re.MULTILINE)
    if any(kind != "VIEW" for kind, _ in views):
        raise SystemExit(f"{scripts[-1].name} makes more than views: take back here what it makes")
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("BEGIN")
    for _, view in views:
        connection.execute(f"DROP VIEW {view}")
    guards = connection.execute(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name IN ('schema_migration', 'trail')"
    ).fetchall()
    for name, _ in guards:
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute("DELETE FROM schema_migration WHERE version = ?", (len(scripts),))
    connection.execute(f"PRAGMA user_version = {len(scripts) - 1}")
    chain = connection.execute("SELECT sequence, recorded_at, kind, actor, body FROM trail ORDER BY sequence").fetchall()
    previous = bytes(32)
    for sequence, time, kind, actor, body in chain:
        if sequence == 1:
            body = without_newest(body, len(scripts))
        parts = ("studentdb trail 1", sequence, time, kind, actor, verify_trail.digest(body), previous)
        entry = verify_trail.digest(*map(verify_trail.item, parts))
        connection.execute(
            "UPDATE trail SET body = ?, previous_hash = ?, hash = ? WHERE sequence = ?", (body, previous, entry, sequence))
        previous = entry
    for _, definition in guards:
        connection.execute(definition)
    connection.execute("COMMIT")
    connection.close()


def without_newest(body, newest):
    """The body of the first entry without its newest script."""
    facts, rows, ranges = verify_trail.body(body)
    assert [name for name, _ in facts] == ["file_version"] and len(rows) == newest and not ranges
    item = verify_trail.item
    parts = [item(1), item(1), item("file_version"), item(newest - 1), item(newest - 1)]
    for table, key, columns, leaf in rows[:-1]:
        parts += [item(table), item(key), item(len(columns))]
        for name, value in columns:
            parts += [item(name), item(value)]
        parts.append(item(leaf))
    return b"".join(parts + [item(0)])


def content(file, but_compaction=False):
    """A digest of all rows of a database; the program has seen to an unfinished change before."""
    if not file.exists() or file.stat().st_size == 0:
        return "none"
    connection = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    try:
        connection.text_factory = lambda text: text.decode("utf-8", "replace")
        digest = hashlib.sha256()
        tables = [name for name, in connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")]
        if but_compaction:
            tables.remove("compaction")
        for table in tables:
            skipped = " WHERE kind <> 'compact'" if but_compaction and table == "trail" else ""
            rows = sorted(
                repr([same(value) for value in row]) for row in connection.execute(f'SELECT * FROM "{table}"{skipped}'))
            digest.update(f"{table} {rows}".encode())
        return digest.hexdigest()[:16]
    except sqlite3.DatabaseError as error:
        return f"unreadable: {error}"
    finally:
        connection.close()


def same(value):
    """A value without what differs between two runs: times, salts and hashes, which are the blobs."""
    if isinstance(value, bytes):
        return "bytes"
    return TIME.sub("time", value) if isinstance(value, str) else value
