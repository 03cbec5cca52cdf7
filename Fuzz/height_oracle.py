"""What becomes of a column of heights, worked out anew from its cells, and compared.

The cells are read by height_grammar.py. Fuzz/README.md says what this takes for granted.
"""

import random
from fractions import Fraction

from height_grammar import (
    CENTIMETRES,
    MISSING,
    UNIT_OF_WORD,
    USUAL,
    Quantity,
    as_feet_and_inches,
    meanings_in_feet,
    read,
    rounded,
    usual_unit,
)

UNITS = {"c": "cm", "m": "m", "l": "mm", "i": "in", "f": "ft-in"}
MOST_CELLS = 8
# With fewer heights a column has no middle that another could be far from.
FEWEST_HEIGHTS = 5
NEAR, SMALLEST_DEVIATION = 40, 4
# Deviations from the middle: those of a height, and of a number that may be inches or centimetres.
FAR, FAR_FOR_ANOTHER = 6, 3
# The standard deviation of normal values is so many times their median distance from the median.
DEVIATIONS = Fraction(14826, 10000)


def is_possible(centimetres):
    return centimetres is not None and 50 <= centimetres <= 260


def lower_median(values):
    return sorted(values)[(len(values) - 1) // 2]


class Column:
    """What the cells of a column say of its bare numbers."""

    def __init__(self, given_unit, given_sign, heading_unit, readings):
        votes = dict.fromkeys(USUAL, 0)
        signs = {".": 0, ",": 0, "none": 0}
        self.heights = self.bare = 0
        for reading in readings:
            self.heights += reading[0] in ("number", "measured", "ambiguous")
            if reading[0] == "number":
                self.bare += 1
                signs[reading[1].sign] += 1
                unit = usual_unit(reading[1].value)
            else:
                unit = reading[2] if reading[0] == "measured" else None
            if unit:
                votes[unit] += 1
        majority = next((unit for unit in USUAL if votes[unit] * 2 > self.heights), None)
        if given_unit:
            self.unit, self.basis = given_unit, "given"
        elif heading_unit and majority and heading_unit != majority:
            self.unit, self.basis = None, "contradiction"
        elif heading_unit:
            self.unit, self.basis = heading_unit, "heading"
        else:
            self.unit, self.basis = majority, "cells" if majority else "nothing"
        more = "." if signs["."] > signs[","] else "," if signs[","] > signs["."] else None
        self.sign = given_sign or more
        self.fitting = votes[self.unit] if self.unit else 0
        heights = [
            reading[1] if reading[0] == "measured" else self.as_unit(reading[1])
            for reading in readings
            if reading[0] in ("measured", "number")
        ]
        # Counted by whole centimetres.
        heights = [int(height + Fraction(1, 2)) for height in filter(is_possible, heights)]
        self.middle = None
        if len(heights) >= FEWEST_HEIGHTS:
            self.middle = lower_median(heights)
            distances = [abs(height - self.middle) for height in heights]
            self.deviation = max(SMALLEST_DEVIATION, DEVIATIONS * lower_median(distances))

    def as_unit(self, number):
        """A bare number in the column's unit, whatever its decimal sign."""
        if self.unit is None:
            return None
        if self.unit == "ft-in":
            return as_feet_and_inches(number)
        return rounded(number.value * CENTIMETRES[self.unit])

    def is_far(self, centimetres, deviations):
        if self.middle is None:
            return False
        return abs(centimetres - self.middle) > max(NEAR, deviations * self.deviation)

    def outcome(self, reading):
        kind = reading[0]
        if kind in ("empty", "unreadable"):
            return (kind,)
        if kind == "ambiguous":
            return ("doubt", reading[1])
        if kind == "measured":
            is_good = is_possible(reading[1]) and not self.is_far(reading[1], FAR)
            return ("value", reading[1]) if is_good else ("doubt", [reading[1]])
        number = reading[1]
        as_unit = {unit: rounded(number.value * factor) for unit, factor in CENTIMETRES.items()}
        is_feet = self.unit == "ft-in" and self.basis != "given"
        if not is_feet and number.sign in ("none", self.sign):
            height = self.as_unit(number)
            is_other = self.unit == "in" or self.unit == "cm" and is_possible(as_unit["in"])
            limit = FAR_FOR_ANOTHER if is_other else FAR
            if is_possible(height) and not self.is_far(height, limit):
                return ("value", height)
        meanings = []
        for unit in USUAL:
            if usual_unit(number.value) == unit or self.unit == unit and 50 <= as_unit[unit] <= 260:
                meanings += meanings_in_feet(number) if unit == "ft-in" else [as_unit[unit]]
        return ("doubt", meanings)


def differences(data, answer):
    """Yields in words what is wrong with the program's answer to an input of the height target."""
    options = (data[:4] + b"----")[:4] if len(data) < 4 else data[:4]
    cells = data[4:].split(b"\n", MOST_CELLS)[:MOST_CELLS]
    readings = [read(cell) for cell in cells]
    sign = chr(options[1]) if options[1] in b".," else None
    column = Column(UNITS.get(chr(options[0])), sign, UNITS.get(chr(options[2])), readings)
    expected = [
        column.unit or "none", column.sign or "none", column.basis, column.bare, column.fitting,
        column.heights,
    ]  # fmt: skip
    if answer["column"] != expected:
        yield f"the column is {answer['column']}, expected {expected}"
    if len(answer["cells"]) != len(cells):
        yield f"{len(answer['cells'])} cells, expected {len(cells)}"
    for cell, reading, (read_as, became) in zip(cells, readings, answer["cells"]):
        if not is_same(read_as, plain(reading)):
            yield f"{cell!r} reads as {read_as}, expected {plain(reading)}"
        outcome = plain(column.outcome(reading))
        if not is_same(became, outcome):
            yield f"{cell!r} becomes {became}, expected {outcome}"


def plain(value):
    """The same as JSON tells it."""
    if isinstance(value, Quantity):
        return float(value.value), value.sign
    if isinstance(value, Fraction):
        return float(value)
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, tuple):
        flat = []
        for item in map(plain, value):
            flat.extend(item if isinstance(item, tuple) else [item])
        return flat
    return value


