/// A student as the school's own system has it, and as studentdb should have it.
struct YearPupil: Equatable {
  var given: String
  var family: String
  /// Nil where it was forgotten, for good.
  var gender: String?
  var millimetres: Int
  var group: String
  var phone: String
  var bus = ""
}

/// How a file of the year is written.
enum YearForm: CaseIterable {
  case english
  case german
  case heights
  case names

  var headings: [String] {
    switch self {
    case .english: ["id", "name", "gender", "height", "class", "phone"]
    case .german: ["Schülernummer", "Bus", "Name", "Klasse", "Größe (m)", "Geschlecht", "phone"]
    case .heights: ["height", "id", "name"]
    case .names: ["id", "name", "class"]
    }
  }

  var delimiter: String { self == .german ? ";" : "," }

  /// A cell of a student; every form of the year writes what it has in one way.
  static func cell(_ heading: String, _ id: String, _ pupil: YearPupil, gender: String?) -> String {
    switch heading {
    case "id", "Schülernummer": id
    case "name", "Name": pupil.given + " " + pupil.family
    case "class", "Klasse": pupil.group
    case "gender": ["female": "F", "male": "M"][gender ?? ""] ?? ""
    case "Geschlecht": ["female": "w", "male": "m"][gender ?? ""] ?? ""
    case "height": centimetres(pupil.millimetres)
    case "Größe (m)": metres(pupil.millimetres)
    case "phone": pupil.phone
    default: pupil.bus
    }
  }

  private static func centimetres(_ millimetres: Int) -> String {
    "\(millimetres / 10)" + (millimetres % 10 == 0 ? "" : ".\(millimetres % 10)")
  }

  private static func metres(_ millimetres: Int) -> String {
    let digits = "\(millimetres % 1000 + 1000)".dropFirst()
    return "\(millimetres / 1000),\(digits.last == "0" ? digits.dropLast() : digits)"
  }
}
