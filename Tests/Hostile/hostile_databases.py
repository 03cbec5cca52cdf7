"""The ways to make a database of ours into one that does harm; each is a function of the file, by name."""

import os
import pathlib
import random
import sqlite3
import struct

# What a function, a trigger or a view of a file would write, put together when it runs.
TRACE = b"hostile-trace"
TRACE_SQL = "'hostile-' || 'trace'"
TABLES = ["student", "trail", "review_decision", "imputation_run", "import_batch", "sign_off", "schema_migration",
          "evidence_cell"]
VIEWS = ["active_student", "effective_student", "review_queue", "current_run", "listed_student", "current_decision"]
ENDLESS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n"


def opened(file):
    connection = sqlite3.connect(file, isolation_level=None)
    for pragma in ("writable_schema = ON", "foreign_keys = OFF", "ignore_check_constraints = ON", "synchronous = OFF",
                   "journal_mode = MEMORY"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def sql(*statements):
    """Statements as somebody with another program runs them."""
    def change(file):
        connection = opened(file)
        for statement in statements:
            connection.execute(statement)
        connection.close()
    return change


def text(name, change):
    """The text of an object in the schema."""
    def maker(file):
        connection = opened(file)
        old = connection.execute("SELECT sql FROM sqlite_schema WHERE name = ?", (name,)).fetchone()[0]
        new = change(old)
        if new == old:
            raise SystemExit(f"hostile_databases: nothing changed in {name}")
        connection.execute("UPDATE sqlite_schema SET sql = ? WHERE name = ?", (new, name))
        connection.close()
    return maker


def column(of, /, **values):
    """Columns of an object's row in the schema."""
    def maker(file):
        connection = opened(file)
        for key, value in values.items():
            connection.execute(f"UPDATE sqlite_schema SET {key} = ? WHERE name = ?", (value, of))
        connection.close()
    return maker


def view_for(table, body):
    """A view with a table's name; the table is still there under another one."""
    def maker(file):
        connection = opened(file)
        columns = [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]
        for trigger, in connection.execute(
                "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = ?", (table,)).fetchall():
            connection.execute("DELETE FROM sqlite_schema WHERE name = ?", (trigger,))
        connection.execute("UPDATE sqlite_schema SET name = 'kept', tbl_name = 'kept', sql = replace(sql, 'TABLE ' || ?1, 'TABLE kept') "
                           "WHERE type = 'table' AND name = ?1", (table,))
        listed = ", ".join(columns)
        words = f"CREATE VIEW {table}({listed}) AS {body(columns)}"
        connection.execute("INSERT INTO sqlite_schema VALUES ('view', ?, ?, 0, ?)", (table, table, words))
        connection.close()
    return maker


def header(place, form, value):
    """A number of the file's header; see "The Database Header" in SQLite's description of its format."""
    def maker(file):
        data = bytearray(file.read_bytes())
        struct.pack_into(form, data, place, value)
        file.write_bytes(data)
    return maker


def cut(length):
    """The first bytes alone; from the end where the number is negative."""
    return lambda file: file.write_bytes(file.read_bytes()[:length])


def bytes_of(change):
    def maker(file):
        data = bytearray(file.read_bytes())
        size = struct.unpack(">H", data[16:18])[0]
        change(data, 65536 if size == 1 else size)
        file.write_bytes(data)
    return maker


def root_of(table, change):
    """Bytes of the first page of a table."""
    def maker(file):
        connection = sqlite3.connect(file)
        root = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)).fetchone()[0]
        connection.close()
        data = bytearray(file.read_bytes())
        size = struct.unpack(">H", data[16:18])[0]
        change(data, (root - 1) * size, size, root)
        file.write_bytes(data)
    return maker


def overwrite(place, new):
    def change(data, start, size, root):
        data[start + place:start + place + len(new)] = new
    return change


