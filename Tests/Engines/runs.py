"""Runs on the engines' cells, beside the run on an import of the same rows."""

import ast
import hashlib
import re
import sqlite3

import bad_cells
import counting
import students
from program import answer, check, studentdb

TABLES = ["imputation_run", "counted_evidence", "fitted_stratum", "model_parameter", "iteration_trace",
          "evidence_cell", "cell_probability"]
# What says which run it is, who made it from what, and salts.
OWN = {"id", "run", "label", "origin", "parent_run", "actor", "created_at", "program_version", "salt",
       "settings_requested", "counted_from"}
# With what the runs are made; the first is what a user gets, the gate refuses the last.
SETTINGS = [[], ["--by", "age"], ["--by", "none", "--missingness", "different"]]


def run_of(database, run):
    """All that is stored of a run, table by table, each cell with all its digits."""
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as file:
        content = {}
        for table in TABLES:
            names = [row[1] for row in file.execute(f"PRAGMA table_info({table})") if row[1] not in OWN]
            key = "id" if table == "imputation_run" else "run"
            content[table] = (names, sorted(
                (tuple(map(repr, row)) for row in file.execute(
                    f"SELECT {', '.join(names)} FROM {table} WHERE {key} = ?", (run,)))))
        return content


def check_runs(place, warehouse, rows):
    """Each engine's cells give the run that the import gives: parameters, confidences, intervals, gate, digest.

    The first settings are tried with every engine's file, the others with the first engine's: its database is
    `counted`, and has the runs of `imported`.
    """
    imported = place / "imported.studentdb"
    studentdb("import", place / "students.import.csv", "--db", imported)
    for run, options in enumerate(SETTINGS, 1):
        ends = answer("impute", *options, "--db", imported)
        check(f"import, {options}: a run", ends.returncode in (0, 3), ends.stderr.decode())
        expected = run_of(imported, run)
        for number, (dialect, engine) in enumerate(warehouse.items()):
            if run > 1 and number > 0:
                continue
            database = place / ("counted.studentdb" if number == 0 else f"counted.{dialect}.studentdb")
            stem = place / f"students.{dialect}"
            got = answer("impute", "--cells", f"{stem}.csv", "--query", f"{stem}.sql", "--rows", rows,
                         "--engine-says", engine.says, *options, "--db", database)
            check(f"{dialect} {' '.join(options)}: exit status", got.returncode == ends.returncode, got.stderr.decode())
            got = run_of(database, run)
            for table in TABLES:
                check_equal(f"{dialect} {' '.join(options)}: {table}", expected[table], got[table])
    studentdb("verify", "--db", place / "counted.studentdb")
    studentdb("impute", "--rerun", "r1", "--check", "--db", place / "counted.studentdb")
    with sqlite3.connect(f"file:{place}/counted.studentdb?mode=ro", uri=True) as file:
        check("no student is in a database of cells", file.execute("SELECT COUNT(*) FROM student").fetchone() == (0,))


def check_equal(what, expected, got):
    """Column by column, so that a failure says which number is another."""
    for index, name in enumerate(expected[0]):
        left, right = ([row[index] for row in content[1]] for content in (expected, got))
        check(f"{what}.{name}", left == right, next(
            (pair for pair in zip(left, right) if pair[0] != pair[1]), f"{len(left)} and {len(right)} rows"))


