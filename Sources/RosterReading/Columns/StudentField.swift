/// A field of the teacher's file that studentdb understands.
///
/// This file is the one list of them. One more whose text is kept as it is written, as a class is,
/// needs a case, its headings, and its place in `plainTexts`.
package enum StudentField: String, Sendable, CaseIterable, Comparable {
  case id
  case name
  case gender
  case height
  case group
  case age
  case birthdate
  /// The first name, if it has its own column.
  case givenName = "given_name"
  /// The last name, if it has its own column.
  case familyName = "family_name"

  /// The fields whose text is stored without interpretation.
  package static let plainTexts: [StudentField] = [.group]

  /// The order in which the fields are shown and asked for.
  package static func < (left: StudentField, right: StudentField) -> Bool {
    (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
  }
}

extension HeadingSynonyms {
  /// The headings of each field, separated by commas and line ends.
  static let lists: [StudentField: String] = [
    .id: """
    id, student id, pupil id, studentid, pupilid, student number, pupil number, student no,
    student nr, student identifier, sourced id, user sourced id, sis id, school id, upn,
    admission number, identifier, student unique id, state id, local id,
    schuler id, schueler id, schulerid, schuelerid, schulernummer, schuelernummer, schuler nr,
    matrikelnummer, ausweisnummer,
    identifiant, ine, matricule, numero eleve, numero d'eleve, id eleve, numero etudiant,
    identificador, matricula, numero de alumno, numero de matricula, id alumno, expediente,
    identificativo, codice studente, codice alunno, id studente, id alunno,
    numero de aluno, numero do aluno, id aluno, numero de processo, codigo do aluno,
    leerlingnummer, leerling id, leerling nr, studentnummer,
    identyfikator, numer ucznia, id ucznia, numer legitymacji, nr legitymacji,
    elevnummer, elev id, elev nr, personnummer
    """,
    .name: """
    name, full name, fullname, student name, pupil name, student,
    pupil, studentname, student full name,
    display name, name of student, name of the student, what is your name,
    your name, your full name,
    what is your full name, learner, learner name, child, child name, child's name,
    vollstandiger name, schulername, schuelername, name des schulers,
    schuler, schueler, schulerin,
    schuler in, wie heisst du, dein name, wie ist dein name, vor und nachname, name vorname,
    nom complet, nom et prenom, nom prenom, prenom nom,
    nom de l'eleve, eleve, comment t'appelles tu,
    quel est ton nom, nom,
    nombre completo, nombre y apellidos, nombre y apellido, apellidos y nombre, alumno, alumna,
    estudiante, nombre del alumno, como te llamas, cual es tu nombre, nombre,
    nome e cognome, cognome e nome, nome completo, studente, alunno, alunna, nome dello studente,
    come ti chiami, qual e il tuo nome, nome,
    nome do aluno, aluno, aluna, nome do estudante, qual e o seu nome, qual e o teu nome,
    naam, volledige naam, leerling, naam leerling,
    naam van de leerling, wat is je naam, hoe heet je,
    imie i nazwisko, nazwisko i imie, uczen, uczennica, uczen uczennica, jak masz na imie,
    namn, fullstandigt namn, elev, elevens namn, elevnamn, vad heter du, for och efternamn
    """,
    .givenName: """
    first name, firstname, given name, given names, givenname,
    forename, forenames, legal first name,
    vorname, vornamen, rufname, prenom, prenoms, nombre de pila, nombres, primeiro nome, voornaam,
    roepnaam, imie, imiona, fornamn, tilltalsnamn
    """,
    .familyName: """
    last name, lastname, family name, familyname, surname, second name, legal last name,
    nachname, familienname, zuname, nom de famille, apellido, apellidos,
    cognome, sobrenome, apelido,
    achternaam, familienaam, nazwisko, efternamn
    """,
    .gender: """
    gender, sex, student gender, student sex, gender identity, sex or gender, gender or sex,
    sex gender, gender sex, legal sex, legal gender,
    what is your gender, what is your sex, your gender,
    your sex, which gender are you, are you male or female, boy girl, boy or girl, m f, f m,
    sex descriptor, birth sex, sex at birth, gend, gndr, male female,
    geschlecht, geschl, was ist dein geschlecht, welches geschlecht hast du,
    dein geschlecht, m w, w m,
    m w d, w m d,
    sexe, genre, quel est ton sexe, quel est votre sexe, quel est ton genre, quel est votre genre,
    sexo, genero, cual es tu sexo, cual es tu genero, cual es su genero,
    sesso, genere, qual e il tuo sesso, qual e il tuo genere,
    qual e o seu sexo, qual e o teu sexo, qual e o seu genero, qual e o teu genero,
    geslacht, sekse, wat is je geslacht, gender van de leerling, m v, v m,
    plec, jaka jest twoja plec, k m,
    kon, juridiskt kon, vilket kon har du, ditt kon
    """,
    .height: """
    height, ht, hgt, hght, body height, standing height,
    student height, child height, childheight,
    stature, how tall are you, what is your height, your height, height in feet and inches, tall,
    grosse, groesse, korpergrosse, koerpergroesse, korperlange, wie gross bist du, deine grosse,
    wie gross sind sie,
    taille, hauteur, combien mesures tu, combien mesurez vous, quelle est ta taille,
    quelle est votre taille, ta taille, votre taille,
    altura, estatura, talla, cuanto mides, cuanto mide, cual es tu altura, cual es tu estatura,
    tu altura,
    altezza, statura, quanto sei alto, quanto sei alta, qual e la tua altezza, quanto misuri,
    quanto mede, qual e a sua altura, qual e a tua altura, a tua altura,
    lengte, lichaamslengte, hoe lang ben je, wat is je lengte, je lengte,
    wzrost, ile masz wzrostu, jaki jest twoj wzrost, jaki masz wzrost, wysokosc ciala,
    langd, kroppslangd, hur lang ar du, din langd, hur lang ar du i cm
    """,
    .group: """
    group, class, grade, grade level, classroom, class name,
    class group, homeroom, home room, form,
    tutor group, year group, registration group, what grade are you in, your class,
    klasse, jahrgang, jahrgangsstufe, klassenstufe, gruppe,
    lerngruppe, stufe, in welcher klasse bist du,
    classe, groupe, niveau, division, quelle est ta classe,
    clase, grupo, curso, grado, en que curso estas,
    gruppo, sezione, classe sezione, che classe fai,
    turma, ano de escolaridade, serie,
    klas, groep, leerjaar, in welke klas zit je,
    klasa, grupa, oddzial,
    klass, grupp, arskurs
    """,
    .age: """
    age, age in years, age years, student age, how old are you, what is your age, your age,
    alter, lebensalter, wie alt bist du, dein alter, alter in jahren,
    age en annees, quel age as tu, quel est ton age, quel age avez vous,
    edad, cuantos anos tienes, tu edad, edad en anos,
    eta, quanti anni hai, la tua eta,
    idade, quantos anos tens, quantos anos voce tem, qual e a tua idade,
    leeftijd, hoe oud ben je, je leeftijd,
    wiek, ile masz lat, wiek w latach,
    alder, hur gammal ar du, din alder
    """,
    .birthdate: """
    birthdate, birth date, birthday, date of birth, dob,
    born, when were you born, student birth date,
    geburtsdatum, geburtstag, geb datum, geboren, geboren am, wann bist du geboren,
    date de naissance, naissance, ne le, nee le, date naissance,
    fecha de nacimiento, fecha nacimiento, nacimiento,
    data di nascita, nascita, nato il, nata il,
    data de nascimento, nascimento,
    geboortedatum,
    data urodzenia, urodzony, urodzona,
    fodelsedatum, fodelsedag, fodd
    """,
  ]
}
