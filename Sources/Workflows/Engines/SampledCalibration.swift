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
  /// - Throws: `StoreError.unknown` where there is no such run.
  package init(_ number: Int64, in database: SchoolDatabase) throws {
    run = try database.run(number)
    let names = SampleStatement.bandNames
    var parts: [[String?: StratifiedSample.Part]] = names.map { _ in [:] }
    for cell in try database.cells(of: number) {
      let band = SampleStatement.band(of: cell.confidence)
      var part = parts[band][cell.stratum] ?? StratifiedSample.Part()
      part.students += cell.students
      part.stated += cell.confidence * Double(cell.students)
      parts[band][cell.stratum] = part
    }
    for answer in try database.blindAnswers(scoredWith: number) {
      let band = SampleStatement.band(of: answer.confidence)
      parts[band][answer.stratum]?.asked += 1
      if answer.agrees { parts[band][answer.stratum]?.right += 1 }
    }
    bands = zip(names, parts).map { name, parts in
      let ordered = Self.ordered(parts)
      return Band(
        name: name,
        students: ordered.reduce(0) { $0 + $1.students },
        sample: StratifiedSample(ordered)
      )
    }
    whole = StratifiedSample(parts.flatMap(Self.ordered))
  }

  /// In one order, so that sums of fractions are always the same.
  private static func ordered(_ parts: [String?: StratifiedSample.Part]) -> [StratifiedSample.Part]
  {
    parts.sorted { ($0.key ?? "") < ($1.key ?? "") }.map(\.value)
  }
}
