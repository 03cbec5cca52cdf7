import StudentStore

/// What a line about the second row of a child says anew.
///
/// The line keeps the second row up to date, as any line does its student. Only what is new in it is
/// taken for the child, so that an old value of the second row never stands against the first.
struct SecondRowNews {
  /// The student whose row it is.
  let root: Int64
  /// The second row before and after the line.
  let before: Student
  let after: Student
  let line: Int64

  /// What changed, apart from what tells the two rows apart.
  var aspects: [StudentAspect] {
    let changed = Set(
      StudentChange.changes(from: before, to: after).compactMap { StudentAspect(field: $0.field) }
    )
    return StudentAspect.allCases.filter { changed.contains($0) && $0 != .id && $0 != .same }
  }
}

extension Student {
  /// The student after a line about a second row.
  ///
  /// `onlyGaps`: whether what is recorded stays.
  func updated(by news: SecondRowNews, onlyGaps: Bool) -> Student {
    var student = self
    for aspect in news.aspects {
      if onlyGaps {
        student.fill(aspect, from: news.after)
      } else {
        student.take(aspect, from: news.after)
      }
    }
    student.hasLeft = false
    return student
  }

  private mutating func take(_ aspect: StudentAspect, from other: Student) {
    switch aspect {
    case .name: name = other.name
    case .gender: (gender, genderText) = (other.gender, other.genderText)
    case .height: (height, heightText) = (other.height, other.heightText)
    case .group: group = other.group
    case .age: (ageYears, ageText) = (other.ageYears, other.ageText)
    case .birthdate: (birthDate, birthText) = (other.birthDate, other.birthText)
    case .id, .person, .left, .same: break
    }
  }
}
