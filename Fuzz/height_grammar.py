"""What one cell of heights says, written anew from the description of real files.

Where the program cuts a cell into tokens and looks at them one after another, this is a handful of
regular expressions over the whole cell, and exact fractions. Fuzz/README.md says what both take for
granted: the words, the marks, the limits.
"""

import re
import unicodedata
from fractions import Fraction
from typing import NamedTuple

CENTIMETRES = {
    "cm": Fraction(1), "m": Fraction(100), "mm": Fraction(1, 10), "in": Fraction(254, 100),
    "ft-in": Fraction(3048, 100),
}  # fmt: skip
# The numbers that are usual heights in a unit.
USUAL = {
    "cm": (100, 250), "m": (1, Fraction(5, 2)), "mm": (1000, 2500), "in": (36, 90), "ft-in": (3, 8),
}  # fmt: skip
MOST_BYTES, MOST_WORD_BYTES, MOST_DECIMALS, MOST_METRES = 48, 16, 9, 1000

WORDS = {
    "cm": "cm cms centimetre centimetres centimeter centimeters zentimeter centimetro centimetros"
    " centimetri centymetr centymetry centymetrow",
    "m": "m mtr mtrs metre metres meter meters metro metros metri metr metry metrow",
    "mm": "mm millimetre millimetres millimeter millimeters milimetro milimetros millimetro"
    " millimetri milimetr milimetry milimetrow",
    "in": "in ins inch inches zoll pouce pouces pulgada pulgadas pollice pollici duim cal cale",
    "ft-in": "ft feet foot fuss pied pieds pie pies piede piedi pe pes voet fot",
}
UNIT_OF_WORD = {word: unit for unit, words in WORDS.items() for word in words.split()}

MISSING = set(
    "- -- – — ? ?? na n/a n.a. #n/a null none unknown missing blank unbekannt fehlt inconnu"
    " inconnue desconocido desconocida sconosciuto sconosciuta desconhecido desconhecida onbekend"
    " nieznany nieznana nieznane brak okand okant saknas".split()
) | {"", "not known", "brak danych"}

