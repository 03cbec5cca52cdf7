import Mixture

/// Students of whom an engine has counted how many there are, and nothing else is known.
package struct EngineCell: Sendable {
  /// What is known of their gender.
  package enum Gender: Sendable {
    case recorded(String)
    case missing
    /// They may not be inferred, for a reason that ``EvidenceCensus/notInferable`` counts.
    case absent(String)
  }

  /// What is known of their height.
  package enum Height: Sendable {
    /// In centimetres.
    case measured(Double)
    /// None that is believed, for a reason that ``EvidenceCensus/notInferable`` counts.
    case absent(String)
  }

  package let gender: Gender
  package let height: Height
  package let group: String?
  /// In completed years.
  package let age: Int?
  package let students: Int

  package init(gender: Gender, height: Height, group: String?, age: Int?, students: Int) {
    self.gender = gender
    self.height = height
    self.group = group
    self.age = age
    self.students = students
  }
}

extension EvidenceScan {
  /// Counts students as it counts those of a file.
  ///
  /// - Throws: `StoreError.tooManyGenders`.
  package mutating func count(_ cell: EngineCell) throws(StoreError) {
    hasStudents = true
    guard case .measured(let height) = cell.height else {
      if let reason = cell.reasonWithoutHeight { note(reason, cell.students) }
      return
    }
    switch cell.gender {
    case .absent(let reason): note(reason, cell.students)
    case .missing: try count(cell, height, .missing)
    case .recorded(let gender): try count(cell, height, .recorded(genders.number(of: gender)))
    }
  }

  private mutating func note(_ reason: String, _ students: Int) {
    notInferable[reason, default: 0] += students
  }

  private mutating func count(
    _ cell: EngineCell,
    _ height: Double,
    _ label: SchoolCounter.Label
  ) throws(StoreError) {
    hasHeights = true
    for index in divisions.indices {
      strata[index] = divisions[index].stratum(ofGroup: cell.group, age: cell.age)
    }
    counter.count(cell.students, height: height, label, strata: strata)
  }
}

extension EngineCell {
  /// Why students without a height that is believed cannot be inferred; nil where a gender is recorded.
  fileprivate var reasonWithoutHeight: String? {
    switch (gender, height) {
    case (.recorded, _), (_, .measured): nil
    case (.absent(let reason), _): reason
    case (.missing, .absent(let reason)): reason
    }
  }
}

extension StratumNumbers {
  /// The number of the stratum of students with this class and age.
  fileprivate mutating func stratum(ofGroup group: String?, age: Int?) -> Int {
    switch stratification {
    case .none: 0
    case .group: number(of: group)
    case .age: age.map { number(ofAge: Double($0)) } ?? number(of: nil)
    }
  }
}
