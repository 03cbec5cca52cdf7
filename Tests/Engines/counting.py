"""The statement that counts: its cells are those that Python counts, on every engine."""

import collections
import csv
import hashlib
import re

import students
from program import check, difference, studentdb

MAP = "gender=gender,height=height,group=grade,age=age"
HEADINGS = "signature,gender,group_name,age,height_mm,students"


def count_sql(dialect, table, columns, minimum):
    return studentdb("model", "count-sql", "--dialect", dialect, "--table", table, "--map", columns,
                     "--minimum", minimum)


def counted(rows):
    """Cells from rows of the answer, each once."""
    cells = {tuple(row[1:5]): row[5] for row in rows}
    check("no cell is there twice", len(cells) == len(rows), f"{len(rows)} rows, {len(cells)} cells")
    return cells


def read(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.reader(file, strict=True))


def as_written(cells):
    return {tuple("" if cell is None else str(cell) for cell in key): str(count) for key, count in cells.items()}


def check_statement(dialect, statement):
    """One statement, whose signature holds the digest of itself with zeros in the place of the digest."""
    digests = re.findall(r"sha256=([0-9a-f]{64})", statement)
    check(f"{dialect}: one digest", len(set(digests)) == 1, digests)
    zeros = statement.rstrip("\n").replace(digests[0], "0" * 64)
    check(f"{dialect}: the digest is that of the statement",
          hashlib.sha256(zeros.encode()).hexdigest() == digests[0], statement)
    check(f"{dialect}: one statement with one semicolon at its end", statement.endswith(";\n"), statement[-80:])


def check_counts(place, warehouse, rows, odd):
    """The cells at minimum 1 are those that Python counts, in the engine's answer and in the file that it writes."""
    tables = [
        ("students", "students", MAP, students.cells((r[2], r[3], r[4], r[5]) for r in rows)),
        ("gender and height alone", "students", "gender=gender,height=height",
         students.cells((r[2], None, None, r[5]) for r in rows)),
        ("nonsense", students.ODD_TABLE_QUOTED, students.ODD_MAP,
         students.cells((r[0], r[2], r[3], r[1]) for r in odd)),
    ]
    for dialect, engine in warehouse.items():
        for name, table, columns, expected in tables:
            statement = count_sql(dialect, table, columns, 1)
            check_statement(dialect, statement)
            answered = engine.rows(statement)
            cells = counted(answered)
            check(f"{dialect}, {name}: the cells", cells == expected, difference(cells, expected))
            check(f"{dialect}, {name}: one signature", len({row[0] for row in answered}) == 1)
            path = place / f"{name}.{dialect}.csv"
            engine.write_csv(statement, path)
            (place / f"{name}.{dialect}.sql").write_text(statement)
            written = read(path)
            check(f"{dialect}, {name}: the headings",
                  ",".join(written[0]) == HEADINGS, written[0])
            check(f"{dialect}, {name}: the file", counted(written[1:]) == as_written(expected),
                  difference(counted(written[1:]), as_written(expected)))
    if "spark" in warehouse:
        spark = warehouse["spark"]
        spark.execute("SET spark.sql.ansi.enabled=true")
        cells = counted(spark.rows(count_sql("spark", "students", MAP, 1)))
        check("spark, ANSI mode: the cells", cells == tables[0][3], difference(cells, tables[0][3]))
        spark.execute("SET spark.sql.ansi.enabled=false")


def check_minimum(place, warehouse, rows, odd):
    """At minimum 10 nobody is lost, small cells are merged, and all engines merge alike."""
    for name, table, columns, every in (
            ("students", "students", MAP, students.cells((r[2], r[3], r[4], r[5]) for r in rows)),
            ("nonsense", students.ODD_TABLE_QUOTED, students.ODD_MAP,
             students.cells((r[0], r[2], r[3], r[1]) for r in odd))):
        first = None
        for dialect, engine in warehouse.items():
            statement = count_sql(dialect, table, columns, 10)
            check_statement(dialect, statement)
            answered = engine.rows(statement)
            cells = counted(answered)
            first = first or cells
            what = f"{dialect}, {name}, minimum 10"
            check(f"{what}: as the other engines", cells == first, difference(cells, first))
            check(f"{what}: every student", sum(cells.values()) == sum(every.values()), sum(cells.values()))
            check(f"{what}: every student of each word", by_word(cells) == by_word(every),
                  difference(by_word(cells), by_word(every)))
            # What remains small says only that a word exists.
            small = [cell for cell, count in cells.items() if count < 10]
            check(f"{what}: cells are big enough",
                  all(cell[1:] == (None, None, -1) for cell in small), small[:5])
            kept = {cell: count for cell, count in every.items() if count >= 10}
            check(f"{what}: what is big enough keeps its height",
                  all(cells.get(cell, 0) >= count for cell, count in kept.items()))
            check(f"{what}: heights are possible", all(
                height is None or height == -1 or 500 <= height <= 2600 for _, _, _, height in cells))
            engine.write_csv(statement, place / f"{name}.10.{dialect}.csv")


def by_word(cells):
    words = collections.Counter()
    for cell, count in cells.items():
        words[cell[0]] += count
    return words
