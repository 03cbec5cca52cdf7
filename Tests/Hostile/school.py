"""A small school whose database has rows of every kind, and the ways to spoil one column of it."""

import collections
import json
import pathlib
import re
import shutil
import sqlite3
import subprocess

import commands

LARGEST = 2**63 - 1
# What a column is set to, as an SQL expression, and whether all rows get it or one alone.
VALUES = {
    "smallest integer": f"{-LARGEST} - 1",
    "largest integer": f"{LARGEST}",
    "-1": "-1",
    "0": "0",
    "1e300": "1e300",
    "-1e300": "-1e300",
    "infinity": "9e999",
    "0.5": "0.5",
    "NULL": "NULL",
    "empty text": "''",
    "1 MB of text": "hex(zeroblob(500000))",
    "escape codes": "'a' || char(27) || ']52;c;eA==' || char(7) || char(155) || '31m' || char(13, 8, 8238)",
    "invalid UTF-8": "CAST(x'61ff41eda08042c0af' AS TEXT)",
    "NUL": "'a' || char(0) || 'b'",
    "LF": "char(10)",
    "quote": "'\"'",
    "word": "'klingon'",
    "JSON": "'[1e999,-1,{\"a\":null}]'",
    "blob": "x'00ff'",
    "empty blob": "x''",
}
LARGE = {"1 MB of text"}

Mutation = collections.namedtuple("Mutation", "table column value")
Mutation.__str__ = lambda self: f"{self.table}.{self.column} = {self.value}"


