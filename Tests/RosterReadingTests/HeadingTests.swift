import Testing

@testable import RosterReading

struct HeadingTests {
  @Test(
    arguments: [
      ("id", .id), ("ID", .id), ("Student ID", .id), ("StudentID", .id), ("student_id", .id),
      ("Schüler-ID", .id), ("Matrikelnummer", .id), ("Matricule", .id), ("Leerlingnummer", .id),
      ("sourcedId", .id), ("Name", .name), ("  name ", .name), ("Full Name", .name),
      ("What is your name?", .name), ("Nom et prénom", .name), ("Imię i nazwisko", .name),
      ("Nombre y apellidos", .name), ("Vor- und Nachname", .name), ("Namn", .name),
      ("gender", .gender), ("Sex", .gender), ("Geschlecht", .gender),
      ("Geschlecht (m/w/d)", .gender),
      ("Sexe", .gender), ("Sexo", .gender), ("Género", .gender), ("Sesso", .gender),
      ("Geslacht", .gender), ("Płeć", .gender), ("Kön", .gender), ("What is your gender?", .gender),
      ("M/F", .gender), ("height", .height), ("Height", .height), ("ht", .height), ("Hgt", .height),
      ("Größe", .height), ("Groesse", .height), ("GRÖSSE", .height), ("Gro\u{308}ße", .height),
      ("Körpergröße", .height), ("Taille", .height), ("Estatura", .height), ("Altura", .height),
      ("Altezza", .height), ("Lengte", .height), ("Wzrost", .height), ("Längd", .height),
      ("What is your height?", .height), ("How tall are you?", .height), ("childHeight", .height),
      ("Wie groß bist du?", .height), ("Combien mesures-tu ?", .height),
      ("¿Cuánto mides?", .height),
      ("class", .group), ("Klasse", .group), ("Classe", .group), ("Turma", .group),
      ("Grade", .group),
      ("Age", .age), ("Alter", .age), ("Âge", .age), ("Edad", .age), ("Wiek", .age),
      ("Ålder", .age),
      ("Age (years)", .age), ("Date of Birth", .birthdate), ("Geburtsdatum", .birthdate),
      ("Vorname", .givenName), ("First Name", .givenName), ("Prénom", .givenName),
      ("Last name", .familyName), ("Nachname", .familyName), ("Apellidos", .familyName),
      ("\u{FEFF}name", .name), ("Name*", .name), ("Name:", .name),
    ] as [(String, StudentField)]
  )
  func `headings in nine languages are understood`(heading: String, field: StudentField) {
    #expect(Heading(heading).field == field)
  }

  @Test(arguments: [
    "", " ", "?", "(cm)", "rownames", "Weight", "Gewicht", "Nr.", "No", "Pronouns",
    "midparentHeight",
    "father", "repht", "Timestamp", "Age (months)", "Alter in Monaten", "Height of the desk",
    "nameless",
    "in", "m", "Section Height", "Favourite colour", "Größer", "😀", "Email Address",
  ])
  func `other headings are left alone`(heading: String) {
    #expect(Heading(heading).field == nil)
  }

  @Test(
    arguments: [
      ("Größe (cm)", .centimetres), ("Größe in cm", .centimetres), ("height_cm", .centimetres),
      ("height_in", .inches), ("Height (inches)", .inches), ("Height [in]", .inches),
      ("Height (in cm)", .centimetres), ("Taille (m)", .metres), ("taille en m", .metres),
      ("Height (mm)", .millimetres), ("Height (ft/in)", .feetAndInches),
      ("Height in feet and inches", .feetAndInches), ("Height (feet)", .feetAndInches),
      ("What is your height (in cm)?", .centimetres), ("What is your height in inches?", .inches),
      ("Height, cm", .centimetres), ("Altura em cm", .centimetres), ("Height", nil),
      ("Height (cm or inches)", nil), ("Height (please measure)", nil),
    ] as [(String, HeightUnit?)]
  )
  func `the unit in a heading is a hint`(heading: String, unit: HeightUnit?) {
    #expect(Heading(heading).field == .height)
    #expect(Heading(heading).unit == unit)
  }

  @Test func `no heading stands for two fields`() {
    for (field, list) in HeadingSynonyms.lists {
      for heading in HeadingSynonyms.headings(in: list) {
        #expect(HeadingSynonyms.fields[heading] == field, "\(heading)")
        #expect(Heading(heading).field == field, "\(heading)")
      }
    }
  }
}
