import Mixture
import SQLite
import Testing

@testable import StudentStore

/// Digests that Python's hashlib gave for the same values, so that the bytes cannot drift.
///
/// Made with these lines, which write CBOR anew, and the lists of values that stand in each test:
///
///     import hashlib, struct
///     def h(m, n):  # a major type and a short argument
///         return bytes([m << 5 | n]) if n < 24 else bytes([m << 5 | 24, n])
///     i = lambda n: h(0, n)
///     r = lambda x: b'\xfb' + struct.pack('>d', x)
///     t = lambda s: h(3, len(s.encode())) + s.encode()
///     b = lambda x: h(2, len(x)) + x     # and None: b'\xf6'
@Suite struct KnownAnswerTests {
  @Test func `two entries of a chain have the hashes that Python computes`() {
    // sha256(t('studentdb trail 1') + i(sequence) + t(time) + t(kind) + t(actor)
    //        + b(sha256(body)) + b(previous))
    let first = TrailEntry.hash(
      sequence: 1,
      recordedAt: "2026-09-01T07:30:01.000Z",
      kind: "import",
      actor: "Ada",
      body: [0, 1, 2],
      previous: .zero
    )
    #expect(
      first.hexadecimal == "c51c1079b89f5ad6bdcb1143cf1920d61d24a8ddc2d08b674ea30e2daff7cf2a"
    )
    let second = TrailEntry.hash(
      sequence: 2,
      recordedAt: "2026-09-01T07:30:02.000Z",
      kind: "decide",
      actor: "Björn",
      body: [],
      previous: first
    )
    #expect(
      second.hexadecimal == "d41af607c9fe20e854b731fde8ab4ee87778edf6f82bedb843ca44773ab699c9"
    )
  }

  @Test func `a student's leaf is salted and holds every column`() throws {
    // sha256(b'\x00' + salt + t('student') + i(1) + i(1) + i(2) + t('A1') + t('Zoë')
    //        + None + t('female') + t('f') + r(172.0) + t('1,72 m') + None + t('7b')
    //        + None + None + t('["x"]') + None + None + None
    //        + t('2012-03-07') + t('7.3.12') + None)
    let connection = try TestSchool().connection
    try connection.execute(
      """
      INSERT INTO student (id, import_batch, line, school_id, name, gender_absence, gender,
        gender_text, height_cm, height_text, group_name, other_cells, salt, birth_date, birth_text)
      VALUES (1, 1, 2, 'A1', 'Zoë', NULL, 'female', 'f', 172, '1,72 m', '7b', '["x"]',
        x'000102030405060708090a0b0c0d0e0f', '2012-03-07', '7.3.12')
      """
    )
    #expect(
      try leaf(.student, 1, connection)
        == "67e24329e5dc01972dc7adc011e2463c30e36313dd1c5d1277f341da29a351bb"
    )
  }

  @Test func `a packed student's leaf is the one that the stored row gives`() throws {
    let school = try TestSchool()
    try school.add(TestSchool.wholePupils)
    let (draft, cells) = TestSchool.wholePupils[0].draft(line: 2)
    let salts = SaltSource(key: [UInt8](repeating: 7, count: 32))
    var packer = StudentPacker(importBatch: 1, firstID: 1, salts: salts)
    _ = try packer.append(draft, cells: cells.span)
    var again = salts
    let place = try again.next()
    try school.behindTheBack(
      "student",
      run: "UPDATE student SET salt = ? WHERE id = 1",
      .blob(Array(again.buffer[place]))
    )
    var batch = packer.takeBatch()
    batch.commit()
    let packed = try #require(Digest(reading: Array(batch.leaf(0))))
    #expect(try leaf(.student, 1, school.connection) == packed.hexadecimal)
  }

  @Test func `a row about nobody has a leaf without salt`() throws {
    // sha256(b'\x00' + t('model_parameter') + i(1) + t('') + t('female') + i(5) + r(0.5) + None
    //        + r(0.25) + None + r(166.0) + r(1.5) + r(6.5) + None + r(42.25))
    let school = try TestSchool()
    try school.behindTheBack(
      "model_parameter",
      run: """
        INSERT INTO model_parameter
        VALUES (1, '', 'female', 5, 0.5, NULL, 0.25, NULL, 166, 1.5, 6.5, NULL, 42.25)
        """
    )
    #expect(
      try leaf(RunTables.modelParameter.covered, 1, school.connection)
        == "0d1dabd07c8bd6a2b6bd17d9ee063b75c6ca619de10f90e12193dce86f1bb339"
    )
  }

  @Test func `a cell's leaf has its own salt, and so has each of its probabilities`() throws {
    // sha256(b'\x00' + salt + t('evidence_cell') + i(1) + i(1) + t('') + r(165.0) + None + i(1)
    //        + t('female') + r(0.75) + None + None + i(1))
    // sha256(b'\x00' + salt + t('cell_probability') + i(1) + i(1) + t('female') + r(0.75)
    //        + r(0.5))
    let school = try TestSchool()
    try school.behindTheBack("evidence_cell") { connection in
      try connection.execute(
        """
        INSERT INTO evidence_cell
        VALUES (1, 1, '', 165, NULL, 1, 'female', 0.75, NULL, NULL, 1,
          x'000102030405060708090a0b0c0d0e0f');
        INSERT INTO cell_probability VALUES (1, 1, 'female', 0.75, 0.5);
        """
      )
    }
    #expect(
      try leaf(RunTables.evidenceCell.covered, 1, school.connection)
        == "6e8fe8679d581a0eb57988fd4c053873c53d50c9ddcc5b2bc101dba1b2b349af"
    )
    #expect(
      try leaf(RunTables.cellProbability.covered, 1, school.connection)
        == "ed29ecb9c93804e69f520adc5e2d5a54676667dbcab4564f155281195dbaf225"
    )
  }

  @Test func `a body has the bytes that its description says`() {
    // i(1) + i(1) + t('run') + t('r1') + i(0) + i(1) + t('student') + i(1) + i(3) + i(3)
    //   + b(sha256(b''))
    var body = TrailBody()
    body.facts = [("run", .text("r1"))]
    body.ranges = [.init(table: "student", keys: 1...3, count: 3, root: Digest(of: []))]
    let hexadecimal = body.bytes.map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0\(digits)" : digits
    }.joined()
    #expect(
      hexadecimal == """
        01016372756e62723100016773747564656e740103035820e3b0c44298fc1c149afbf4c8996fb924\
        27ae41e4649b934ca495991b7852b855
        """
    )
  }

  @Test func `three leaves have the root that Python computes`() {
    // sha256(b'\x01' + sha256(b'a') + sha256(b'b') + sha256(b'c'))
    var tree = MerkleTree()
    for letter in ["a", "b", "c"] { tree.append(Digest(of: Array(letter.utf8))) }
    #expect(
      tree.root().hexadecimal
        == "6c31981f89d1b3fea3f69113c6b539e9429a0eff6d4d437b7cd158ba9127234d"
    )
  }

  @Test func `the evidence has the digest that Python computes`() throws {
    // sha256(t('studentdb evidence 2') + t('group')
    //        + t('7a') + r(160.0) + t('female') + i(0) + i(1)
    //        + t('7a') + r(160.0) + None + i(0) + i(2)
    //        + t('7b') + r(181.5) + t('male') + i(0) + i(3)
    //        + t('7b') + r(181.5) + t('male') + i(1) + i(1)); the basis is 1 where decided
    let evidence = try FoldedEvidence(
      cells: [
        FoldedCell(stratum: 1, height: 181.5, label: 1, isDecided: true, count: 1),
        FoldedCell(stratum: 1, height: 181.5, label: 1, count: 3, heldBack: [2, 1]),
        FoldedCell(stratum: 0, height: 160, label: nil, count: 2),
        FoldedCell(stratum: 0, height: 160, label: 0, count: 1, heldBack: [0, 1]),
      ],
      stratumCount: 2,
      genderCount: 2,
      assignment: FoldAssignment(folds: 2, repeats: 1)
    )
    let division = Division(
      .group,
      names: ["7a", "7b"],
      evidence: evidence
    )
    #expect(
      division.digest(genders: ["female", "male"]).hexadecimal
        == "15fa964e29c316a411f761a3b8c246c3dc832764f76da4dea3b10db44aa9cf5d"
    )
  }

  @Test func `what a run was fitted to has the digest that Python computes`() throws {
    let school = try TestSchool()
    try school.add([Pupil("Ada", .recorded("female"), 160)])
    let invented = try InventedRun(try school.census())
    let draft = invented.draft(.passed)
    // reference: sha256(t('studentdb reference 1') + r(12.0) + t('female') + r(151.5) + r(7.25)
    //                   + r(12.0) + t('male') + r(149.0) + r(7.5))
    #expect(
      draft.run.reference.digest.hexadecimal
        == "690a4c719e5966a54a53b0254d70e772857b851e27ca1c22218f633936568c68"
    )
    // sha256(t('studentdb evidence and reference 1') + b(students) + b(reference))
    #expect(
      draft.run.inputDigest.hexadecimal
        == "674ea2b378da094834115de4089a01a171869f1ee1e7b2b5692edeb859854f4e"
    )
    // students: sha256(t('studentdb evidence 2') + t('none') + None + r(160.0) + t('female')
    //                  + i(0) + i(1))
    var without = draft.run
    without.reference = []
    let bare = RunDraft(
      without,
      genders: InventedRun.genders,
      division: invented.division,
      cells: []
    )
    #expect(
      bare.run.inputDigest.hexadecimal
        == "9f08ab0a987b607a2cc20931dee2bec79d1e572aa42ddefecb4766b2fe77f97b"
    )
  }

  @Test func `a signed value has the digest that Python computes`() throws {
    // sha256(b'\x00' + salt + t('studentdb signed value 1') + i(1) + i(1) + t('correct')
    //        + t('Zoë') + t('A1') + r(172.0) + t('missing') + t('female') + None)
    let connection = try TestSchool().connection
    try connection.execute(
      """
      INSERT INTO student (id, import_batch, line, school_id, name, gender_absence, height_cm, salt)
      VALUES (1, 1, 2, 'A1', 'Zoë', 'missing', 172, x'000102030405060708090a0b0c0d0e0f');
      INSERT INTO review_decision (id, student, verdict, gender, reviewer, decided_at, blind)
      VALUES (1, 1, 'correct', 'female', 'ada', 't', 0)
      """
    )
    var statement = try connection.prepare(SignedValue.selectByDecision)
    let digest = try statement.first(binding: .integer(1)) { row in
      Digest(bytes: Array(try SignedValue(reading: row).digest))
    }
    #expect(
      digest?.hexadecimal
        == "56449b478d5f2cddc1b9dc8f3a4532b5f4c6c62f6ab2689a6391d47686b9fcf7"
    )
  }

  private func leaf(
    _ table: CoveredTable,
    _ key: Int64,
    _ connection: Connection
  ) throws -> String? {
    var hasher = LeafHasher(table)
    var statement = try connection.prepare(table.selectRows)
    return try statement.first(binding: .integer(key), .integer(key)) { row in
      try hasher.leaf(of: row).hexadecimal
    }
  }
}
