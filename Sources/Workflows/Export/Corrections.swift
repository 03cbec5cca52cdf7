import RosterReading
import StudentStore

extension ExportedStudent {
  /// What a person corrected, as it is now: `height 172.5 cm; group 7b`.
  ///
  /// The file's own cells are given back as they came, so that this is where it can be read.
  var corrections: String {
    guard let corrected = amendment?.corrected else { return "" }
    return StudentAspect.allCases.filter { corrected.contains($0) }
      .map { "\($0.rawValue) \(value(of: $0))" }.joined(separator: "; ")
  }

  private func value(of aspect: StudentAspect) -> String {
    let none = "none"
    switch aspect {
    case .id: return student.schoolID ?? none
    case .name: return student.name
    case .person: return student.isNoPerson ? "no" : "yes"
    case .gender: return student.gender.word ?? student.gender.status
    case .height:
      return student.height.centimetres.map { "\(plainCentimetres($0)) cm" } ?? "missing"
    case .group: return student.group ?? none
    case .age: return student.ageText ?? none
    }
  }
}