def unguarded(*statements):
    """Rows as no trigger lets them be written; the triggers' texts are put back."""
    def maker(file):
        connection = opened(file)
        triggers = connection.execute("SELECT * FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        connection.execute("DELETE FROM sqlite_schema WHERE type = 'trigger'")
        connection.close()
        connection = opened(file)
        for statement in statements:
            connection.execute(statement)
        connection.executemany("INSERT INTO sqlite_schema VALUES (?, ?, ?, ?, ?)", triggers)
        connection.close()
    return maker


def beside(ending, content):
    """Another file beside it, such as a journal."""
    def maker(file):
        pathlib.Path(str(file) + ending).write_bytes(content)
    return maker


def many_tables(file):
    connection = opened(file)
    connection.execute("BEGIN")
    for number in range(3_000):
        connection.execute(f"CREATE TABLE extra_{number} (a, b, c)")
    connection.execute("COMMIT")
    connection.close()


def many_rows(file):
    connection = opened(file)
    connection.execute("CREATE TABLE extra (a)")
    connection.execute("WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT 200000) INSERT INTO extra SELECT x FROM n")
    connection.close()


def sparse(file):
    """64 MiB of nothing behind the last page, which the header counts."""
    data = bytearray(file.read_bytes())
    size = struct.unpack(">H", data[16:18])[0]
    struct.pack_into(">I", data, 28, (64 << 20) // size)
    data[92:96] = data[24:28]
    file.write_bytes(data)
    os.truncate(file, 64 << 20)


def garbage(seed):
    def change(data, size):
        chance = random.Random(seed)
        for page in chance.sample(range(1, len(data) // size), 8):
            data[page * size:(page + 1) * size] = chance.randbytes(size)
    return bytes_of(change)


def makers():
    """All of them, by a name that says what they do."""
    made = {}
    for table in TABLES:
        made[f"a view in place of {table}"] = view_for(table, lambda names: f"SELECT {', '.join(names)} FROM kept")
        made[f"an endless view in place of {table}"] = view_for(
            table, lambda names: f"{ENDLESS.replace('SELECT x FROM n', 'SELECT ' + ', '.join('x' for _ in names) + ' FROM n')}")
        made[f"{table} without its rowid"] = text(table, lambda old: old.rstrip().removesuffix("STRICT") + "STRICT, WITHOUT ROWID")
        made[f"a trigger on {table} that leaves a trace"] = sql(
            "CREATE TABLE trace (t)", f"CREATE TRIGGER zz AFTER INSERT ON {table} BEGIN INSERT INTO trace VALUES ({TRACE_SQL}); END")
        made[f"{table} without its guards"] = sql(
            f"DELETE FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = '{table}'")
        made[f"the first page of {table} leads to itself"] = root_of(
            table, lambda data, start, size, root: overwrite(0, struct.pack(">BHHHBI", 5, 0, 1, size - 8, 0, root)
                                                             + struct.pack(">H", size - 8))(data, start, size, root)
            or overwrite(size - 8, struct.pack(">IB", root, 1))(data, start, size, root))
    for view in VIEWS:
        made[f"{view} has no end"] = text(view, lambda old: old.split(" AS", 1)[0] + f" AS {ENDLESS}")
        made[f"{view} reads itself"] = text(view, lambda old, view=view: f"CREATE VIEW {view} AS SELECT * FROM {view}")
    guards = ["student_no_update", "student_no_delete", "trail_no_update", "trail_no_delete", "trail_no_replace"]
    for guard in guards:
        made[f"{guard} does nothing"] = text(guard, lambda old: old.split("BEGIN", 1)[0] + "BEGIN SELECT 1; END")
        made[f"{guard} leaves a trace"] = text(
            guard, lambda old: old.split("BEGIN", 1)[0] + f"BEGIN UPDATE trail SET actor = {TRACE_SQL}; END")
    made["a guard whose text is not what it does"] = text("trail_no_delete", lambda old: old + " -- as it was")
    made["a trigger named as an index of SQLite's"] = lambda file: (sql(
        "CREATE TRIGGER zz AFTER INSERT ON trail BEGIN DELETE FROM trail; END")(file), column("zz", name="sqlite_autoindex_zz_1")(file))
    made["a trigger on a view"] = sql(
        "CREATE TABLE trace (t)", f"CREATE TRIGGER zz INSTEAD OF UPDATE ON effective_student BEGIN INSERT INTO trace VALUES ({TRACE_SQL}); END")
    # Columns that compute.
    for name, expression in {"a random one": "hex(randomblob(8))", "a giant one": "printf('%.*c', 900000000, 'x')",
                             "a blob of a gigabyte": "zeroblob(1000000000)", "one that loads a library": "load_extension('x')",
                             "a deep one": "(" * 200 + "1" + ")" * 200}.items():
        made[f"a computed column: {name}"] = text(
            "student", lambda old, expression=expression: old.replace("  salt ", f"  extra ANY AS ({expression}),\n  salt ", 1))
        made[f"an index on an expression: {name}"] = lambda file, expression=expression: add(
            file, "index", "zz", "student", f"CREATE INDEX zz ON student ({expression})")
    made["a default that computes"] = text("trail", lambda old: old.replace("actor", "actor TEXT DEFAULT (hex(randomblob(9))), more", 1))
    made["a check that takes a gigabyte"] = text("student", lambda old: old.replace("  CHECK", "  CHECK (length(zeroblob(1000000000)) > 0),\n  CHECK", 1))
    made["a collation that nobody knows"] = text("student", lambda old: old.replace("name           TEXT", "name TEXT COLLATE nowhere", 1))
    made["a collation that folds case"] = text("student", lambda old: old.replace("name           TEXT", "name TEXT COLLATE NOCASE", 1))
    made["a table that is not strict"] = text("student", lambda old: old.rstrip().removesuffix("STRICT"))
    made["a foreign key that deletes"] = text(
        "student", lambda old: old.replace("import_batch   INTEGER NOT NULL", "import_batch INTEGER NOT NULL REFERENCES import_batch ON DELETE CASCADE", 1))
    # The schema itself.
    for name, value in {"no text": None, "an empty text": "", "a text that is no SQL": "hello", "a megabyte": "CREATE TABLE trail (" + "a," * 500_000 + "b)",
                        "a NUL": "CREATE TABLE trail (a\0b)", "escape codes": "CREATE TABLE trail (\"\x1b]52;c;eA==\x07\x9b31m\")",
                        "a virtual table": "CREATE VIRTUAL TABLE trail USING fts5(a)",
                        "the pages of the file": "CREATE VIRTUAL TABLE trail USING dbstat"}.items():
        made[f"trail's text is {name}"] = column("trail", sql=value)
    for name, value in {"0": 0, "1": 1, "-1": -1, "2^31 - 1": 2**31 - 1, "2^40": 2**40, "no number": "x"}.items():
        made[f"trail begins on page {name}"] = column("trail", rootpage=value)
    made["trail begins where student does"] = sql(
        "UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = 'student') WHERE name = 'trail'")
    made["a kind that is none"] = column("trail_no_delete", type="x")
    made["a kind in capitals"] = column("trail_no_delete", type="TRIGGER")
    made["a name of SQLite's own"] = column("student", name="sqlite_student", tbl_name="sqlite_student")
    made["two tables of one name"] = sql("UPDATE sqlite_schema SET name = 'trail' WHERE name = 'name_word'")
    made["a further table with escape codes"] = sql('CREATE TABLE "\x1b]52;c;eA==\x07\x9b31m\r" (a)')
    made["a further view with a trace"] = sql("CREATE TABLE trace (t)", f"CREATE VIEW zz AS SELECT {TRACE_SQL}")
    made["3,000 further tables"] = many_tables
    made["a further table of 200,000 rows"] = many_rows
    for name, row in {"nothing": "0 0 0", "more than there can be": "9223372036854775807 1", "no numbers": "x" * 10_000}.items():
        made[f"statistics that say {name}"] = sql("ANALYZE", f"UPDATE sqlite_stat1 SET stat = '{row}'")
    made["a sequence at its end"] = sql("CREATE TABLE zz (a INTEGER PRIMARY KEY AUTOINCREMENT)",
                                        "INSERT INTO zz VALUES (9223372036854775807)")
    # The header.
    for name, place, form, value in [
            ("page size 0", 16, ">H", 0), ("page size 3", 16, ">H", 3), ("page size 512", 16, ">H", 512), ("page size 65536", 16, ">H", 1),
            ("write-ahead log", 18, ">H", 0x0202), ("a version from the future", 18, ">H", 0x0909),
            ("reserved space of 1", 20, ">B", 1), ("reserved space of 32", 20, ">B", 32), ("reserved space of 255", 20, ">B", 255),
            ("fractions of a payload", 21, ">B", 1), ("0 pages", 28, ">I", 0), ("1 page", 28, ">I", 1),
            ("more pages than the file", 28, ">I", 2**31 - 1), ("a free page that is the first", 32, ">I", 1),
            ("a free page outside", 32, ">I", 2**31 - 1), ("2^32 - 1 free pages", 36, ">I", 2**32 - 1),
            ("schema format 0", 44, ">I", 0), ("schema format 99", 44, ">I", 99), ("a cache of -2^31", 48, ">i", -2**31),
            ("an automatic vacuum", 52, ">I", 5), ("UTF-16", 56, ">I", 2), ("no encoding", 56, ">I", 0),
            ("an encoding that is none", 56, ">I", 99), ("version 0", 60, ">I", 0), ("version 2^31 - 1", 60, ">I", 2**31 - 1),
            ("version -1", 60, ">i", -1), ("an incremental vacuum", 64, ">I", 1), ("no application", 68, ">I", 0),
            ("another application", 68, ">I", 0x42424242)]:
        made[f"header: {name}"] = header(place, form, value)
    # What nothing is read by: SQLite's own check finds nothing, and nothing stored has changed.
    for name in ("a cache of -2^31", "0 pages", "fractions of a payload", "schema format 0", "a free page that is the first",
                 "a free page outside", "2^32 - 1 free pages", "no encoding", "an automatic vacuum", "an incremental vacuum"):
        made[f"harmless: header: {name}"] = made.pop(f"header: {name}")
    for name, length in {"0 bytes": 0, "1 byte": 1, "16 bytes": 16, "99 bytes": 99, "100 bytes": 100, "512 bytes": 512, "one page": 4096,
                         "half a page more than one": 6144, "all but one byte": -1, "all but the last page": -4096}.items():
        made[f"cut to {name}"] = cut(length)
    for length in ("0 bytes", "1 byte"):  # As no file: there is nothing yet.
        made[f"harmless: cut to {length}"] = made.pop(f"cut to {length}")
    made["cut in half"] = lambda file: file.write_bytes(file.read_bytes()[:file.stat().st_size // 2])
    made["other bytes at the start"] = header(0, ">Q", 0x4142434445464748)
    made["zeros in the header"] = bytes_of(lambda data, size: data.__setitem__(slice(0, 100), bytes(100)))
    made["zeros everywhere behind the header"] = bytes_of(lambda data, size: data.__setitem__(slice(100, None), bytes(len(data) - 100)))
    made["harmless: 64 MiB that are not there"] = sparse
    made["harmless: bytes behind the last page"] = lambda file: file.write_bytes(file.read_bytes() + b"x" * 5000)
    for seed in range(6):
        made[f"eight pages of random bytes, {seed}"] = garbage(seed)
    for table in ("student", "trail", "evidence_cell"):
        made[f"{table}'s first page has 65,535 cells"] = root_of(table, overwrite(3, b"\xff\xff"))
        made[f"{table}'s first page is of no kind"] = root_of(table, overwrite(0, b"\x07"))
        made[f"{table}'s first page is all ones"] = root_of(table, lambda data, start, size, root: overwrite(0, b"\xff" * size)(data, start, size, root))
    # Rows.
    made["a name of 2 MB"] = unguarded("UPDATE student SET name = hex(zeroblob(1000000)) WHERE id = 1")
    made["other cells nested 100,000 deep"] = unguarded("UPDATE student SET other_cells = replace(hex(zeroblob(50000)), '0', '[') WHERE id = 1")
    made["a student with the largest number"] = unguarded("UPDATE student SET id = 9223372036854775807 WHERE id = 1")
    made["a student with the least number"] = unguarded("UPDATE student SET id = -9223372036854775808 WHERE id = 1")
    made["no student"] = unguarded("DELETE FROM student")
    made["an empty trail"] = unguarded("DELETE FROM trail")
    made["a trail with the largest number"] = unguarded("UPDATE trail SET sequence = 9223372036854775807 WHERE sequence = (SELECT max(sequence) FROM trail)")
    made["no migration"] = unguarded("DELETE FROM schema_migration")
    # Beside it.
    for ending in ("-journal", "-wal", "-shm"):
        made[f"harmless: other bytes in {ending[1:]}"] = beside(ending, b"hello" * 1000)
    return made


def add(file, kind, name, table, words):
    """An object that SQLite itself would refuse to make, with an empty page for an index."""
    connection = opened(file)
    connection.execute("CREATE TABLE spare (a)")
    root = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'spare'").fetchone()[0]
    connection.execute("UPDATE sqlite_schema SET type = ?, name = ?, tbl_name = ?, sql = ? WHERE name = 'spare'", (kind, name, table, words))
    connection.close()
    data = bytearray(file.read_bytes())
    size = struct.unpack(">H", data[16:18])[0]
    data[(root - 1) * size] = 10  # A leaf of an index.
    file.write_bytes(data)
    return root