MARKS = str.maketrans({
    **dict.fromkeys("\t\u00a0\u2009\u202f\u3000", " "),
    **dict.fromkeys("`\u2018\u2019\u2032\u00b4\u02bc", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u2033\u00ba", '"'),
    **dict.fromkeys("\u2010\u2011\u2012\u2013", "-"),
    **dict.fromkeys("èÈéÉ", "e"), **dict.fromkeys("íÍ", "i"),
    "½": " 1/2", "¼": " 1/4", "¾": " 3/4", "\u2044": "/",
    **{chr(code): chr(code + 32) for code in range(ord("A"), ord("Z") + 1)},
})  # fmt: skip

# Marks without width, which only say how a text is set.
INVISIBLE = re.compile("[\u200b\u200e\u200f\u061c\ufeff\u2066-\u2069\u202a-\u202c]")
# The Arabic decimal sign: what stands behind it are decimals in any column.
CERTAIN_SIGN = "\u066b"

NUMBER = r"[0-9]{1,6}(?:[.,][0-9]+)?(?![0-9]|[.,][0-9])"
INTEGER = r"[0-9]{1,6}(?![0-9]|[.,][0-9])"
FRACTION = r"[0-9]{1,6} */ *[0-9]{1,6}(?![0-9]|[.,][0-9])"
QUANTITY = f"(?:{INTEGER} +{FRACTION}|{FRACTION}|{NUMBER})"


def word(unit):
    """Any of the words for a unit, with the point of an abbreviation."""
    return rf"(?:{'|'.join(WORDS[unit].split())})(?![a-z])\.?"


FEET = f"(?:'(?!')|{word('ft-in')})"
INCHES = f"(?:\"|''|{word('in')})"
METRES_WORD, CENTIMETRES_WORD = word("m"), word("cm")


def spelt(pattern):
    """A pattern in which words stand for the expressions above and a space for any spaces."""
    pattern = pattern.replace(" ", " *")
    for name, expression in (
        ("QUANTITY", QUANTITY), ("INTEGER", INTEGER), ("CENTIMETRES", CENTIMETRES_WORD),
        ("METRES", METRES_WORD), ("FEET", FEET), ("INCHES", INCHES),
    ):  # fmt: skip
        pattern = pattern.replace(name, expression)
    return re.compile(pattern)


BARE = spelt("(QUANTITY)")
WITH_UNIT = spelt(r"(QUANTITY) (''|'|\"|[a-z]+\.?)")
FEET_AND_INCHES = spelt("(INTEGER) FEET (?:- )?(QUANTITY)(?: INCHES)?")
METRES_AND_REST = spelt("(INTEGER) METRES (QUANTITY)( CENTIMETRES)?")
DASHED = spelt("(INTEGER) - (QUANTITY)(?: INCHES)?")
SPACED = spelt(r"(INTEGER)\x20+(QUANTITY)")


class Quantity(NamedTuple):
    """A number as it is written."""

    value: Fraction
    sign: str  # The decimal sign, or "none".
    decimals: str  # The digits behind it.
    whole_digits: int
    is_whole: bool  # Neither decimals nor a fraction.


def quantity(text, is_certain=False):
    """The number that a text is, or None for a fraction that no ruler has."""
    match = re.fullmatch(r"(?:([0-9]+) +)?([0-9]+) */ *([0-9]+)", text)
    if match:
        whole, above, below = match[1], int(match[2]), int(match[3])
        if below not in (2, 4, 8, 16) or above >= below:
            return None
        value = int(whole or 0) + Fraction(above, below)
        return Quantity(value, "none", "", len(whole) if whole else 1, False)
    whole, sign, decimals = re.fullmatch("([0-9]+)([.,]?)([0-9]*)", text).groups()
    decimals = decimals[:MOST_DECIMALS]
    value = Fraction(int(whole + decimals), 10 ** len(decimals))
    if is_certain:
        return Quantity(value, "none", "", len(whole), not decimals)
    return Quantity(value, sign or "none", decimals, len(whole), not decimals)


def rounded(centimetres):
    """To a millionth of a centimetre, half away from zero."""
    return Fraction(int(centimetres * 10**6 + Fraction(1, 2)), 10**6)


def usual_unit(value):
    return next((unit for unit, (low, high) in USUAL.items() if low <= value <= high), None)


def feet_and_inches(feet, inches):
    return rounded(feet * CENTIMETRES["ft-in"] + inches * CENTIMETRES["in"])


def as_feet_and_inches(number):
    """The height where the decimals are inches: 5.11, and 6; None where they cannot be."""
    if number.is_whole:
        return rounded(number.value * CENTIMETRES["ft-in"])
    if not number.decimals or len(number.decimals) > 2 or int(number.decimals) >= 12:
        return None
    return feet_and_inches(int(number.value), int(number.decimals))


def meanings_in_feet(number):
    """The decimals of 5.11 may be inches, those of 5.75 and a half are parts of a foot."""
    meanings = [rounded(number.value * CENTIMETRES["ft-in"])]
    if not number.is_whole and as_feet_and_inches(number) is not None:
        meanings.insert(0, as_feet_and_inches(number))
    return meanings


def read(cell):
    """How a cell reads by itself: a kind, and what belongs to it."""
    cell = cell.strip(b" ")
    if not cell:
        return ("empty",)
    bare = re.fullmatch(rb"[0-9]{1,6}(?:[.,][0-9]+)?", cell)
    if bare:
        number = quantity(cell.decode("ascii"))
        return ("number", number)
    try:
        text = cell.decode("utf-8")
    except UnicodeDecodeError:
        return ("unreadable",)
    if len(cell) > MOST_BYTES:
        return ("unreadable",)
    if len(cell) <= MOST_WORD_BYTES and folded(text) in MISSING:
        return ("empty",)
    is_certain = CERTAIN_SIGN in text
    plain_text = INVISIBLE.sub("", "".join(map(narrow, text.translate(MARKS))))
    plain_text = re.sub("(?<=[a-z])[\u0300\u0301]+", "", plain_text.translate(MARKS))
    return notation(plain_text.strip(" "), is_certain) or ("unreadable",)


def narrow(letter):
    """A digit of any script, and a wide character, as that of ASCII."""
    if letter <= "\x7f":
        return letter
    if letter == CERTAIN_SIGN:
        return "."
    digit = unicodedata.decimal(letter, None)
    if digit is not None:
        return str(digit)
    return chr(ord(letter) - 0xFEE0) if "\uff01" <= letter <= "\uff5e" else letter


SPACES = (
    "[\t-\r \x85\xa0\u1680\u2000-\u200b\u200e\u200f\u061c\u2028-\u202c\u202f\u205f\u2066-\u2069"
    "\u3000\ufeff]+"
)
# Composed letters of European Latin that have no decomposition, or are not in their alphabets.
LETTERS = {**dict(zip("øłđŧı", "oldti")), **{letter: letter for letter in "ĥĵķŵ"}}


def folded(text):
    """Small letters without accents and single spaces, as missing words are compared."""
    letters = []
    for letter in re.sub(SPACES, " ", text).strip(" ").lower():
        if letter < "\u0180" or "\u0218" <= letter <= "\u021b":
            letter = LETTERS.get(letter) or unicodedata.normalize("NFD", letter)[0]
        if not "\u0300" <= letter <= "\u036f":
            letters.append(letter if letter == CERTAIN_SIGN else narrow(letter))
    return "".join(letters)


def notation(text, is_certain):
    match = BARE.fullmatch(text)
    if match:
        number = quantity(match[1], is_certain)
        return number and ("number", number)
    match = WITH_UNIT.fullmatch(text)
    if match:
        number = quantity(match[1], is_certain)
        mark = match[2]
        marks = {"'": "ft-in", "''": "in", '"': "in"}
        unit = marks.get(mark) or UNIT_OF_WORD.get(mark.rstrip("."))
        if number is None or unit is None:
            return None
        if unit == "ft-in" and not number.is_whole:
            return ("ambiguous", meanings_in_feet(number))
        return ("measured", rounded(number.value * CENTIMETRES[unit]), unit)
    match = FEET_AND_INCHES.fullmatch(text)
    if match:
        inches = quantity(match[2], is_certain)
        if inches is None or inches.whole_digits > 2:
            return None
        height = feet_and_inches(int(match[1]), inches.value)
        return ("measured", height, "ft-in") if inches.value < 12 else ("ambiguous", [height])
    match = METRES_AND_REST.fullmatch(text)
    if match:
        return metres_and_rest(int(match[1]), quantity(match[2], is_certain), match[3] is not None)
    match = DASHED.fullmatch(text) or SPACED.fullmatch(text)
    if match:
        return pair(int(match[1]), quantity(match[2], is_certain))
    return None


def metres_and_rest(metres, rest, is_marked):
    if rest is None or rest.whole_digits > 2 or metres >= MOST_METRES:
        return None
    height = rounded(metres * CENTIMETRES["m"] + rest.value)
    if rest.whole_digits == 2 or is_marked:
        return ("measured", height, "m")
    if not rest.is_whole:
        return None
    # 1m7: 1.7 metres, or 1 metre and 7 cm.
    return ("ambiguous", [metres * CENTIMETRES["m"] + rest.value * 10, height])


def pair(first, second):
    """Two numbers with nothing but a dash or a space between them."""
    if second is None or not (second.is_whole or second.whole_digits == 1):
        return None
    if usual_unit(first) == "ft-in" and second.value < 12:
        return ("ambiguous", [feet_and_inches(first, second.value)])
    if first in (1, 2) and second.whole_digits == 2:
        return ("ambiguous", [Fraction(first * 100) + second.value])
    return None
