"""Files of cells that studentdb must refuse, each with the line and the reason, and forms that it must read."""

import math

HEADER = "signature,gender,group_name,age,height_mm,students"
SIGNATURE = "studentdb cells 1 mm minimum=1 dialect=duckdb sha256=" + "0" * 64
# Enough to learn from: in one group two genders with normal heights, 12 cm apart, and a fifth without a gender.
GOOD = [(gender, "7", "12", 10 * step, count)
        for gender, means, size in (("female", [1580], 800), ("male", [1700], 800), ("", [1580, 1700], 200))
        for step in range(130, 200)
        if (count := round(sum(size / 6 * math.exp(-((10 * step - mean) / 60) ** 2 / 2) for mean in means))) >= 10]
LINES = [HEADER] + [",".join((SIGNATURE, *map(str, cell))) for cell in GOOD]


def text(lines):
    return ("\n".join(lines) + "\n").encode()


def with_line(number, line):
    """The good file with one line replaced, counted from 1 as an editor does."""
    return text(LINES[:number - 1] + [line] + LINES[number:])


def with_cell(number, **fields):
    cell = dict(zip(HEADER.split(","), LINES[number - 1].split(",")))
    return with_line(number, ",".join((cell | fields).values()))


def added(*lines):
    return text(LINES + list(lines))


END = len(LINES) + 1
ANOTHER = SIGNATURE.replace("0" * 64, "1" * 64)

# What it is, the file, the line at fault (None where the whole file is), and a word of the reason.
BAD = [
    ("a negative count", with_cell(5, students="-3"), 5, "students|count|whole number"),
    ("a count of zero", with_cell(5, students="0"), 5, "students|count|whole number"),
    ("a fractional count", with_cell(5, students="2.5"), 5, "students|count|whole number"),
    ("a count of Spark's double", with_cell(5, students="1.0E7"), 5, "students|count|whole number"),
    ("an empty count", with_cell(5, students=""), 5, "students|count|whole number"),
    ("NaN as a count", with_cell(5, students="NaN"), 5, "students|count|whole number"),
    ("a count above 2^53", with_cell(5, students=str(2**53 + 1)), 5, "2\\^53|9,?007|many|large|count"),
    ("a count beyond 64 bits", with_cell(5, students="9" * 30), 5, "2\\^53|9,?007|many|large|count"),
    ("a sum above 2^53", text(LINES[:4] + [f"{SIGNATURE},male,7,12,{mm},{2**52}" for mm in (1701, 1702, 1703)]), None,
     "2\\^53|9,?007|many|large|count"),
    ("NaN as a height", with_cell(6, height_mm="NaN"), 6, "height"),
    ("a height in centimetres with a point", with_cell(6, height_mm="172.5"), 6, "height"),
    ("a height in centimetres", with_cell(6, height_mm="172"), 6, "unit"),
    ("a height in micrometres", with_cell(6, height_mm="1725000"), 6, "unit"),
    ("a height of 499 mm", with_cell(6, height_mm="499"), 6, "height"),
    ("a height of 2601 mm", with_cell(6, height_mm="2601"), 6, "height"),
    ("a height of -2", with_cell(6, height_mm="-2"), 6, "height"),
    ("an age with a point", with_cell(6, age="12.5"), 6, "age"),
    ("an age of 151", with_cell(6, age="151"), 6, "age"),
    ("the same cell twice", added(LINES[4]), END, "twice|again|duplicate|already|same"),
    ("the same cell twice, its gender missing", added(f"{SIGNATURE},,7,12,1530,3"), END,
     "twice|again|duplicate|already|same"),
    ("a line that is too short", with_line(7, f"{SIGNATURE},male,7,12,1600"), 7, "cell|column|field"),
    ("a line that is too long", with_line(7, LINES[6] + ",1"), 7, "cell|column|field"),
    ("a quote that is never closed", with_line(7, f'{SIGNATURE},"male,7,12,1600,3'), 7, "quote"),
    ("no heading of heights", text([HEADER.replace("height_mm", "height")] + LINES[1:]), 1, "height_mm"),
    ("a heading twice", text([HEADER.replace("age", "gender")] + LINES[1:]), 1, "gender|twice|age"),
    ("no headings", text(LINES[1:]), 1, "signature|heading|header"),
    ("headings alone", text(LINES[:1]), None, "cell|empty|no "),
    ("an empty file", b"", None, "empty"),
    ("a list of students", b"name,gender,height\nAnn,female,160\nBen,male,170\n", 1, "signature|count-sql|list"),
    ("no signature", text([line.split(",", 1)[1] for line in LINES]), 1, "signature"),
    ("an empty signature", with_cell(8, signature=""), 8, "signature"),
    ("a signature of another program", text([LINES[0]] + [line.replace("studentdb cells 1", "cells 9") for line in LINES[1:]]),
     2, "signature"),
    ("a signature of a receipt", text([LINES[0]] + [line.replace("cells 1 mm", "receipt 1") for line in LINES[1:]]),
     2, "signature|receipt"),
    ("two signatures", with_cell(8, signature=ANOTHER), 8, "signature|two"),
    ("a cell below the minimum of its query", text([line.replace("minimum=1 ", "minimum=10 ") for line in
     LINES + [f"{SIGNATURE},male,7,12,1900,3"]]), END, "minimum|below"),
    ("two groups that look alike", added(f"{SIGNATURE},male,\u00e9,12,1700,20", f"{SIGNATURE},male,e\u0301,12,1710,20"),
     END + 1, "looks|same"),
    ("a coded word", text([line.replace(",female,", ",1,").replace(",male,", ",2,") for line in LINES]), None,
     "gender-words"),
    ("an unknown word", with_cell(4, gender="Femal"), None, "gender-words"),
    ("a key as the group", text(LINES + [f"{SIGNATURE},male,K{number},12,1600,1" for number in range(2500)]), None,
     "key|strata|groups"),
    ("bytes that are no text", text(LINES).replace(b"female", b"fem\xff\xfeale", 1), None, "encod|UTF-8|gender-words"),
    ("a NUL byte", with_line(6, LINES[5].replace("7", "7\0", 1)), 6, "NUL"),
    ("a database", b"SQLite format 3\0" + bytes(4080), None, ""),
]

# Forms of the same file that an engine's writer or a spreadsheet gives it.
GOOD_FORMS = [
    ("no change", text(LINES)),
    ("CRLF", text(LINES).replace(b"\n", b"\r\n")),
    ("a byte order mark", b"\xef\xbb\xbf" + text(LINES)),
    ("UTF-16", text(LINES).decode().encode("utf-16")),
    ("semicolons", text(LINES).replace(b",", b";")),
    ("tabs", text(LINES).replace(b",", b"\t")),
    ("quotes around every cell", text(['"' + line.replace(",", '","') + '"' for line in LINES])),
    ("its columns in another order", text([",".join(reversed(line.split(","))) for line in LINES])),
    ("its lines in another order", text(LINES[:1] + LINES[:0:-1])),
    ("no final newline", text(LINES)[:-1]),
]
