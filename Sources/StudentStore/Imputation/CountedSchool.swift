import Mixture
import SQLite

/// The school as one scan has counted it: what models are fitted to, and the students whom a run
/// will say something about.
package struct CountedSchool: Sendable {
  /// The counts.
  package let census: EvidenceCensus
  /// When the scan began.
  let moment: Moment
  /// The students whose gender is missing, each in a cell of the census.
  let missing: MissingStudents
  private let strataNames: [(stratification: Stratification, names: [String])]

  /// What a scan has counted that saw the file as it was at a moment.
  package init(_ scan: EvidenceScan, asOf moment: Moment) {
    census = scan.census
    missing = scan.missing
    strataNames = scan.strataNames
    self.moment = moment
  }

  /// Where the students without a gender are in one division, by the index of their evidence.
  ///
  /// Nil for strata that the division does not have.
  func places(in division: Division) -> [StudentPlace?] {
    if division.stratification == .none {
      return missing.evidence.map {
        StudentPlace(stratum: 0, height: $0.height, name: $0.name)
      }
    }
    let index = strataNames.firstIndex { $0.stratification == division.stratification }
    guard let index else {
      preconditionFailure("a run is recorded with the count of what divides it")
    }
    var strata: [String: Int] = [:]
    for (stratum, name) in division.names.enumerated() {
      if let name { strata[name] = stratum }
    }
    let numbers = strataNames[index].names.map { strata[$0] }
    return missing.evidence.map { evidence in
      numbers[Int(evidence.strata[index])].map {
        StudentPlace(stratum: $0, height: evidence.height, name: evidence.name)
      }
    }
  }
}

/// Where a student without a gender is in a division: stratum, height, and the number of the name.
struct StudentPlace {
  let stratum: Int
  let height: Double?
  /// -1 where names were not counted.
  let name: Int32
}

/// A state of the file, to tell whether it is still the same.
package struct Moment: Equatable, Sendable {
  /// Changes when another connection commits, whatever it wrote.
  fileprivate let dataVersion: Int64
  /// Changes with every act, of this connection too.
  fileprivate let head: TrailHead
}

extension SchoolDatabase {
  /// The present state of the file.
  ///
  /// - Throws: what reading the database throws.
  package func moment() throws -> Moment {
    Moment(dataVersion: try connection.dataVersion(), head: try head())
  }

  /// The school as it is now, where what was counted still holds.
  ///
  /// Where nothing was written since, that is what was counted; else everybody is counted anew.
  ///
  /// - Throws: `StoreError.evidenceChanged` where a count is another one now.
  func confirmed(_ school: CountedSchool) throws -> CountedSchool {
    guard try moment() != school.moment else { return school }
    let now = try countedSchool(
      by: school.census.namedStrata.map(\.stratification),
      assignment: school.census.assignment,
      countsNames: school.census.names != nil,
      takesOneClass: school.census.divisions.contains {
        $0.stratification == .group && $0.names.count == 1
      }
    )
    guard now.census == school.census else { throw StoreError.evidenceChanged }
    return now
  }
}
