#!/usr/bin/env python3
"""Checks a studentdb file by Guides/AuditTrail.md alone, with nothing but Python's standard library.

    Tests/Trail/verify_trail.py school.studentdb [--expect-head SEQ:HEX] [--json]

It shares no line with the program: where both agree about a file, two readings of one page do. It
names tables and rows, and ends with 0 or 65. What it leaves to the program: the text of the
migration scripts themselves, SQLite's own integrity check beyond `PRAGMA integrity_check`, and
whether a signature still stands for a student.
"""

import argparse
import collections
import hashlib
import json
import sqlite3
import struct
import sys

APPLICATION_ID = 0x73746462
WIDTH = 128

# Table, key, order of the rows of a range, and whose salt: the table of the guide.
TABLES = [
    ("schema_migration", "version", "version", None),
    ("import_batch", "id", "id", "own"),
    ("import_revert", "import_batch", "import_batch", "own"),
    ("student", "id", "id", "own"),
    ("rejected_row", "id", "id", "own"),
    ("student_line", "import_batch", "import_batch, line", "student"),
    ("repeated_line", "import_batch", "import_batch, first_line", None),
    ("student_join", "id", "id", "own"),
    ("join_revert", "student_join", "student_join", "own"),
    ("student_change", "id", "id", "student"),
    ("imputation_run", "id", "id", "own"),
    ("counted_evidence", "run", "run, ordinal", "own"),
    ("fitted_stratum", "run", "run, ordinal", None),
    ("model_parameter", "run", "run, stratum, gender", None),
    ("iteration_trace", "run", "run, stratum, start, step, gender", None),
    ("name_word", "run", "run, word", "own"),
    ("evidence_cell", "run", "run, cell", "own"),
    ("cell_probability", "run", "run, cell, gender", "cell"),
    ("imputation", "run", "run, student", "student"),
    ("review_batch", "id", "id", "own"),
    ("review_decision", "id", "id", "student"),
    ("sign_off", "id", "id", None),
    ("signed_item", "sign_off", "sign_off, student", None),
    ("sign_off_void", "id", "id", "student"),
    ("erasure", "id", "id", "own"),
    ("erased_leaf", "id", "id", None),
    ("compaction", "erasure", "erasure", None),
]


class Text(bytes):
    """A text as SQLite stores it, apart from a blob."""


# Canonical bytes.


def head(major, argument):
    for limit, short, form in ((24, None, None), (1 << 8, 24, ">B"), (1 << 16, 25, ">H"),
                               (1 << 32, 26, ">I"), (1 << 64, 27, ">Q")):
        if argument < limit:
            if short is None:
                return bytes([major << 5 | argument])
            return bytes([major << 5 | short]) + struct.pack(form, argument)
    raise ValueError("an argument is too large")


def item(value):
    if value is None:
        return b"\xf6"
    if isinstance(value, float):
        return b"\xfb" + struct.pack(">d", value)
    if isinstance(value, int):
        return head(0, value) if value >= 0 else head(1, ~value)
    if isinstance(value, str):
        value = Text(value.encode())
    return head(3 if isinstance(value, Text) else 2, len(value)) + bytes(value)


