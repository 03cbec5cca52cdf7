"""A small signed school with an entry of every kind, made by the program itself, and edits of its file."""

import re
import shutil
import sqlite3
import subprocess

ROSTER = ["id,name,gender,height,class"]
for NUMBER in range(1, 9):
    ROSTER += [f"{100 + NUMBER},Girl {NUMBER},F,{155 + NUMBER}.5,7a",
               f"{200 + NUMBER},Boy {NUMBER},M,{171 + NUMBER}.5,7b"]
ROSTER += ["301,Kim,,158,7a", "302,Robin,,179,7b", "303,Lou,,160,7a", "304,Ned,,,7b", "305,Pat,,178,7b",
           "306,Sam,prefer not to say,168,7a", "307,Cut,F,170,7a,extra,cells", "308,Anna Meier,,,7a",
           "309,Meier Anna,F,161,7a"]

# What is run, in order; `@` stands for the school's file.
COMMANDS = [
    "import first.csv",
    "impute --folds 2 --names own",
    "review decide id:301 --accept -m|her sister says so",
    "review decide id:302 --gender male",
    "review undo",
    "review redo",
    "review apply answers.csv",
    "review accept --at-least 0 --yes",
    "same id:308 id:309 -m|one child",
    "correct id:101 --height|150 cm -m|typing error",
    "review sign-off --name|E. Edmond --role|Class teacher --allow-open",
    "review decide id:301 --gender male --void-sign-off -m|the parents",
    "import again.csv",
    "import other.csv",
    "revert i@ -m|the other school's",
    "revert j1 -m|two children",
]


class Program:
    """The program in a folder of its own, with one database."""

    def __init__(self, program, folder):
        self.program, self.folder = str(program), folder
        self.file = folder / "school.studentdb"

    def run(self, arguments, allowed=(0, 4)):
        """Runs a command line; words are parted by spaces, or by `|` where they have spaces."""
        if isinstance(arguments, str):
            arguments = [part for word in re.findall(r"[^ |]+(?:\|[^|]*?(?= -|$))?", arguments)
                         for part in word.split("|")]
        process = subprocess.run(
            [self.program, *arguments, "--db", str(self.file)], cwd=self.folder,
            env={"STUDENTDB_ACTOR": "Edmond", "PATH": "/usr/bin:/bin", "HOME": str(self.folder)},
            capture_output=True, stdin=subprocess.DEVNULL)
        if allowed and process.returncode not in allowed:
            raise SystemExit(f"{arguments}: exit {process.returncode}: {process.stderr.decode()}")
        return process

    def commands(self):
        """The names of its commands."""
        text = subprocess.run([self.program, "--help"], capture_output=True, text=True).stdout
        return set(re.findall(r"^  ([a-z-]+)  ", text, re.MULTILINE))


def build(program):
    """Makes the school."""
    folder = program.folder
    (folder / "first.csv").write_text("\n".join(ROSTER) + "\n")
    again = [ROSTER[0], "101,Girl One,F,151,8a", "302,Robin,,179,8b", "401,New,,170,8a"] + ROSTER[3:8]
    (folder / "again.csv").write_text("\n".join(again) + "\n")
    (folder / "other.csv").write_text(f"{ROSTER[0]}\n501,Guest,M,180,9a\n202,Boy 2,M,190,9a\n")
    (folder / "answers.csv").write_text("student,decision,run,seen\n20,m,r1,\n")
    for line in COMMANDS:
        program.run(line)
    if "erase" in program.commands():
        program.run("erase id:303 -y -m|the parents ask")
        program.run("erase id:202 -y -m|left")


class Copy:
    """A copy of the school that a person with an SQLite shell edits."""

    def __init__(self, original, path):
        self.original, self.path = original, path

    def edit(self, tables, statements):
        """Runs statements with the guards of some tables off, and puts the guards' own text back.

        Returns why it could not be done, or None.
        """
        shutil.copyfile(self.original, self.path)
        database = sqlite3.connect(self.path, isolation_level=None)
        try:
            database.executescript("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON")
            database.execute("BEGIN")
            guards = [row for table in tables for row in database.execute(
                "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = ?", (table,))]
            for name, _ in guards:
                database.execute(f"DROP TRIGGER {name}")
            for statement, values in statements:
                if database.execute(statement, values).rowcount == 0:
                    return "nothing was changed"
            for _, text in guards:
                database.execute(text)
            database.execute("COMMIT")
            return None
        except sqlite3.Error as error:
            return str(error)
        finally:
            database.close()