def is_same(found, expected):
    if isinstance(expected, list):
        return (
            isinstance(found, list)
            and len(found) == len(expected)
            and all(map(is_same, found, expected))
        )
    if isinstance(expected, float):
        tolerance = 1e-9 * max(1, expected / 260)
        return isinstance(found, (int, float)) and abs(found - expected) <= tolerance
    return found == expected


def random_inputs(count, seed):
    """Columns of cells put together out of the pieces that heights are made of."""
    generator = random.Random(seed)
    words = [*UNIT_OF_WORD, *MISSING, "x", "nan", "inf", "kg", "e5", "0x"]
    marks = [*"'\"’”-–/.,½¾   \u00a0\t", "''", *"\u200b\u200f\ufeff\u202e٫．，"]
    scripts = [range(0x660, 0x66A), range(0x6F0, 0x6FA), range(0xFF10, 0xFF1A)]

    def number():
        text = str(generator.choice([
            generator.randint(0, 12), generator.randint(50, 260), generator.randint(0, 999999999),
            generator.randint(500, 2600),
        ]))  # fmt: skip
        if generator.random() < 0.4:
            digits = generator.choice([1, 1, 2, 2, 3, 9, 10, 17])
            text += generator.choice(".,") + str(generator.randrange(10**digits)).zfill(digits)
        if generator.random() < 0.05:
            script = generator.choice(scripts)
            text = "".join(chr(script[int(c)]) if c.isdigit() else c for c in text)
        return text

    def cell():
        pieces = []
        for _ in range(generator.choice([1, 1, 2, 3, 4, 5, 6])):
            kind = generator.random()
            if kind < 0.45:
                pieces.append(number())
            elif kind < 0.8:
                pieces.append(generator.choice(marks))
            elif kind < 0.83:
                pieces.append(f" {generator.randint(0, 9)}/{generator.choice([2, 3, 4, 8, 16])}")
            else:
                word = generator.choice(words)
                pieces.append(word.upper() if generator.random() < 0.2 else word)
        return "".join(pieces).encode()

    for _ in range(count):
        options = map(generator.choice, ("-----cmlif", "--.,", "----cmlif"))
        cells = [cell() for _ in range(generator.randint(1, MOST_CELLS))]
        yield "".join(options).encode() + b"\n" + b"\n".join(cells)
