import FoundationEssentials
package import Mixture
package import StudentStore

/// A table of how often each first name was given to each gender, from a file with the columns
/// `name`, `gender` and `count`, in any order, or from a model file that has names.
package struct NameReferenceFile: Sendable {
  package let table: NameReference
  /// Of its canonical text: neither the order of the lines nor the spelling of names has a say.
  package let digest: Digest

  private static let headings = ["name", "gender", "count"]

  /// Reads the file.
  ///
  /// - Parameters:
  ///   - bytes: What is in it.
  ///   - name: What to call it in messages.
  /// - Returns: The table.
  /// - Throws: `ReferenceFile.Problem` naming the first line that cannot be used.
  package static func read(_ bytes: [UInt8], name: String) throws -> NameReferenceFile {
    // No line of headings begins so.
    if bytes.first(where: { $0 > 0x20 }) == UInt8(ascii: "{") {
      return try read(model: bytes, name: name)
    }
    var rows: [NameReference.Row] = []
    var places: [String] = []
    // A register has some ten thousand lines and two words for genders.
    var genders: [String: String] = [:]
    try HeadedLines.read(bytes, name: name, headings: headings) { cells, place in
      let gender = try genders[cells[1]] ?? HeadedLines.gender(cells[1], place: place)
      genders[cells[1]] = gender
      let isPlain = cells[2].utf8.allSatisfy { (0x30...0x39).contains($0) }
      guard isPlain, let count = Int(cells[2]) else {
        throw ReferenceFile.Problem(
          description: "\(place): the count \"\(cells[2])\" is not a whole number"
        )
      }
      rows.append(NameReference.Row(name: cells[0], gender: gender, count: count))
      places.append(place)
    }
    do throws(NameReferenceRefusal) {
      return NameReferenceFile(try NameReference(rows))
    } catch {
      throw ReferenceFile.Problem(description: sentence(error, places: places, name: name))
    }
  }

  /// The names of a model file, which another school has exported.
  private static func read(model bytes: [UInt8], name: String) throws -> NameReferenceFile {
    let names: [ModelName]
    do throws(ModelFileError) {
      names = try ModelName.reading(Data(bytes))
    } catch {
      throw ReferenceFile.Problem(description: "\(name): \(error)")
    }
    var rows: [NameReference.Row] = []
    var places: [String] = []
    for (number, own) in names.enumerated() {
      for (gender, count) in own.students.sorted(by: { $0.key < $1.key }) {
        rows.append(NameReference.Row(name: own.name, gender: gender, count: count))
        places.append("\(name), name \(number + 1)")
      }
    }
    do throws(NameReferenceRefusal) {
      return NameReferenceFile(try NameReference(rows))
    } catch {
      throw ReferenceFile.Problem(description: sentence(error, places: places, name: name))
    }
  }

  private init(_ table: NameReference) {
    self.table = table
    digest = Digest(of: Array(table.canonicalText.utf8))
  }

  private static func sentence(
    _ refusal: NameReferenceRefusal,
    places: [String],
    name: String
  ) -> String {
    switch refusal {
    case .nameless(let row): "\(places[row - 1]): the line has no name"
    case .implausibleCount(let row):
      "\(places[row - 1]): the count is larger than \(NameReference.largestCount)"
    case .tooFewGenders:
      "\(name): the table says nothing of two genders; it needs the columns "
        + headings.joined(separator: ", ")
    }
  }
}
