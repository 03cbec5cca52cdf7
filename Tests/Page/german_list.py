"""A German school's list as a workbook: a title above the headings, decimal commas, ages, and gaps."""

import random

import openpyxl

GIRLS = "Anna Lena Marie Sophie Emma Mia Hannah Lea Clara Ida Paula Greta Frieda Luisa Nele Zoe Ella Amelie".split()
BOYS = "Paul Leon Finn Jonas Ben Luis Max Felix Moritz Theo Jakob Oskar Anton Emil David Karl Till Hannes".split()
FAMILIES = "Meier Roth Schulz Wagner Becker Hofmann Krause Lang Vogel Peters Yılmaz Nowak Kaya Arslan Öztürk".split()
# Mean heights in centimetres at 15 to 18 years, as in the growth table of the CDC to a centimetre.
HEIGHTS = {"w": (162, 162, 163, 163), "m": (170, 173, 175, 176)}


def make(path, seed=7, pupils=180):
    chance = random.Random(seed)
    rows = []
    for number in range(1, pupils + 1):
        gender = chance.choice("wm")
        age = chance.randrange(15, 19)
        height = chance.gauss(HEIGHTS[gender][age - 15], 6.5)
        name = chance.choice(GIRLS if gender == "w" else BOYS)
        rows.append([
            f"{number:04}", chance.choice(FAMILIES), name, f"{age - 5}{chance.choice('abc')}", gender,
            f"{height:.1f}".replace(".", ","), str(age),
        ])
    # Four whose gender was forgotten; one who is neither, one who did not say.
    for row in (11, 52, 93, 134):
        rows[row][4] = ""
    rows[20][4] = "divers"
    rows[30][4] = "keine Angabe"
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Größen"
    sheet.append(["Gesamtschule Musterstadt: Körpergrößen im September 2026"])
    sheet.append(["Nr.", "Nachname", "Vorname", "Klasse", "Geschlecht", "Größe (cm)", "Alter"])
    for row in rows:
        sheet.append(row)
    book.save(path)
    return rows


if __name__ == "__main__":
    import sys
    make(sys.argv[1])
