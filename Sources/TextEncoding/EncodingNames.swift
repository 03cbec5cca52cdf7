/// The names of the encodings, and what else people and programs call them.
///
/// Each name of an encoding of one byte is also one that glibc knows, in any case. The list is
/// closed, because glibc's own is full of traps: there "it" and "de" are the seven-bit alphabets of
/// Italian and German teleprinters.
enum EncodingNames {
  /// The meaning of a written name.
  enum Meaning: Equatable {
    case known(String)
    /// UTF-16 in the order that the file's mark says.
    case utf16ByMark
    /// One of several encodings, by the machine that the file comes from.
    case several([String])
    case unknown
  }

  /// Every encoding of one byte that glibc has, whose lower half is ASCII and in which no two bytes
  /// mean the same character.
  static let singleByte = [
    "windows-1252", "windows-1250", "windows-1251", "windows-1253", "windows-1254", "windows-1255",
    "windows-1256", "windows-1257", "windows-1258", "windows-874", "iso-8859-1", "iso-8859-2",
    "iso-8859-3", "iso-8859-4", "iso-8859-5", "iso-8859-6", "iso-8859-7", "iso-8859-8",
    "iso-8859-9", "iso-8859-10", "iso-8859-11", "iso-8859-13", "iso-8859-14", "iso-8859-15",
    "iso-8859-16", "iso-8859-9e", "macintosh", "mac-centraleurope", "mac-cyrillic",
    "ms-mac-cyrillic", "mac-is", "mac-sami", "cp437", "cp850", "cp852", "cp858", "cp737", "cp770",
    "cp771", "cp772", "cp773", "cp774", "cp775", "cp851", "cp855", "cp857", "cp860", "cp861",
    "cp862", "cp863", "cp865", "cp866", "cp866nav", "cp868", "cp869", "cp901", "cp902", "cp904",
    "cp922", "cp1004", "cp1008", "cp1124", "cp1125", "cp1129", "cp1162", "cp1163", "cp4909",
    "cp5347", "koi8-r", "koi8-u", "koi8-t", "koi8-ru", "koi-8", "us-ascii", "hp-roman8",
    "hp-roman9", "hp-greek8", "hp-turkish8", "dec-mcs", "tis-620", "mik", "pt154", "rk1048",
    "georgian-academy", "georgian-ps", "win-sami-2", "cwi-2", "ecma-cyrillic", "gost_19768-74",
    "iec_p27-1", "iso_10367-box", "iso-ir-197", "iso-ir-209",
  ]

  /// The encodings to suggest where an unknown one was asked for.
  static let common = ["utf-8", "utf-16", "windows-1252", "iso-8859-15", "macintosh", "cp850"]

  private static let all = ["utf-8", "utf-16", "utf-16le", "utf-16be"] + singleByte

  /// Other names, as keys, that glibc does not know or knows as something else.
  private static let otherNames = [
    "unicode": "utf-16", "ucs2": "utf-16", "utf16littleendian": "utf-16le",
    "utf16bigendian": "utf-16be", "utf8bom": "utf-8", "utf8sig": "utf-8",
    "latin1": "iso-8859-1", "latin2": "iso-8859-2", "latin3": "iso-8859-3",
    "latin4": "iso-8859-4", "latin5": "iso-8859-9", "latin6": "iso-8859-10",
    "latin7": "iso-8859-13", "latin8": "iso-8859-14", "latin9": "iso-8859-15",
    "latin10": "iso-8859-16", "mac": "macintosh", "macroman": "macintosh",
    "applemacroman": "macintosh", "macosroman": "macintosh", "macce": "mac-centraleurope",
    "maccentraleuropean": "mac-centraleurope", "maccentraleurroman": "mac-centraleurope",
    "ascii": "us-ascii",
  ]

