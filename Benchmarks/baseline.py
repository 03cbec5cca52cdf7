#!/usr/bin/env python3
"""The same job in plain Python: what a programmer would write in an afternoon, and write well.

    Benchmarks/baseline.py import FILE.csv DATABASE
    Benchmarks/baseline.py impute DATABASE
    Benchmarks/baseline.py export DATABASE FILE.csv

The csv and sqlite3 modules, one transaction a step, EM over the distinct heights rather than the
rows (equal variances, the genders that are recorded held fixed). It has no validation, no trail, no
cross-validation and no review, so it does less than studentdb does in the same step.
"""

import csv
import math
import sqlite3
import sys

TABLES = """
CREATE TABLE student (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, gender TEXT, height_cm REAL
) STRICT;
CREATE TABLE imputation (
  student INTEGER PRIMARY KEY REFERENCES student (id), gender TEXT NOT NULL, confidence REAL NOT NULL
) STRICT;
"""


def import_roster(roster, database):
    connection = sqlite3.connect(database)
    connection.executescript(TABLES)
    with open(roster, encoding="utf-8", newline="") as file, connection:
        lines = csv.reader(file)
        next(lines)
        connection.executemany(
            "INSERT INTO student (name, gender, height_cm) VALUES (?, ?, ?)",
            ((name, gender or None, float(height)) for name, gender, height in lines),
        )
    connection.close()


def fit(labelled, unlabelled):
    """The shares, the means and the common variance, from {(gender, height): count} and {height: count}."""
    genders = sorted({gender for gender, _ in labelled})
    total = sum(labelled.values()) + sum(unlabelled.values())
    weighted = [(height, n, gender) for (gender, height), n in labelled.items()]

    def maximise(parts):
        """One M-step; `parts` are (height, weight, gender)."""
        count, mean = dict.fromkeys(genders, 0.0), dict.fromkeys(genders, 0.0)
        for height, weight, gender in parts:
            count[gender] += weight
            mean[gender] += weight * height
        for gender in genders:
            mean[gender] /= count[gender]
        squares = sum(weight * (height - mean[gender]) ** 2 for height, weight, gender in parts)
        n = sum(count.values())
        return {gender: count[gender] / n for gender in genders}, mean, squares / n

    share, mean, variance = maximise(weighted)
    previous = -math.inf
    for _ in range(1000):
        parts, log_likelihood = list(weighted), 0.0
        scale = -0.5 * math.log(2 * math.pi * variance)
        for height, n in unlabelled.items():
            logs = {
                g: math.log(share[g]) + scale - (height - mean[g]) ** 2 / (2 * variance)
                for g in genders
            }
            largest = max(logs.values())
            total_log = largest + math.log(sum(math.exp(v - largest) for v in logs.values()))
            log_likelihood += n * total_log
            parts += [(height, n * math.exp(logs[g] - total_log), g) for g in genders]
        for height, n, g in weighted:
            log_likelihood += n * (
                math.log(share[g]) + scale - (height - mean[g]) ** 2 / (2 * variance)
            )
        if log_likelihood - previous < 1e-9 * total:
            break
        previous = log_likelihood
        share, mean, variance = maximise(parts)
    return share, mean, variance


def impute(database):
    connection = sqlite3.connect(database)
    labelled, unlabelled, forgotten = {}, {}, []
    for student, gender, height in connection.execute("SELECT id, gender, height_cm FROM student"):
        if gender is None:
            unlabelled[height] = unlabelled.get(height, 0) + 1
            forgotten.append((student, height))
        else:
            labelled[gender, height] = labelled.get((gender, height), 0) + 1
    share, mean, variance = fit(labelled, unlabelled)
    best = {}
    for height in unlabelled:
        density = {
            g: share[g] * math.exp(-((height - mean[g]) ** 2) / (2 * variance)) for g in share
        }
        gender = max(density, key=density.get)
        best[height] = (gender, density[gender] / sum(density.values()))
    with connection:
        connection.executemany(
            "INSERT INTO imputation (student, gender, confidence) VALUES (?, ?, ?)",
            ((student, *best[height]) for student, height in forgotten),
        )
    connection.close()


def export(database, roster):
    connection = sqlite3.connect(database)
    with open(roster, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["name", "gender", "height", "inferred", "confidence"])
        writer.writerows(
            connection.execute(
                "SELECT name, student.gender, height_cm, imputation.gender, confidence"
                " FROM student LEFT JOIN imputation ON imputation.student = student.id"
                " ORDER BY student.id"
            )
        )
    connection.close()


def main():
    work = {"import": import_roster, "impute": impute, "export": export}
    command, *arguments = sys.argv[1:] or [""]
    if command not in work or len(arguments) != work[command].__code__.co_argcount:
        sys.exit("usage: see the first lines of this file")
    work[command](*arguments)


main()
