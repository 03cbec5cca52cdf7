import SQLite
import Testing

@testable import StudentStore

/// Students that fill few columns and students that fill many, in one batch.
@Suite struct PackedStudentsTests {
  private static let plain = [
    Pupil("Ada", .recorded("female"), 160), Pupil("Ben", .missing, 170.5),
    Pupil("Cem", .declined, 165), Pupil("Dee", .doNotInfer, 168),
    Pupil("Eve", .inDoubt, 166),
  ].map { pupil in
    var plain = pupil
    plain.writesUnit = false
    return plain
  }

  /// A line of totals.
  private static let total = {
    var row = Pupil("Total", .missing, 168)
    row.isNoPerson = true
    return row
  }()

  private static let mixtures: [[Pupil]] = {
    let full = TestSchool.wholePupils
    return [
      plain,
      plain + [full[0]],
      [full[0]] + plain,
      [plain[0], full[11], plain[1], full[1], plain[2]],
      plain + [Pupil("Eli", .missing)] + plain,
      plain + [total] + plain,
      plain + [Pupil("Fay", .recorded("x"), 171, id: "A9")] + plain,
    ]
  }()

  @Test(arguments: mixtures.indices)
  func `each is stored as read, and the trail agrees`(mixture: Int) throws {
    let pupils = Self.mixtures[mixture]
    let school = try TestSchool()
    let ids = try school.add(pupils)
    for (index, pupil) in pupils.enumerated() {
      let (draft, cells) = pupil.draft(line: Int64(index) + 2)
      let expected = draft.student(id: ids[index], importBatch: 1, cells: cells)
      #expect(try school.database.student(ids[index]) == expected)
      var other = try school.connection.prepare(
        "SELECT other_cells, quoting FROM student WHERE id = ?"
      )
      let kept = try other.first(binding: .integer(ids[index])) { row in
        [try row.optionalText(at: 0) ?? "", try row.optionalText(at: 1) ?? ""]
      }
      #expect(
        kept == [draft.otherCells, draft.quoting].map { String(decoding: $0, as: UTF8.self) }
      )
    }
    #expect(try school.database.verify().ok)
  }

  @Test func `batches follow one another, wide ones behind narrow ones and narrow behind wide`() {
    var packer = StudentPacker(
      importBatch: 1,
      firstID: 1,
      salts: SaltSource(key: [UInt8](repeating: 1, count: 32))
    )
    var isWide: [Bool] = []
    for pupils in [Self.plain, Self.plain + [TestSchool.wholePupils[0]], Self.plain, Self.plain] {
      for pupil in pupils {
        let (draft, cells) = pupil.draft(line: 2)
        #expect(throws: Never.self) { _ = try packer.append(draft, cells: cells.span) }
      }
      isWide.append(packer.takeBatch().isWide)
    }
    // Behind a wide batch comes one that is ready to be wide.
    #expect(isWide == [false, true, true, false])
  }

  @Test(arguments: [nil, "A1"] as [String?])
  func `ids have their index in memory, and afterwards everybody`(id: String?) throws {
    let pupil = Pupil("Ada", .missing, 170, id: id)
    let school = try TestSchool()
    var found: SQLiteValue?
    _ = try school.database.write(.import, context: school.context("ada")) { act in
      try school.database.loadStudents(of: act) { writer in
        var packer = try writer.packer()
        var counts = ImportBatch.Counts()
        // A batch without ids behind one with them does not drop their index.
        for (line, pupil) in [pupil, Self.plain[0]].enumerated() {
          let (draft, cells) = pupil.draft(line: Int64(line) + 2)
          _ = try packer.append(draft, cells: cells.span)
          var batch = packer.takeBatch()
          batch.commit()
          _ = try writer.add(batch, counts: &counts)
        }
        found = try school.connection.value("PRAGMA cache_size")
        counts.rows = 2
        _ = try writer.finish(
          school.importBatch(writer.importBatch, file: "a.csv", counts: counts, act: act)
        )
      }
    }
    #expect(found == .integer(id == nil ? -2_048 : -16_384))
    #expect(try school.connection.value("PRAGMA cache_size") == .integer(-16_384))
  }
}
