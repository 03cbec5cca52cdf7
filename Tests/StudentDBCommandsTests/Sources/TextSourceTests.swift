import Testing

/// Files as spreadsheets and forms write them.
struct TextSourceTests {
  @Test(arguments: spreadsheets + forms)
  func `a file as other programs write it becomes its students`(source: Source) throws {
    try source.check()
  }

  private static let spreadsheets = [
    Source(
      "Excel, CSV UTF-8",
      [0xEF, 0xBB, 0xBF] + Array("Name,Gender,Height\r\nZoë,f,172\r\nJosé,,181.5\r\n".utf8),
      students: ["Zoë|female|172.0", "José|-|181.5"],
      says: ["utf-8 with byte order mark, comma", "Gender -> gender"]
    ),
    Source(
      "Excel on a German Windows, unasked",
      Source.latin("Name;Geschlecht;Größe\r\nJürgen Groß;m;1,81\r\n"),
      status: 65,
      says: ["not UTF-8", "Größe", "windows-1252", "--encoding windows-1252"]
    ),
    Source(
      "Excel on a German Windows",
      Source.latin("Name;Geschlecht;Größe\r\nJürgen Groß;m;1,81\r\nZoë;w;1,72\r\n"),
      arguments: ["--encoding", "windows-1252"],
      students: ["Jürgen Groß|male|181.0", "Zoë|female|172.0"],
      says: ["windows-1252, semicolon", "decimal comma", "Größe -> height", "heights in m"]
    ),
    Source(
      "Excel on a French Windows",
      Source.latin("Nom;Sexe;Taille (cm)\r\nHélène;F;162,5\r\nFrançois;H;178\r\n"),
      arguments: ["--encoding", "cp1252"],
      students: ["Hélène|female|162.5", "François|male|178.0"],
      says: ["Sexe -> gender", "Taille (cm) -> height"]
    ),
    Source(
      "Excel, Unicode text",
      Source.utf16("Nombre\tSexo\tEstatura\r\nÑandú\tM\t181\r\n\"Ana, María\"\tF\t165\r\n"),
      students: ["Ñandú|male|181.0", "Ana, María|female|165.0"],
      says: ["utf-16le with byte order mark, tab"]
    ),
    Source(
      "UTF-16 without a mark",
      Array(Source.utf16("name\tgender\theight\r\nAnna\tf\t170\r\n").dropFirst(2)),
      status: 65,
      says: ["every second byte is zero", "--encoding utf-16le"]
    ),
    Source(
      "a first line sep=;",
      "sep=;\r\nname;gender;height\r\nAnna, the first;f;170\r\n",
      students: ["Anna, the first|female|170.0"],
      says: ["semicolon"]
    ),
    Source(
      "line ends of an old Macintosh",
      "name,gender,height\rAnna,f,170\rBen,m,180\r",
      students: ["Anna|female|170.0", "Ben|male|180.0"]
    ),
    Source(
      "bars between the cells, no final newline",
      "name|gender|height\nAnna|f|170",
      students: ["Anna|female|170.0"],
      says: ["bar"]
    ),
  ]

  private static let forms = [
    Source(
      "Google Forms",
      #"""
      "Timestamp","What is your name?","What is your gender?","What is your height?"
      "2026/09/01 8:00:01","Ada Byron","Female","5'7"""
      "2026/09/01 8:00:09","Ben Okri","Male","5' 11"""
      "2026/09/01 8:01:00","Cleo","Prefer not to say","5 ft 4"
      "2026/09/01 8:02:00","Ada Byron","Female","5'7"""

      """#,
      students: [
        "Ada Byron|female|170.18", "Ben Okri|male|180.34", "Cleo|-|162.56",
        "Ada Byron|female|170.18",
      ],
      says: ["What is your gender? -> gender", "1 declined"]
    ),
    Source(
      "Ed-Fi descriptors",
      """
      studentUniqueId,name,sexDescriptor,height
      604821,Anna,uri://ed-fi.org/SexDescriptor#Female,170
      604822,Ben,uri://ed-fi.org/SexDescriptor#Male,180
      604823,Kim,uri://ed-fi.org/SexDescriptor#Not Selected,175

      """,
      arguments: ["--map", "gender=sexDescriptor", "--map", "id=studentUniqueId"],
      students: ["Anna|female|170.0", "Ben|male|180.0", "Kim|-|175.0"],
      says: ["1 declined"]
    ),
    Source(
      "the words of OneRoster",
      "name,sex,height\nA,male,170\nB,female,171\nC,unspecified,172\nD,other,173\n",
      students: ["A|male|170.0", "B|female|171.0", "C|-|172.0", "D|other|173.0"],
      says: ["1 declined"]
    ),
    Source(
      "numbers for genders, unasked",
      "name,gender,height\nAnna,2,170\nBen,1,180\n",
      status: 65,
      says: ["\"1\", \"2\"", "--gender-words 1=GENDER,2=GENDER"]
    ),
    Source(
      "numbers for genders",
      "name,gender,height\nAnna,2,170\nBen,1,180\nKim,0,175\n",
      arguments: ["--gender-words", "1=male,2=female,0=missing"],
      students: ["Anna|female|170.0", "Ben|male|180.0", "Kim|-|175.0"]
    ),
  ]
}
