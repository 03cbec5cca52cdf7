import Engines
package import Mixture
package import StudentStore

/// What blind answers about a drawn sample say of everybody whom a run was asked about.
///
/// The sample was drawn by stratum and band of confidence (`model sample-sql`), so that its answers count
/// with the number of students that each part has in the run.
package struct SampledCalibration: Sendable {
  /// One band of confidence over all strata.
  package struct Band: Sendable {
    package let name: String
    package let students: Int
    package let sample: StratifiedSample
  }

  package let run: ImputationRun
  package let bands: [Band]
  /// All together.
  package let whole: StratifiedSample

  /// Reads the answers about students who were scored with a run.
  ///
  /// - Throws: `StoreError.unknown` where there is no such run; `ImputeError.unknownColumn` where the
  ///   run's cells are not here and no file has the columns of a sample.
  package init(_ number: Int64, in database: SchoolDatabase) throws {
    run = try database.run(number)
    let answers = try database.blindAnswers(scoredWith: number)
    let cells = try database.cells(of: number)
    let parts =
      try cells.isEmpty
      ? Self.parts(ofSampleIn: database, answers) : Self.parts(of: cells, answers)
    bands = zip(SampleStatement.bandNames, parts).map { name, parts in
      let ordered = Self.ordered(parts)
      return Band(
        name: name,
        students: ordered.reduce(0) { $0 + $1.students },
        sample: StratifiedSample(ordered)
      )
    }
    whole = StratifiedSample(parts.flatMap(Self.ordered))
  }

  /// For each band of confidence its strata.
  private typealias Parts = [[String?: StratifiedSample.Part]]

  private static var nobody: Parts { SampleStatement.bandNames.map { _ in [:] } }

  /// The parts of a run whose cells are here.
  private static func parts(of cells: [EvidenceCell], _ answers: [SampledAnswer]) -> Parts {
    var parts = nobody
    for cell in cells {
      parts[SampleStatement.band(of: cell.confidence)][cell.stratum, default: .init()]
        .add(cell.students, stated: cell.confidence)
    }
    for answer in answers {
      parts[SampleStatement.band(of: answer.confidence)][answer.stratum]?.add(answer.agrees)
    }
    return parts
  }

  /// The parts of a run that came as a model from a file: the sample says how many students each of its
  /// own stands for, and what is stated of them is what is stated of those who answered.
  private static func parts(
    ofSampleIn database: SchoolDatabase,
    _ answers: [SampledAnswer]
  ) throws -> Parts {
    guard !answers.isEmpty else { return nobody }
    let columns = try SampleStatement.partColumns.map {
      try AuditedColumn.values($0, in: database)
    }
    let places = Dictionary(
      zip(SampleStatement.bandNames, SampleStatement.bandNames.indices),
      uniquingKeysWith: { first, _ in first }
    )
    let confidences = Dictionary(
      answers.map { ($0.student, $0) },
      uniquingKeysWith: { first, _ in first }
    )
    var parts = nobody
    var stated: [[String?: Double]] = nobody.map { _ in [:] }
    // In the order of students, so that sums of fractions are always the same.
    for (student, stratum) in columns[0].sorted(by: { $0.key < $1.key }) {
      guard let band = columns[1][student].flatMap({ places[$0] }),
        let students = columns[2][student].flatMap({ Int($0) }), students > 0
      else { continue }
      parts[band][stratum, default: .init()].students = students
      guard let answer = confidences[student] else { continue }
      parts[band][stratum]?.add(answer.agrees)
      stated[band][stratum, default: 0] += answer.confidence
    }
    for (band, sums) in stated.enumerated() {
      for (stratum, sum) in sums {
        guard let part = parts[band][stratum] else { continue }
        parts[band][stratum]?.stated = sum / Double(part.asked) * Double(part.students)
      }
    }
    return parts
  }

  /// In one order, so that sums of fractions are always the same.
  private static func ordered(_ parts: [String?: StratifiedSample.Part]) -> [StratifiedSample.Part]
  {
    parts.sorted { ($0.key ?? "") < ($1.key ?? "") }.map(\.value)
  }
}

extension StratifiedSample.Part {
  /// Adds so many students of the population.
  fileprivate mutating func add(_ students: Int, stated confidence: Double) {
    self.students += students
    stated += confidence * Double(students)
  }

  /// Adds an answer.
  fileprivate mutating func add(_ isRight: Bool) {
    asked += 1
    if isRight { right += 1 }
  }
}