  /// What Windows numbers otherwise than the name says.
  private static let otherNumbers = [
    1200: "utf-16le", 1201: "utf-16be", 65001: "utf-8", 10000: "macintosh",
    10007: "ms-mac-cyrillic", 10029: "mac-centraleurope", 20127: "us-ascii", 20866: "koi8-r",
    21866: "koi8-u",
  ]

  /// Names for whatever the machine at hand was set to.
  private static let machineNames = [
    "ansi": ["windows-1252", "windows-1250", "windows-1251"],
    "oem": ["cp850", "cp437", "cp852"],
    "dos": ["cp850", "cp437", "cp852"],
    "msdos": ["cp850", "cp437", "cp852"],
    "windows": ["windows-1252", "windows-1250", "utf-16le"],
  ]

  private static let namesByKey = Dictionary(
    all.map { (key(of: $0), $0) },
    uniquingKeysWith: { first, _ in first }
  )

  static func meaning(of written: String) -> Meaning {
    let key = key(of: written)
    // "x-mac-roman", "iso-latin-1" and the like.
    let prefix = key.hasPrefix("x") ? "x" : key.hasPrefix("isolatin") ? "iso" : ""
    for candidate in [key, String(key.dropFirst(prefix.count))] {
      if let names = machineNames[candidate] { return .several(names) }
      if let name = namesByKey[candidate] ?? otherNames[candidate] ?? codePage(candidate) {
        return name == "utf-16" ? .utf16ByMark : .known(name)
      }
    }
    return .unknown
  }

  /// A name in lower case without what people disagree on when they write it.
  private static func key(of name: String) -> String {
    name.lowercased().filter { !" -_.:".contains($0) }
  }

  /// The name that a number means, alone or behind one of the words for a code page.
  private static func codePage(_ key: String) -> String? {
    let digits = key.drop { !$0.isNumber }
    let words = ["", "cp", "windows", "win", "ibm", "oem", "dos", "pc", "ms", "codepage"]
    guard words.contains(String(key.dropLast(digits.count))), let number = Int(digits) else {
      return nil
    }
    if let name = otherNumbers[number] { return name }
    if (28591...28606).contains(number) { return namesByKey["iso8859\(number - 28590)"] }
    return namesByKey["cp\(number)"] ?? namesByKey["windows\(number)"]
      ?? namesByKey["iso\(number)"]
  }

  /// The names that a mistyped one is likely to mean, three at most.
  ///
  /// They are those that the fewest slips lead to, one for every third letter at most.
  static func nearest(to written: String) -> [String] {
    let wanted = Array(key(of: written).utf8.prefix(40))
    guard !wanted.isEmpty else { return [] }
    let distances = all.map { (name: $0, slips: editDistance(wanted, Array(key(of: $0).utf8))) }
    let fewest = distances.map(\.slips).min() ?? 0
    guard fewest <= max(1, wanted.count / 3) else { return [] }
    return distances.filter { $0.slips == fewest }.prefix(3).map(\.name)
  }
}

/// How many letters have to be put in, taken out, replaced or swapped with their neighbour.
///
/// The distance of Damerau and Levenshtein in its restricted form (optimal string alignment).
///
/// - Complexity: O(*n* · *m*).
package func editDistance<Letter: Equatable>(_ first: [Letter], _ second: [Letter]) -> Int {
  var beforeLast: [Int] = []
  var last = Array(0...second.count)
  for row in 1...max(1, first.count) where row <= first.count {
    var current = [row]
    for column in 1...max(1, second.count) where column <= second.count {
      let isSame = first[row - 1] == second[column - 1]
      var best = min(
        last[column] + 1,
        current[column - 1] + 1,
        last[column - 1] + (isSame ? 0 : 1)
      )
      if row > 1, column > 1, first[row - 1] == second[column - 2],
        first[row - 2] == second[column - 1]
      {
        best = min(best, beforeLast[column - 2] + 1)
      }
      current.append(best)
    }
    beforeLast = last
    last = current
  }
  return last[second.count]
}