def digest(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


class Reader:
    """Reads canonical bytes back; anything that is not the shortest form is an error."""

    def __init__(self, data):
        self.data, self.at = bytes(data), 0

    def take(self, count):
        if count > len(self.data) - self.at:
            raise ValueError("too few bytes")
        self.at += count
        return self.data[self.at - count:self.at]

    def value(self):
        first = self.take(1)[0]
        if first == 0xF6:
            return None
        if first == 0xFB:
            return struct.unpack(">d", self.take(8))[0]
        major, short = first >> 5, first & 31
        if major > 3 or short > 27:
            raise ValueError("an item of an unknown kind")
        argument = short
        if short >= 24:
            argument = int.from_bytes(self.take(1 << (short - 24)), "big")
            if argument < {24: 24, 25: 1 << 8, 26: 1 << 16, 27: 1 << 32}[short]:
                raise ValueError("a number that is not in its shortest form")
        if major < 2:
            if argument >= 1 << 63:
                raise ValueError("a number that is too large")
            return argument if major == 0 else ~argument
        content = self.take(argument)
        return Text(content) if major == 3 else content

    def of(self, kind):
        value = self.value()
        if type(value) is not kind:
            raise ValueError(f"something other than {kind.__name__}")
        return value

    def name(self):
        return self.of(Text).decode()

    def leaf(self):
        leaf = self.of(bytes)
        if len(leaf) != 32:
            raise ValueError("something other than a digest")
        return leaf


def body(data):
    """The facts, the single rows and the ranges of a body."""
    reader = Reader(data)
    if reader.of(int) != 1:
        raise ValueError("a body of an unknown layout")
    facts = [(reader.name(), reader.value()) for _ in range(reader.of(int))]
    rows = []
    for _ in range(reader.of(int)):
        table, key = reader.name(), reader.of(int)
        columns = [(reader.name(), reader.value()) for _ in range(reader.of(int))]
        rows.append((table, key, columns, reader.leaf()))
    ranges = []
    for _ in range(reader.of(int)):
        table, first, last, count = reader.name(), reader.of(int), reader.of(int), reader.of(int)
        ranges.append((table, first, last, count, reader.leaf()))
    if reader.at != len(reader.data):
        raise ValueError("a body goes on after its end")
    return facts, rows, ranges


def root(leaves):
    if not leaves:
        return digest()
    while len(leaves) > 1:
        leaves = [digest(b"\x01", *leaves[at:at + WIDTH]) for at in range(0, len(leaves), WIDTH)]
    return leaves[0]


class Verifier:
    def __init__(self, path):
        self.db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        self.db.text_factory = Text
        self.failures = []
        self.hashes = {}
        self.entries = {}
        self.covers = {}

    def fail(self, table, key, message):
        self.failures.append({"table": table, "key": str(key), "message": message})

    def rows(self, statement, *values):
        return self.db.execute(statement, values).fetchall()

    def run(self, noted=None):
        self.check_schema()
        self.check_integrity()
        self.check_chain()
        for table, key, order, salt in TABLES:
            self.check_table(table, key, order, salt)
        self.check_locator()
        self.check_changes()
        self.check_signatures()
        self.check_counts()
        if noted:
            sequence, text = noted.split(":")
            if self.hashes.get(int(sequence), b"").hex() != text.lower():
                self.fail("trail", f"entry {sequence}", "it is not the head that was noted")
        return not self.failures

    # The schema: what the stored scripts make, in a database of its own, and nothing else.

    def check_schema(self):
        if self.rows("PRAGMA application_id")[0][0] != APPLICATION_ID:
            self.fail("file", "application_id", "this is not a studentdb file")
        made = sqlite3.connect(":memory:")
        made.text_factory = Text
        for (script,) in self.rows("SELECT script FROM schema_migration ORDER BY version"):
            made.executescript(script.decode())
        select = "SELECT type, name, tbl_name, sql FROM sqlite_schema"
        wanted = {row[:3]: row[3] for row in made.execute(select)}
        found = {row[:3]: row[3] for row in self.rows(select)}
        for key in wanted.keys() | found.keys():
            if wanted.get(key) != found.get(key):
                self.fail(key[0].decode(), key[1].decode(), "it is not what the scripts make")

    def check_integrity(self):
        for (line,) in self.rows("PRAGMA integrity_check"):
            if line != b"ok":
                self.fail("file", "integrity", line.decode(errors="replace"))
        for row in self.rows("PRAGMA foreign_key_check"):
            self.fail(row[0].decode(), row[1], "it refers to a row that is not there")

    def check_chain(self):
        previous, expected = bytes(32), 1
        select = "SELECT sequence, recorded_at, kind, actor, body, previous_hash, hash FROM trail"
        for sequence, time, kind, actor, content, before, stored in self.rows(select + " ORDER BY 1"):
            name = f"entry {sequence}"
            if sequence != expected:
                self.fail("trail", name, f"entry {expected} is missing before it")
            if before != previous:
                self.fail("trail", name, "it does not name the hash of the entry before it")
            hash = digest(item("studentdb trail 1"), item(sequence), item(time), item(kind),
                          item(actor), item(digest(content)), item(bytes(before)))
            if hash != stored:
                self.fail("trail", name, "its content does not give its hash")
            self.hashes[sequence] = hash
            try:
                _, rows, ranges = self.entries[sequence] = body(content)
                for table, key, columns, leaf in rows:
                    self.covers.setdefault(table, []).append((key, key, sequence, columns, 1, leaf))
                for table, first, last, count, top in ranges:
                    self.covers.setdefault(table, []).append((first, last, sequence, None, count, top))
            except ValueError as error:
                self.fail("trail", name, f"its body cannot be read: {error}")
            previous, expected = stored, sequence + 1
        if not self.hashes:
            self.fail("trail", "entry 1", "the trail is empty")
        self.head = f"{expected - 1}:{bytes(previous).hex()}"
        for table in self.covers.keys() - {table[0] for table in TABLES}:
            self.fail("trail", table, "an entry covers a table that is not there")

    # Rows and entries, in both directions.

    def leaves(self, table, key, order, salt):
        """Every row's key and leaf, in the order of a range."""
        columns = [name.decode() for _, name, *_ in self.rows(f"PRAGMA table_info({table})")]
        columns = [name for name in columns if name != "salt"]
        source = {
            None: "NULL", "own": f"{table}.salt",
            "student": f"(SELECT salt FROM student WHERE id = {table}.student)",
            "cell": f"(SELECT salt FROM evidence_cell AS cell WHERE cell.run = {table}.run"
                    f" AND cell.cell = {table}.cell)",
        }[salt]
        select = ", ".join(f"{table}.{name}" for name in columns)
        originals = self.originals() if table == "student" else {}
        for row in self.rows(f"SELECT {key}, {source}, {select} FROM {table} ORDER BY {order}"):
            values = dict(zip(columns, row[2:]))
            values.update(originals.get(row[0], {}))
            yield row[0], digest(b"\x00", bytes(row[1] or b""), item(table),
                                 *(item(values[name]) for name in columns))

    def originals(self):
        """Of each student the first value of every field that changed."""
        found = {}
        for student, field, value in self.rows(
                "SELECT student, field, old_value FROM student_change ORDER BY id DESC"):
            found.setdefault(student, {})[field.decode()] = value
        return found

    def check_table(self, table, key, order, salt):
        alone, together = self.erased(table)
        covers = self.standing(table, alone)
        for cover, following in zip(covers, covers[1:]):
            if following[0] <= cover[1]:
                self.fail(table, following[0], f"entries {cover[2]} and {following[2]} both claim it")
        taken = [[] for _ in covers]
        at = 0
        for number, leaf in self.leaves(table, key, order, salt):
            while at < len(covers) and covers[at][1] < number:
                at += 1
            if at == len(covers) or number < covers[at][0]:
                self.fail(table, number, "no entry of the trail covers it")
            else:
                taken[at].append(leaf)
        for (first, last, sequence, columns, count, top), leaves in zip(covers, taken):
            name = first if first == last else f"{first} to {last}"
            if columns is None:
                # What erased rows left takes their places, the first place first.
                for position, leaf in together.pop(sequence, []):
                    leaves.insert(position, leaf)
            if len(leaves) != count:
                self.fail(table, name, f"entry {sequence} covers {count} rows, {len(leaves)} are there")
            elif (leaves[0] if columns is not None else root(leaves)) != top:
                self.fail(table, name, f"it is not what entry {sequence} committed to")
            self.marks(table, sequence, columns is None, leaves)
        for sequence, number in [*alone, *((sequence, "rows") for sequence in together)]:
            self.fail("erased_leaf", f"{table} {number}", f"entry {sequence} covers no such row")

    def erased(self, table):
        """What erased rows of a table left: by entry and key where an entry covers a row alone, else
        by entry with their positions."""
        alone, together = {}, {}
        for entry, key, position, leaf in self.rows(
                "SELECT entry, key, position, leaf FROM erased_leaf WHERE table_name = ?"
                " ORDER BY position, id", table):
            if position is None:
                alone[entry, key] = leaf
            else:
                together.setdefault(entry, []).append((position, leaf))
        return alone, together

    def standing(self, table, alone):
        """The claims on rows that are still there, in order of key."""
        standing, replaced = [], {}
        for cover in sorted(self.covers.get(table, []), key=lambda cover: cover[:3]):
            first, _, sequence, columns, _, leaf = cover
            if columns is not None:
                stated = [(name, item(value)) for name, value in columns]
                if replaced.get(first, stated) != stated:
                    self.fail(table, first, f"entry {sequence} states other values than one before it")
                if (sequence, first) in alone:
                    if alone.pop((sequence, first)) != leaf:
                        self.fail("erased_leaf", f"{table} {first}", f"it is not that of entry {sequence}")
                    replaced[first] = stated
                    continue
            standing.append(cover)
        return standing

    def marks(self, table, sequence, has_marks, leaves):
        stored = self.rows(
            "SELECT block, marks FROM trail_locator WHERE entry = ? AND table_name = ? ORDER BY block",
            sequence, table)
        marks = b"".join(leaf[:2] for leaf in leaves) if has_marks else b""
        wanted = [(at // 8192, marks[at:at + 8192]) for at in range(0, len(marks), 8192)]
        if stored != wanted:
            self.fail("trail_locator", f"entry {sequence}, {table}", "its marks are not those of the rows")

    def check_locator(self):
        ranges = {(sequence, table) for sequence, (_, _, ranges) in self.entries.items()
                  for table, *_ in ranges}
        for entry, table in self.rows("SELECT DISTINCT entry, table_name FROM trail_locator"):
            if (entry, table.decode(errors="replace")) not in ranges:
                self.fail("trail_locator", f"entry {entry}", "no entry of the trail has these marks")

    def check_changes(self):
        newest = {}
        for number, student, field, old, new in self.rows(
                "SELECT id, student, field, old_value, new_value FROM student_change ORDER BY id"):
            field = field.decode()
            if (student, field) in newest and item(newest[student, field]) != item(old):
                self.fail("student_change", number, f"its old {field} is not the value before it")
            newest[student, field] = new
        for (student, field), value in newest.items():
            now = self.rows(f'SELECT "{field}" FROM student WHERE id = ?', student)
            if now and item(now[0][0]) != item(value):
                self.fail("student", student, f"its {field} is not what its last change says")

    def check_signatures(self):
        for number, content, sequence, hash in self.rows(
                "SELECT id, content_digest, head_sequence, head_hash FROM sign_off"):
            if self.hashes.get(sequence) != hash:
                self.fail("sign_off", f"s{number}", "its head is not in the trail")
            values = [bytes(value) for (value,) in self.rows(
                "SELECT value_digest FROM signed_item WHERE sign_off = ? ORDER BY student", number)]
            if root(values) != content:
                self.fail("sign_off", f"s{number}", "the signed values do not give its digest")


    def check_counts(self):
        """What status says is what the students give, by the definition in the guide."""
        run = next((run for (run,) in self.rows("SELECT run FROM current_run")), None)
        imputed = dict(self.rows("SELECT id, imputed FROM imputation_run")).get(run, 0)
        counted = collections.Counter()
        for student, status, lacks, given, state, proposed in self.rows(
                """SELECT listed_student.id, gender_status, height_cm IS NULL,
                     current_decision.gender IS NOT NULL, current_decision.state,
                     (SELECT is_proposed FROM inference WHERE run = ? AND inference.student = listed_student.id)
                   FROM listed_student LEFT JOIN current_decision ON current_decision.student = listed_student.id""",
                run):
            status, is_missing = status.decode(), status == b"missing"
            suggestion = "none"
            if proposed is not None and status not in ("not_a_person", "left", "merged"):
                suggestion = "held_back" if proposed != 1 else (
                    "drawn" if imputed >= 20 and is_drawn(run, student) else "made")
            review = (state or b"open").decode() if is_missing and proposed is not None else "none"
            counted[student >> 10, status, lacks if is_missing else 0, (given or 0) if is_missing else 0,
                    review, suggestion] += 1
        kept = {}
        for *key, students in self.rows(
                """SELECT block, gender_status, lacks_height, is_decided, review_state, suggestion, students
                   FROM student_count"""):
            kept[tuple(part.decode() if isinstance(part, Text) else part for part in key)] = students
        for block in sorted({key[0] for key, students in kept.items() ^ counted.items()}):
            self.fail("student_count", f"block {block}", "it does not count the students as they are")


def mixed(bits):
    """The last step of SplitMix64."""
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        bits = ((bits ^ bits >> shift) * factor) % (1 << 64)
    return bits ^ bits >> 31


def is_drawn(run, student):
    """Whether a student is in the blind sample of a run."""
    seed = mixed((run + 0x9E3779B97F4A7C15) % (1 << 64))
    return mixed(mixed((seed + student) % (1 << 64)) ^ seed) < ((1 << 64) - 1) // 10


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("database")
    parser.add_argument("--expect-head")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    verifier = Verifier(options.database)
    ok = verifier.run(options.expect_head)
    if options.json:
        print(json.dumps({"ok": ok, "head": verifier.head, "failures": verifier.failures}))
    else:
        for failure in verifier.failures:
            print(f"{failure['table']} {failure['key']}: {failure['message']}")
        print(f"head {verifier.head}\n{'ok' if ok else 'FAILED'}: {len(verifier.hashes)} entries")
    return 0 if ok else 65


if __name__ == "__main__":
    sys.exit(main())
