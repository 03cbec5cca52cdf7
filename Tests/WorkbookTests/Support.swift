import Foundation
import Testing

@testable import Workbook

/// A folder of its own for one test, gone with the last reference.
final class TemporaryFolder {
  let path: String

  init() throws {
    let name = "studentdb-\(UUID().uuidString)"
    path = FileManager.default.temporaryDirectory.appendingPathComponent(name).path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func file(_ name: String, _ bytes: [UInt8]) throws -> String {
    let path = "\(path)/\(name)"
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    return path
  }
}

/// Calls `body` with the path of a file that holds some bytes and is gone afterwards.
func withFile<Result>(
  _ bytes: [UInt8],
  name: String = "school.xlsx",
  _ body: (String) throws -> Result
) throws -> Result {
  let folder = try TemporaryFolder()
  return try body(try folder.file(name, bytes))
}

/// The error of this target that `body` throws; nil when it throws none.
func refusal(of body: () throws -> Void) throws -> WorkbookError? {
  do {
    try body()
    return nil
  } catch let error as WorkbookError {
    return error
  }
}

/// What an archive in some bytes is refused for, when it is opened or one of its entries is read.
func refusal(
  ofArchive bytes: [UInt8],
  reading name: String? = nil,
  limits: WorkbookLimits = WorkbookLimits()
) throws -> WorkbookError.Kind? {
  try withFile(bytes) { path in
    try refusal {
      let archive = try ZipArchive(path: path, limits: limits)
      guard let name else { return }
      _ = try contents(of: try #require(archive.entry(named: name)), in: archive)
    }?.kind
  }
}

/// All bytes of an entry.
func contents(of entry: ZipArchive.Entry, in archive: ZipArchive) throws -> [UInt8] {
  let reader = try archive.reader(of: entry)
  var bytes: [UInt8] = []
  while case let piece = try reader.next(), !piece.isEmpty { bytes += piece }
  return bytes
}

/// A sheet as it was read.
struct ReadSheet: Equatable {
  var text = ""
  var notes: [String] = []
  var lines = SheetLines()
}

/// Reads a sheet of a workbook in some bytes to its end.
func read(
  _ bytes: [UInt8],
  sheet name: String? = nil,
  headingRow: Int = 1,
  limits: WorkbookLimits = WorkbookLimits()
) throws -> ReadSheet {
  try withFile(bytes) { path in
    let workbook = try WorkbookFile(path: path, limits: limits)
    let reader = try workbook.reader(of: try workbook.sheet(named: name), headingRow: headingRow)
    var text: [UInt8] = []
    while case let piece = try reader.next(), !piece.isEmpty { text += piece }
    return ReadSheet(
      text: String(decoding: text, as: UTF8.self),
      notes: reader.takeNotes().map(\.description),
      lines: reader.lines
    )
  }
}

/// What reading the only sheet of a workbook is refused for; nil where it is read.
func refusal(
  ofWorkbook bytes: [UInt8],
  sheet name: String? = nil,
  limits: WorkbookLimits = WorkbookLimits()
) throws -> WorkbookError.Kind? {
  try refusal { _ = try read(bytes, sheet: name, limits: limits) }?.kind
}
