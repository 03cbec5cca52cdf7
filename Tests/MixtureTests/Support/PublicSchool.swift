import Mixture
import TestSupport

/// Heights of people whose gender is known, from the folder `shared/data`.
struct PublicSchool: Sendable {
  struct Person: Sendable {
    /// In full years; zero where all are grown up.
    var age = 0
    /// In centimetres to a tenth.
    let height: Double
    /// 1 is male.
    let gender: Int
  }

  let people: [Person]

  /// Children of 3 to 19 years; heights in inches, 1 is male.
  static func fev() throws -> PublicSchool {
    try read("fev/fev.csv") { fields in
      guard let age = Int(fields[1]), let inches = Double(fields[2]) else { return nil }
      return Person(age: age, height: centimetres(inches), gender: fields[3] == "1" ? 1 : 0)
    }
  }

  /// Children of 8 to 18 years; heights in inches, ages in months, 0 is male.
  static func kids198() throws -> PublicSchool {
    try read("kids198/Kids198.csv") { fields in
      guard let inches = Double(fields[1]), let months = Int(fields[3]) else { return nil }
      let gender = fields[4] == "0" ? 1 : 0
      return Person(age: months / 12, height: centimetres(inches), gender: gender)
    }
  }

  /// Grown-up children of English families; heights in inches.
  static func galton() throws -> PublicSchool {
    try read("galton_families/GaltonFamilies.csv") { fields in
      guard let inches = Double(fields[8]) else { return nil }
      return Person(height: centimetres(inches), gender: fields[7] == "male" ? 1 : 0)
    }
  }

  /// Active adults; 1 is male.
  static func bdims() throws -> PublicSchool {
    try read("bdims/bdims.csv") { fields in
      guard let height = Double(fields[24]) else { return nil }
      return Person(height: height, gender: fields[25] == "1" ? 1 : 0)
    }
  }

  /// Adults; in the twelfth row height and weight have changed places, which is put right here.
  static func davis() throws -> PublicSchool {
    var people = try davisRaw().people
    people[11] = Person(height: 166, gender: 0)
    return PublicSchool(people: people)
  }

  /// The same as it was published: a woman of 57 cm.
  static func davisRaw() throws -> PublicSchool {
    try read("davis/Davis.csv") { fields in
      guard let height = Double(fields[3]) else { return nil }
      return Person(height: height, gender: fields[1] == "M" ? 1 : 0)
    }
  }

  /// Singers of a choir; heights in inches, tenors and basses are men.
  static func singer() throws -> PublicSchool {
    try read("singer/singer.csv") { fields in
      guard let inches = Double(fields[1]) else { return nil }
      let isMan = fields[2].hasPrefix("Tenor") || fields[2].hasPrefix("Bass")
      return Person(height: centimetres(inches), gender: isMan ? 1 : 0)
    }
  }

  private static func centimetres(_ inches: Double) -> Double { (inches * 25.4).rounded() / 10 }

  private static func read(
    _ file: String,
    _ person: ([String]) -> Person?
  ) throws -> PublicSchool {
    let rows = try SharedFolder.text("data/" + file).split(whereSeparator: \.isNewline)
    let people = rows.dropFirst().compactMap { row in
      person(
        row.split(separator: ",", omittingEmptySubsequences: false).map { field in
          String(field.filter { $0 != "\"" })
        }
      )
    }
    return PublicSchool(people: people)
  }
}