def contents(folder):
    """Every file of a folder with the digest of its bytes."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def check_refusals(place):
    """What is no file of cells ends with 65, its line and the reason, and stores nothing, here or in a new database."""
    folder = place / "refusals"
    folder.mkdir()
    school = folder / "school.studentdb"
    cells = place / "refused.csv"
    cells.write_bytes(bad_cells.GOOD_FORMS[0][1])
    studentdb("impute", "--cells", cells, "--db", school)
    before = contents(folder)
    for name, data, line, reason in bad_cells.BAD:
        cells.write_bytes(data)
        for database in (school, folder / "new.studentdb"):
            check_refused(name, answer("impute", "--cells", cells, "--db", database), cells, line, reason)
        check_refused(f"{name}, from a pipe", answer("impute", "--cells", "-", "--db", school, stdin=data), None, line, reason)
        check(f"{name}: nothing is stored", contents(folder) == before, contents(folder))
    cells.write_bytes(bad_cells.text(bad_cells.LINES[:-3]))
    rows = sum(cell[-1] for cell in bad_cells.GOOD)
    check_refused("a truncated file", answer("impute", "--cells", cells, "--rows", rows, "--db", school), cells, None,
                  f"{rows}")
    query = place / "another.sql"
    query.write_text("SELECT 1;\n")
    check_refused("another query", answer("impute", "--cells", cells, "--query", query, "--db", school), None, None, "sha|digest|quer")
    check("refusals: nothing is stored", contents(folder) == before, contents(folder))


def check_refused(what, got, cells, line, reason):
    said = got.stderr.decode(errors="replace")
    check(f"{what}: 65", got.returncode == 65, f"{got.returncode}\n{said}")
    check(f"{what}: the reason", re.search(reason, said, re.IGNORECASE), said)
    if line:
        place = f"{cells.name}:{line}\\b" if cells else f":{line}\\b"
        check(f"{what}: line {line}", re.search(place, said), said)


def check_forms(place):
    """A file of cells is the same run in every form that a writer of CSV gives it."""
    cells = place / "form.csv"
    digests = {}
    for name, data in bad_cells.GOOD_FORMS:
        cells.write_bytes(data)
        got = answer("impute", "--cells", cells, "--db", place / "form.studentdb", "--dry-run", "--json")
        found = re.search(rb'"input_digest"[^"]*"([0-9a-f]{64})"', got.stdout)
        digests[name] = found and found.group(1)
        check(f"a file of cells with {name}: read", found and digests[name] == digests["no change"],
              f"{got.returncode} {got.stderr.decode()}")
    check("a dry run stores nothing", not (place / "form.studentdb").exists())


def check_shift(place, warehouse, rows):
    """What merging at minimum 10 does to the confidences of a million students: on average at most .001."""
    table, database = "million", place / "shift.studentdb"
    engine = next(iter(warehouse.values()))
    students.write(place / "million.csv", students.COLUMNS, students.students(rows, seed=2))
    engine.fill(table, students.COLUMNS, place / "million.csv")
    lookups, missing = [], {}
    for run, minimum in ((1, 1), (2, 10)):
        cells = place / f"million.{minimum}.csv"
        engine.write_csv(counting.count_sql(engine.dialect, table, counting.MAP, minimum), cells)
        answer("impute", "--cells", cells, "--rows", rows, "--db", database)
        lookup = place / f"million.{minimum}.lookup.csv"
        divided = run_of(database, run)["imputation_run"]
        print(f"minimum {minimum}: {len(counting.read(cells)) - 1} cells, divided by "
              f"{divided[1][0][divided[0].index('stratified_by')]}")
        studentdb("model", "sql", f"r{run}", "--dialect", engine.dialect, "--table", table, "--map", counting.MAP,
                  "--lookup", lookup, "--db", database)
        lookups.append({row[:2]: row[2:] for row in map(tuple, counting.read(lookup)[1:])})
        if minimum == 1:
            names, cells_of_run = run_of(database, run)["evidence_cell"]
            of = {name: names.index(name) for name in names}
            for row in cells_of_run:
                stratum = ast.literal_eval(row[of["stratum"]]) or "(all)"
                height = round(float(row[of["height_cm"]]) * 10)
                missing[stratum, str(height)] = int(row[of["student_count"]])
    check("the same is chosen", lookups[0].keys() == lookups[1].keys())
    total = moved = largest = turned = 0
    for cell, count in missing.items():
        (gender, confidence, _), (merged_gender, merged_confidence, _) = (lookup[cell] for lookup in lookups)
        there = float(merged_confidence) if merged_gender == gender else 1 - float(merged_confidence)
        shift = abs(float(confidence) - there)
        total, moved, largest = total + count, moved + count * shift, max(largest, shift)
        turned += count if merged_gender != gender else 0
    print(f"shift of {total} confidences at minimum 10: mean {moved / total:.6f}, largest {largest:.4f}; "
          f"{turned} suggestions are others")
    check("the mean shift", moved / total <= 0.001, moved / total)
