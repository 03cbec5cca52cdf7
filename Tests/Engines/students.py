"""The students with which the engines are filled, and their cells counted by Python alone."""

import collections
import csv
import math
import random

from engines import NULL

COLUMNS = [("id", "integer"), ("name", "text"), ("gender", "text"), ("grade", "text"), ("age", "double"),
           ("height", "double")]
# Raw words with their shares. What they mean is for studentdb to say: engines fold and trim differently.
WORDS = {
    "female": ["female"] * 12 + ["F"] * 4 + ["f", "FEMALE", " F ", "weiblich"],
    "male": ["male"] * 12 + ["M"] * 4 + ["m", "MALE", "Male ", "MÄNNLICH"],
    "missing": [None] * 12 + [""] * 6 + ["NA", "unknown"],
    "declined": ["prefer not to say"],
    "non-binary": ["non-binary", "Non-Binary"],
}
ODD_GROUPS = ["7b", "O'Brien \"x\" \\ % ü"]
# Means of the genders by age, and the standard deviation of both.
MEANS = {"female": [138, 144, 150, 156, 160, 162, 163, 164], "male": [138, 143, 149, 156, 164, 170, 174, 176]}
STANDARD_DEVIATION = 7

# A table whose name and columns want every quote, and whose values are what does not belong there.
ODD_TABLE = 'odd "students" ü'
ODD_TABLE_QUOTED = '"odd ""students"" ü"'
ODD_COLUMNS = [("Gender", "text"), ("height, cm", "double"), ('group "x"', "text"), ("select", "double")]
ODD_MAP = 'gender=Gender,height="height, cm",group="group ""x""",age=select'


def students(count, seed=1):
    """Rows whose heights are whole millimetres: an import of them has no doubt."""
    chance = random.Random(seed)
    for number in range(1, count + 1):
        grade = chance.randrange(8)
        gender = chance.choice(("female", "male"))
        height = round(chance.gauss(MEANS[gender][grade], STANDARD_DEVIATION) * 10) / 10
        draw = chance.random()
        kind = "missing" if draw < 0.2 else "declined" if draw < 0.205 else "non-binary" if draw < 0.21 else gender
        group = chance.choice(ODD_GROUPS) if grade == 2 else str(grade + 5)
        if chance.random() < 0.02:
            group = chance.choice((None, ""))
        age = None if chance.random() < 0.02 else grade + 10 + chance.randrange(4) / 4
        yield (number, f"Student {number}", chance.choice(WORDS[kind]), group, age,
               None if chance.random() < 0.01 else height)


def odd_students():
    """Edges and nonsense: heights and ages at and beyond the limits, and hostile texts."""
    heights = [None, -5.0, 0.0, 1.725, 49.9, 49.99, 50.0, 50.04, 50.05, 172.45, 172.5, 172.55, 259.95, 260.0, 260.04,
               260.1, 1725.0, 1e7, 1e300, math.inf, -math.inf]
    ages = [None, -1.0, -0.5, 0.0, 0.999, 12.0, 12.999, 150.0, 150.5, 1e300, math.inf]
    texts = [None, "", " ", "F", "f", "=1+1", "'; DROP TABLE x; --", "\\", "\\'", "a\"b", "%_", "ＦＵＬＬ", "é", "e\u0301",
             "NULL", "a,b;c\td", "two\nlines"]
    yield from ((word, height, group, age) for word in ("F", None) for height in heights for group in ("7b",)
                for age in (12.0, None))
    yield from (("M", 160.0, None, age) for age in ages)
    yield from ((word, 150.0, group, None) for word in texts for group in texts)


def write(path, columns, rows, null=NULL):
    """A CSV file with headings; repr gives a number the digits that bring it back to the last bit."""
    with open(path, "w", newline="", encoding="utf-8") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow([name for name, _ in columns])
        out.writerows([null if cell is None else repr(cell) if isinstance(cell, float) else cell for cell in row]
                      for row in rows)


def millimetres(height):
    if height is None:
        return None
    return math.floor(height * 10 + 0.5) if 50 <= height <= 260 else -1


def completed_years(age):
    return math.floor(age) if age is not None and 0 <= age <= 150 else None


def cells(rows):
    """The students in each cell (gender, group, age, millimetres) of rows (gender, group, age, height)."""
    return collections.Counter(
        (gender or None, group or None, completed_years(age), millimetres(height)) for gender, group, age, height in rows)