class School:
    """A database made by the program itself, and copies of it in which one column is spoilt."""

    def __init__(self, program, folder):
        self.program = program
        self.folder = folder
        self.file = folder / "school.studentdb"
        self.build()
        self.loose = folder / "loose.studentdb"
        self.lift()

    # Making it.

    def run(self, line, allowed=(0,)):
        process = subprocess.run(
            [str(self.program), *line.split("|"), "--db", str(self.file)],
            cwd=self.folder, env=commands.environment(self.folder), capture_output=True,
            stdin=subprocess.DEVNULL,
        )
        if process.returncode not in allowed:
            raise SystemExit(f"{line}: exit {process.returncode}: {process.stderr.decode()}")
        return process.stdout.decode()

    def build(self):
        heading = "id,name,gender,height,class,age,bus"
        rows = []
        for number in range(1, 21):
            rows.append(f"{1000 + number},Girl {number},F,{158 + number % 9}.5,7a,13,{number}")
            rows.append(f"{1100 + number},Boy {number},M,{170 + number % 9}.5,7b,14,\"x, y\"")
        for number in range(1, 13):
            rows.append(f"{1200 + number},Robin {number},,{157 + 2 * number},7a,{13 + number % 2},")
        rows += ["1301,Max,divers,171,7a,13,", "1302,Sam,keine Angabe,168,7a,13,", "1303,Kim,,,7b,13,",
                 "1304,Lee,F,17,7b,13,", "1304,Lee,M,170,7b,13,"]
        first = "\n".join([heading, *rows, "1305,broken,F,170,7b,13,,,,"]) + "\n"
        (self.folder / "first.csv").write_text(first)
        again = [heading, "1001,Girl One,F,159.5,7a,13,1", "1201,Robin 1,,161,7c,13,", "1401,New,,175,7c,14,"]
        (self.folder / "again.csv").write_text("\n".join(again) + "\n")
        (self.folder / "third.csv").write_text(f"{heading}\n1501,Guest,M,180,7d,14,\n1002,Girl 2,F,163,7d,13,\n")
        (self.folder / "other.csv").write_text(f"{heading}\n1601,Other,M,181,7d,14,\n1602,Late,,163,7d,13,\n")
        # Ten unchanged lines, and birth dates, one of them impossible.
        (self.folder / "year.csv").write_text("\n".join([heading, *rows[4:14]]) + "\n")
        (self.folder / "born.csv").write_text(
            "id,name,birth date\n1002,Girl 2,2012-03-17\n1102,Boy 2,2011-11-25\n1203,Robin 3,2012-02-31\n"
        )
        # Later lists that only the sweep imports: one value changed and one child gone, without ids, and
        # without ids but with birth dates.
        changed = [heading, *rows]
        changed[5] = changed[5].replace(",7", ",8", 1)
        (self.folder / "changed.csv").write_text("\n".join(changed[:40] + changed[41:]) + "\n")
        names = [",".join(line.split(",")[1:5]) for line in [heading, *rows[:36]]]
        (self.folder / "names.csv").write_text("\n".join(names) + "\n")
        (self.folder / "days.csv").write_text(
            "name,class,birth date\nGirl 2,7a,2012-03-17\nBoy 2,7c,2011-11-26\nRobin 3,7a,2012-02-27\nNew Child,7a,2012-01-01\n"
        )
        self.run("import|first.csv", (0, 4))
        self.run("import|again.csv|--on-conflict|update", (0, 4))
        self.run("import|third.csv", (0, 4))
        self.run("revert|i3|-m|by mistake", (0, 5))
        self.run("import|year.csv")
        self.run("import|born.csv|--measured-on|2025-09-01", (0, 4))
        self.run("correct|3|--height|161 cm|-m|measured again")
        for line in ("same|id:1303|id:1401|-m|one child", "revert|j1|-m|two", "same|id:1303|id:1401|-m|one child"):
            self.run(line)
        self.run("erase|id:1120|-m|the parents asked|--yes")
        self.run("impute|--folds|2|--by|none|--family|normal|--variance|equal|--missingness|same|--label|one", (0, 3))
        (self.folder / "prior.csv").write_text(
            "age,gender,mean_cm,sd_cm\n13,female,162,6\n13,male,172,7\n14,female,163,6\n14,male,174,7\n"
        )
        self.run("impute|--folds|2|--by|age|--prior|prior.csv", (0, 3))
        queue = json.loads(self.run("review|queue|--json"))
        people = [item["student"] for item in queue]
        self.run(f"review|decide|{people[0]}|--accept")
        self.run(f"review|decide|{people[1]}|--gender|male|-m|known")
        self.run(f"review|decide|{people[2]}|--later|--blind", (0, 64))
        self.run("review|undo")
        self.run("review|redo")
        self.run("review|accept|--at-least|0.97|--yes", (0, 65))
        (self.folder / "sheet.csv").write_text(self.run("review|export"))
        lines = (self.folder / "sheet.csv").read_text().splitlines()
        column = lines[0].split(",").index("decision")
        filled = [lines[0]]
        for line in lines[1:3]:
            cells = line.split(",")
            cells[column] = "leave unknown"
            filled.append(",".join(cells))
        (self.folder / "sheet.csv").write_text("\n".join(filled) + "\n")
        self.run("review|apply|sheet.csv", (0, 4))
        self.run("review|sign-off|--name|A. Teacher|--role|Head|--allow-open", (0, 4))
        self.run(f"review|decide|{people[1]}|--gender|female|--void-sign-off|-m|mistaken")
        self.run("impute|--folds|2|--by|none|--names|endings", (0, 3))
        (self.folder / "model.json").write_text(self.run("model|export|r1"))
        self.run("model|import|model.json", (0, 3))
        self.run("impute|--folds|2|--by|none|--learn-from|all|--max-iterations|1", (3,))
        connection = sqlite3.connect(self.file)
        tables = [name for name, in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        empty = [name for name in tables if not connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]]
        connection.close()
        if empty:
            print(f"sweep: tables without a row: {', '.join(empty)}", flush=True)

    # Spoiling it.

    def lift(self):
        """A copy without triggers, STRICT and NOT NULL; what was lifted is kept to be put back."""
        shutil.copyfile(self.file, self.loose)
        connection = opened(self.loose)
        self.schema = connection.execute(
            "SELECT rowid, type, name, tbl_name, rootpage, sql FROM sqlite_schema ORDER BY rowid"
        ).fetchall()
        self.columns = [
            (table, column[1], column[5])
            for _, kind, table, _, _, _ in self.schema if kind == "table"
            for column in connection.execute(f'PRAGMA table_info("{table}")')
        ]
        connection.execute("DELETE FROM sqlite_schema WHERE type = 'trigger'")
        for _, kind, name, _, _, sql in self.schema:
            if kind != "table":
                continue
            text = re.sub(r"(?<!IS) NOT NULL", "", re.sub(r"STRICT(, )?", "", sql))
            connection.execute("UPDATE sqlite_schema SET sql = ? WHERE name = ?", (text, name))
        connection.close()

    def mutations(self):
        for table, column, _ in self.columns:
            for value in VALUES:
                yield Mutation(table, column, value)

    def changed(self, mutation, folder):
        """The file with one column spoilt; None where SQLite itself cannot store that there."""
        file = folder / "changed.studentdb"
        shutil.copyfile(self.loose, file)
        connection = opened(file)
        where = ""
        if mutation.value in LARGE:
            where = f' WHERE "{mutation.column}" = (SELECT max("{mutation.column}") FROM "{mutation.table}")'
        try:
            before = connection.total_changes
            connection.execute(
                f'UPDATE OR IGNORE "{mutation.table}" SET "{mutation.column}" = {VALUES[mutation.value]}{where}'
            )
            if connection.total_changes == before:
                return None
        except sqlite3.DatabaseError:
            return None
        else:
            connection.execute("DELETE FROM sqlite_schema")
            connection.executemany(
                "INSERT INTO sqlite_schema (rowid, type, name, tbl_name, rootpage, sql) VALUES (?, ?, ?, ?, ?, ?)",
                self.schema,
            )
        finally:
            connection.close()
        return file


def opened(file):
    """A connection for which nothing is forbidden."""
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("PRAGMA ignore_check_constraints = ON")
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("PRAGMA writable_schema = ON")
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA journal_mode = MEMORY")
    return connection
