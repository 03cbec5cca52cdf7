import Foundation
import StudentStore
import Testing

@testable import Workflows

/// A large school in a file: a second thread with a connection of its own reads half of the students.
///
/// A database in memory is always read by one thread.
struct TwoThreadsTests {
  private static let students = 1_000

  @Test func `two threads find what one thread finds`() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let alone = try TestSchool()
    let shared = try TestSchool(at: folder.appendingPathComponent("large.studentdb").path)
    #expect(alone.database.path == nil && shared.database.path != nil)

    try SecondReader.$smallestSchool.withValue(500) { try compare(alone, shared) }
  }

  private func compare(_ alone: TestSchool, _ shared: TestSchool) throws {
    let first = Self.list(Self.students, millimetres: 0)
    // In the second list everybody is there again, every hundredth has grown, and ten are new.
    let second = Self.list(Self.students + 10, millimetres: 5)
    for school in [alone, shared] {
      #expect(try school.import(first).ends == [Self.students, 0, 0, 0, 0])
      let grown = Self.students / 100
      #expect(try school.import(second).ends == [10, grown, Self.students - grown, 0, 0])
    }
    #expect(try shared.database.head() == alone.database.head())
    try compareExports(alone, shared)

    for school in [alone, shared] {
      _ = try ImputeWorkflow(school.database, context: school.context).run(ImputeOptions())
    }
    // The heads tell every number of the runs.
    #expect(try shared.database.head() == alone.database.head())
    try compareExports(alone, shared)
  }

  /// The whole school, and the first file, whose lines are in the order of the numbers.
  private func compareExports(_ alone: TestSchool, _ shared: TestSchool) throws {
    for importBatch in [nil, 1] as [Int64?] {
      for fill in ExportOptions.Fill.allCases {
        for isForExcel in [false, true] {
          let texts = try [alone, shared].map { school in
            try school.export {
              $0.importBatch = importBatch
              $0.fill = fill
              $0.isForExcel = isForExcel
            }
          }
          #expect(texts[0] == texts[1])
          #expect(
            texts[0].utf8.count { $0 == 0x0A } == Self.students + (importBatch == nil ? 11 : 1)
          )
        }
      }
    }
  }

  @Test func `a review begins with the genders by frequency, whoever counts them`() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let school = try TestSchool(at: folder.appendingPathComponent("large.studentdb").path)
    try school.import("name,gender,height\nA,x,1.6\nB,male,1.7\nC,male,1.8\nD,,1.7\nE,female,1.6\n")
    let review = ReviewWorkflow(school.database, context: school.context)
    for smallest: Int64 in [1, 1_000] {
      let read = try SecondReader.$smallestSchool.withValue(smallest) {
        try review.withRecordedGenders { try school.database.newestDecision() }
      }
      #expect(read.result == 0)
      #expect(read.genders == (try school.database.recordedGenders()))
      #expect(read.genders.first == "male")
    }
    // What the caller's own reading throws is thrown, and the snapshot has ended.
    struct Unread: Error {}
    #expect(throws: Unread.self) {
      try SecondReader.$smallestSchool.withValue(1) {
        try review.withRecordedGenders { throw Unread() }
      }
    }
    try school.import("name,gender,height\nF,female,1.6\nG,female,1.61\n")
    let genders = try SecondReader.$smallestSchool.withValue(1) {
      try review.withRecordedGenders {}.genders
    }
    #expect(genders.first == "female")
  }

  @Test func `the last line ends as that of the form, though the second thread wrote it`() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let school = try TestSchool(at: folder.appendingPathComponent("large.studentdb").path)
    #expect(try school.import(Self.list(Self.students, millimetres: 0)).ends[0] == Self.students)
    _ = try school.import("id,name,gender,height\n1,Pupil 1,,168.0")
    // Eight pieces, of which the second thread writes the last.
    let text = try SecondReader.$smallestSchool.withValue(500) {
      try school.export { ($0.importBatch, $0.likeImport, $0.columns) = (1, 2, .original) }
    }
    #expect(text.split(separator: "\n").count == Self.students + 1)
    #expect(!text.hasSuffix("\n"))
  }

  /// Girls and boys in turns whose heights differ, every twentieth without a gender.
  ///
  /// `millimetres`: what every hundredth is taller.
  private static func list(_ count: Int, millimetres: Int) -> String {
    var lines = ["id,name,gender,height"]
    for number in 1...count {
      let isGirl = number % 2 == 0
      let height = (isGirl ? 1_540 : 1_680) + number / 2 % 24 * 5
      lines.append(
        "\(number),Pupil \(number),\(number % 20 < 2 ? "" : isGirl ? "F" : "M"),"
          + "\(Double(height + (number % 100 == 0 ? millimetres : 0)) / 10)"
      )
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
