"""Scoring where the data are: each student's confidence, the receipt that comes back, and the sample to review."""

import csv
import json
import sqlite3

from counting import MAP, read
from program import answer, check, difference, studentdb

PER_BAND = 5


def statement(database, run, dialect, *options, kind="sql", table="students", columns=MAP):
    return studentdb("model", kind, run, "--dialect", dialect, "--table", table, "--map", columns, *options,
                     "--db", database)


def stored(database, run):
    """What studentdb stored for each student of an import: suggestion, confidence, whether it may be proposed."""
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as file:
        return {int(key): values for key, *values in file.execute(
            """SELECT student.school_id, cell.gender, cell.confidence, cell.is_proposed
               FROM imputation JOIN evidence_cell AS cell USING (run, cell)
               JOIN student ON student.id = imputation.student WHERE run = ?""", (run,))}


def check_scoring(place, warehouse, runs):
    """On every engine, each student without a gender gets to the last bit what the run on the import stored.

    `runs` are those of the databases `imported` and `counted` with what divides them.
    """
    for run, divided_by in runs:
        expected = stored(place / "imported.studentdb", run)
        check(f"run {run}: students are imputed", len(expected) > 10_000, len(expected))
        for dialect, engine in warehouse.items():
            what = f"{dialect}, by {divided_by}"
            counted_file = place / "counted.studentdb"
            table = f"lookup_{run}"
            lookup = place / f"{table}.{dialect}.csv"
            engine.execute(statement(counted_file, f"r{run}", dialect, "--create", "--lookup-table", table))
            scoring = statement(counted_file, f"r{run}", dialect, "--lookup", lookup, "--lookup-table", table)
            engine.read_csv(table, lookup)
            names = ["studentdb_gender", "studentdb_confidence", "studentdb_may_be_proposed"]
            answered = engine.rows(f"SELECT id, {', '.join(names)} FROM ({scoring.rstrip().removesuffix(';')}) AS scored")
            got = {row[0]: list(row[1:]) for row in answered if row[1] is not None}
            check(f"{what}: each student once", len(answered) == len({row[0] for row in answered}))
            check(f"{what}: difference 0 to what is stored", got == expected, difference(got, expected))
            check_receipt(place, engine, counted_file, run, table, what)


def check_merged(place, warehouse):
    """The receipt of a run on merged cells agrees: the cells of those without a gender are merged again alike."""
    dialect = next(iter(warehouse))
    database = place / "merged.studentdb"
    made = answer("impute", "--cells", place / f"students.10.{dialect}.csv", "--db", database)
    check("merged cells: a run", made.returncode in (0, 3), made.stderr.decode())
    for dialect, engine in warehouse.items():
        lookup = place / f"lookup_merged.{dialect}.csv"
        engine.execute(statement(database, "r1", dialect, "--create", "--lookup-table", "lookup_merged"))
        statement(database, "r1", dialect, "--lookup", lookup)
        engine.read_csv("lookup_merged", lookup)
        check_receipt(place, engine, database, 1, "lookup_merged", f"{dialect}, merged cells")


def check_receipt(place, engine, database, run, table, what):
    """The receipt of what an engine scored agrees with the run; with one student more it does not."""
    path = place / f"receipt.{table}.{engine.dialect}.csv"
    engine.write_csv(statement(database, f"r{run}", engine.dialect, "--receipt", "--lookup-table", table), path)
    check(f"{what}: the receipt has lines", len(read(path)) > 10)
    got = answer("model", "reconcile", f"r{run}", path, "--db", database)
    check(f"{what}: the receipt agrees", got.returncode == 0, got.stdout.decode() + got.stderr.decode())
    lines = read(path)
    place_of_count = lines[0].index("students")
    lines[1][place_of_count] = str(int(lines[1][place_of_count]) + 1)
    altered = place / "altered.csv"
    with open(altered, "w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(lines)
    got = answer("model", "reconcile", f"r{run}", altered, "--db", database)
    check(f"{what}: a receipt with one student more does not agree", got.returncode == 1,
          f"{got.returncode} {got.stdout.decode()}{got.stderr.decode()}")


def check_wrong_receipts(place, warehouse):
    """What is no receipt, or one of another run, is refused."""
    dialect = next(iter(warehouse))
    database = place / "counted.studentdb"
    for name, run, path in (
            ("cells", "r1", place / f"students.{dialect}.csv"),
            ("another run's receipt", "r2", place / f"receipt.lookup_1.{dialect}.csv")):
        got = answer("model", "reconcile", run, path, "--db", database)
        check(f"{name} in the place of a receipt: 65", got.returncode == 65,
              f"{got.returncode} {got.stdout.decode()}{got.stderr.decode()}")


def check_sample(place, warehouse, rows):
    """The sample is the same on all engines that have md5, and imports into a school file."""
    columns = MAP + ",name=name"
    database = place / "counted.studentdb"
    missing = {row[0] for row in rows if row[2] in (None, "", "NA", "unknown")}
    first = None
    for dialect, engine in warehouse.items():
        arguments = ("model", "sample-sql", "r1", "--dialect", dialect, "--table", "students", "--map", columns, "--key", "id",
                     "--per-band", PER_BAND, "--lookup-table", "lookup_1", "--db", database)
        if dialect == "sqlite":
            check("sqlite: no sample", answer(*arguments).returncode == 64)
            continue
        path = place / f"sample.{dialect}.csv"
        engine.write_csv(studentdb(*arguments), path)
        with open(path, newline="", encoding="utf-8") as file:
            sample = list(csv.DictReader(file))
        check(f"{dialect}: the sample is of students without a gender",
              {int(row["id"]) for row in sample} <= missing)
        strata = {}
        for row in sample:
            strata.setdefault((row["studentdb_stratum"], row["studentdb_band"]), []).append(int(row["studentdb_in_band"]))
        check(f"{dialect}: as many of each stratum and band as there are, and {PER_BAND} at most", all(
            len(band) == min(PER_BAND, band[0]) for band in strata.values()), strata)
        drawn = {row["id"]: (row["studentdb_stratum"], row["studentdb_in_band"]) for row in sample}
        first = first or drawn
        check(f"{dialect}: the sample of the other engines", drawn == first, difference(drawn, first))
        imported = json.loads(studentdb(
            "import", path, "--db", place / f"sample.{dialect}.studentdb", "--json"))["imports"][0]
        check(f"{dialect}: the sample imports", (imported["rows"], imported["added"], imported["missing_gender"])
              == (len(sample),) * 3, imported)
