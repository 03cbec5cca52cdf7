import Testing

/// Files with something about them.
struct OddSourceTests {
  @Test(arguments: shapes + faults)
  func `an odd file becomes its students and says what is odd`(source: Source) throws {
    try source.check()
  }

  private static let shapes = [
    Source(
      "a title line above the headings, unasked",
      "Class 7b of the Lindenschule\n\nname,gender,height\nAnna,f,170\n",
      students: ["Anna|female|170.0"],
      says: ["2 lines above the headings"]
    ),
    Source(
      "a title line above the headings",
      "Class 7b of the Lindenschule\n\nname,gender,height\nAnna,f,170\n",
      arguments: ["--header-row", "3"],
      students: ["Anna|female|170.0"],
      says: ["2 lines above the headings"]
    ),
    Source(
      "headings only",
      "name,gender,height\n",
      status: 65,
      says: ["there are headings but no students"]
    ),
    Source("one student", "name,gender,height\nAnna,f,170\n", students: ["Anna|female|170.0"]),
    Source(
      "blank lines",
      "name,gender,height\n\nAnna,f,170\n\n\nBen,m,180\n",
      students: ["Anna|female|170.0", "Ben|male|180.0"]
    ),
    Source(
      "two columns for the gender",
      "name,gender,sex,height\nAnna,f,f,170\n",
      status: 65,
      says: ["--map gender=gender", "--map gender=sex"]
    ),
    Source(
      "the same heading twice",
      "name,gender,height,height\nAnna,f,170,171\n",
      status: 65,
      says: ["--map height=#3", "--map height=#4"]
    ),
    Source(
      "the same heading twice, of a column that is only kept",
      "name,gender,height,note,note\nAnna,f,170,a,b\n",
      students: ["Anna|female|170.0"]
    ),
    Source(
      "a decimal comma in a column of decimal points",
      "name,gender,height\nA,f,1.72\nB,m,1.80\nC,f,\"1,81\"\n",
      students: ["A|female|172.0", "B|male|180.0", "C|female|-"],
      says: ["1 in doubt", "\"1,81\""]
    ),
    Source(
      "decimal commas in quotes",
      "name,gender,height\nA,f,\"1,72\"\nB,m,\"1,81\"\n",
      students: ["A|female|172.0", "B|male|181.0"],
      says: ["decimal comma"]
    ),
  ]

  private static let endless = String(repeating: "x", count: 1000) + ",\n"

  private static let faults = [
    Source(
      "ragged rows",
      "name,gender,height\nAnna,f,170\nBen,m\nCleo,f,165,extra\nDora,f,166\n",
      status: 4,
      students: ["Anna|female|170.0", "Dora|female|166.0"],
      says: [":3: missing-cell", ":4: extra-cell"],
      comesBack: false
    ),
    Source(
      "a NUL byte",
      "name,gender,height\nAn\0na,f,170\nBen,m,180\n",
      status: 4,
      students: ["Ben|male|180.0"],
      says: [":2:3: nul-byte"],
      comesBack: false
    ),
    Source(
      "one damaged line in UTF-8",
      Array("name,gender,height\nZoë,f,170\nJo".utf8) + [0xEB]
        + Array("l,m,180\nBjörn,m,181\n".utf8),
      status: 4,
      students: ["Zoë|female|170.0", "Björn|male|181.0"],
      says: [":3:3: bad-encoding"],
      comesBack: false
    ),
    Source(
      "half a surrogate pair in UTF-16",
      Source.utf16("name\tgender\theight\r\nA") + [0x00, 0xD8]
        + Source.utf16("x\tf\t170\r\nBen\tm\t180\r\n").dropFirst(2),
      status: 4,
      students: ["Ben|male|180.0"],
      says: [":2:3: bad-encoding"],
      comesBack: false
    ),
    Source(
      "a stray quote",
      "name,gender,height\nAnna \"Ann\" B,f,170\nBen,m,180\n",
      status: 4,
      students: ["Ben|male|180.0"],
      says: [":2:6: stray-quote"],
      comesBack: false
    ),
    Source(
      "a quote that is never closed",
      "name,gender,height\nAnna,f,170\n\"Ben,m,180\nCleo,f,165\n",
      status: 4,
      students: ["Anna|female|170.0", "Cleo|female|165.0"],
      says: [":3:1: unclosed-quote"],
      comesBack: false
    ),
    Source(
      "a line longer than any record",
      "name,gender,height\n" + String(repeating: "x", count: 3 << 20) + "\nBen,m,180\n",
      status: 4,
      students: ["Ben|male|180.0"],
      says: [":2:", "too-long"],
      comesBack: false
    ),
    Source(
      "a long line that a limit lets through",
      "name,gender,height\n" + String(repeating: "x", count: 100_000) + ",f,170\nBen,m,180\n",
      arguments: ["--max-field-bytes", "200000"],
      students: [String(repeating: "x", count: 100_000) + "|female|170.0", "Ben|male|180.0"]
    ),
    Source(
      "an endless quote",
      "name,gender,height\nBen,m,180\n\"" + String(repeating: endless, count: 1100),
      status: 4,
      students: ["Ben|male|180.0"],
      says: [":3:1: unclosed-quote", "missing-cell"],
      comesBack: false
    ),
  ]
}
