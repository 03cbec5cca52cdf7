import Foundation
import Glibc
import RosterReading
import StudentStore
import Workflows

/// What the trail costs an import: the same file with and without commitments to its rows, turn
/// and turn about in one process, each time into a new database.
///
///     TrailCost ROSTER FOLDER RUNS
///
/// Prints both medians and their ratio as one line of JSON.
@main
struct TrailCost {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 4, let runs = Int(arguments[3]), runs > 0 else {
      FileHandle.standardError.write(Data("usage: TrailCost ROSTER FOLDER RUNS\n".utf8))
      exit(64)
    }
    let roster = [UInt8](try Data(contentsOf: URL(fileURLWithPath: arguments[1])))
    let path = arguments[2] + "/trail-cost.studentdb"
    var seconds: [Bool: [Double]] = [:]
    for run in 0..<runs {
      // In turns, and each with the disk at rest, as Benchmarks/run lets the others begin.
      for isLeftOut in run.isMultiple(of: 2) ? [false, true] : [true, false] {
        try? FileManager.default.removeItem(atPath: path)
        sync()
        let start = ContinuousClock.now
        try load(roster, into: path, withoutTrail: isLeftOut)
        seconds[isLeftOut, default: []].append((ContinuousClock.now - start) / .seconds(1))
      }
    }
    try FileManager.default.removeItem(atPath: path)
    let with = median(seconds[false] ?? [])
    let without = median(seconds[true] ?? [])
    print("{\"with\": \(with), \"without\": \(without), \"ratio\": \(with / without)}")
  }

  private static func load(
    _ roster: [UInt8],
    into path: String,
    withoutTrail isLeftOut: Bool
  ) throws {
    let context = WorkContext(
      actor: "benchmark",
      programVersion: "benchmark",
      now: { "2026-01-01T00:00:00.000Z" },
      randomBytes: { count in
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
      }
    )
    var options = ImportOptions()
    options.leavesTrailOut = isLeftOut
    let database = try SchoolDatabase.create(path, context: context)
    _ = try ImportWorkflow(database, context: context)
      .run(RosterSource(name: "roster.csv", bytes: roster), options: options)
  }

  private static func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }
}