class Table:
    """A table of the file, with the columns of its primary key and its rows."""

    def __init__(self, database, name):
        self.name = name
        self.columns = database.execute(f"PRAGMA table_info({name})").fetchall()
        self.names = [column[1] for column in self.columns]
        self.keys = [column[1] for column in sorted(self.columns, key=lambda column: column[5]) if column[5]]
        self.rows = database.execute(f"SELECT * FROM {name}").fetchall()

    def where(self, row):
        return " AND ".join(f'"{key}" IS ?' for key in self.keys), [row[self.names.index(key)] for key in self.keys]

    def key(self, row):
        return row[self.names.index(self.keys[0])]


def tables(path):
    database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    names = [name for (name,) in database.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")]
    return [Table(database, name) for name in names]


def variations(value, is_key):
    """Values that differ from one as little as can be."""
    if isinstance(value, int):
        return [value + 1000] if is_key else [value + 1, value - 1, 0]
    if isinstance(value, float):
        return [value + 2.0 ** -40 * max(abs(value), 1), -value]
    if isinstance(value, str):
        return [value + " ", value[:-1] + "\u0430"]
    if isinstance(value, bytes):
        return [value[:-1] + bytes([value[-1] ^ 1]) if value else b"\x01"]
    return ["", 0, b""]


def edits(all_tables):
    """Every single edit: what it is, its table, the key that has to be named, and its statements."""
    for table in all_tables:
        for row in table.rows:
            where, key = table.where(row)
            named = table.key(row)
            for column, name in enumerate(table.names):
                choices = [(f'UPDATE {table.name} SET "{name}" = ? WHERE {where}', [value, *key])
                           for value in variations(row[column], name in table.keys)]
                yield f"{table.name} {key}: {name} changed", table.name, named, [[choice] for choice in choices]
            yield (f"{table.name} {key}: deleted", table.name, named,
                   [[(f"DELETE FROM {table.name} WHERE {where}", key)]])
            if table.name != "trail":
                yield from inserted(table, row, key, named)
        for first, second in zip(table.rows, table.rows[1:]):
            yield from swapped(table, first, second)


def inserted(table, row, key, named):
    """A copy of a row under another key."""
    place = table.names.index(table.keys[-1])
    copy = list(row)
    copy[place] = copy[place] + 100_000 if isinstance(copy[place], int) else str(copy[place]) + "x"
    marks = ", ".join("?" * len(copy))
    new = copy[place] if len(table.keys) == 1 else named
    yield (f"{table.name} {key}: a copy inserted", table.name, new,
           [[(f"INSERT INTO {table.name} VALUES ({marks})", copy)]])


def swapped(table, first, second):
    """All values of two rows but their keys."""
    others = [name for name in table.names if name not in table.keys]
    places = [table.names.index(name) for name in others]
    if not others or [first[place] for place in places] == [second[place] for place in places]:
        return
    assignments = ", ".join(f'"{name}" = ?' for name in others)
    statements = []
    for row, values in ((first, second), (second, first)):
        where, key = table.where(row)
        statements.append((f"UPDATE {table.name} SET {assignments} WHERE {where}",
                           [values[place] for place in places] + key))
    # Where a value is unique, both cannot have it for a moment: one of them is parted with first.
    where, key = table.where(first)
    delete = (f"DELETE FROM {table.name} WHERE {where}", key)
    merged = [second[table.names.index(name)] if name in others else value
              for name, value in zip(table.names, first)]
    insert = (f"INSERT INTO {table.name} VALUES ({', '.join('?' * len(merged))})", merged)
    yield (f"{table.name}: {table.where(first)[1]} and {table.where(second)[1]} swapped", table.name,
           table.key(first), [statements, [delete, statements[1], insert]])
