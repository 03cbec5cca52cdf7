import Files

/// Reads `multipart/form-data` (RFC 7578) as it arrives: fields into memory, files into temporary files
/// that only this process can open.
struct MultipartReader {
  private(set) var fields = FormFields()
  private(set) var files: [UploadedFile] = []

  private enum Place {
    /// Before the first boundary, or between a boundary and the end of its line.
    case boundary
    case headers
    case content
    /// After the last boundary.
    case end
  }

  private let delimiter: [UInt8]
  private let folder: String
  private let limits: PageLimits
  private var place = Place.boundary
  /// What has arrived and is not used yet.
  private var rest: [UInt8]
  private var part = Part()
  private var textBytes = 0
  private var parts = 0

  /// A part that is being read.
  private struct Part {
    var name = ""
    var fileName: String?
    var text: [UInt8] = []
    var file: HiddenFile?
  }

  /// More parts than a form of the page has.
  private static let mostParts = 2000
  /// The headers of a part are one or two short lines.
  private static let mostHeaderBytes = 8 << 10

  init(boundary: String, folder: String, limits: PageLimits) {
    delimiter = Array("\r\n--\(boundary)".utf8)
    self.folder = folder
    self.limits = limits
    // The first boundary has no line before it.
    rest = [0x0D, 0x0A]
  }

  /// The boundary in a content type; nil for another kind of form.
  static func boundary(in type: String) -> String? {
    let parts = type.split(separator: ";").map { $0.drop { $0 == " " } }
    guard parts.first?.lowercased() == "multipart/form-data",
      let value = parts.dropFirst().first(where: { $0.lowercased().hasPrefix("boundary=") })
    else { return nil }
    let boundary = value.dropFirst("boundary=".count).filter { $0 != "\"" }
    return (1...70).contains(boundary.utf8.count) ? String(boundary) : nil
  }

  /// Takes the next bytes.
  mutating func read(_ bytes: [UInt8]) throws {
    rest += bytes
    while try step() {}
  }

  /// Ends the form.
  ///
  /// - Throws: `FormBodyError.broken` where the last boundary did not come.
  mutating func finish() throws {
    guard place == .end else { throw FormBodyError.broken }
  }

  /// - Returns: false where more bytes are needed.
  private mutating func step() throws -> Bool {
    switch place {
    case .end:
      rest = []
      return false
    case .boundary: return try passBoundary()
    case .headers: return try readHeaders()
    case .content: return try readContent()
    }
  }

  /// Passes a boundary and the line's end behind it; two hyphens behind it end the form.
  private mutating func passBoundary() throws -> Bool {
    let needed = delimiter.count + 2
    guard rest.count >= needed else { return false }
    guard rest.starts(with: delimiter) else { throw FormBodyError.broken }
    switch Array(rest[delimiter.count..<needed]) {
    case Array("--".utf8): place = .end
    case [0x0D, 0x0A]:
      place = .headers
      parts += 1
      guard parts <= Self.mostParts else { throw FormBodyError.broken }
    default: throw FormBodyError.broken
    }
    rest.removeFirst(needed)
    return true
  }

  private mutating func readHeaders() throws -> Bool {
    guard let end = rest.firstRange(of: [0x0D, 0x0A, 0x0D, 0x0A]) else {
      guard rest.count <= Self.mostHeaderBytes else { throw FormBodyError.broken }
      return false
    }
    part = Part()
    let lines = String(decoding: rest[..<end.lowerBound], as: UTF8.self).split(separator: "\r\n")
    for line in lines where line.lowercased().hasPrefix("content-disposition:") {
      part.name = Self.value(of: "name", in: line) ?? ""
      part.fileName = Self.value(of: "filename", in: line)
    }
    guard !part.name.isEmpty else { throw FormBodyError.broken }
    if part.fileName?.isEmpty == false { part.file = try HiddenFile(in: folder) }
    rest.removeSubrange(..<end.upperBound)
    place = .content
    return true
  }

  private mutating func readContent() throws -> Bool {
    if let end = rest.firstRange(of: delimiter) {
      try take(rest[..<end.lowerBound])
      rest.removeSubrange(..<end.lowerBound)
      finishPart()
      place = .boundary
      return true
    }
    // The beginning of a boundary may be at the end of what has arrived.
    let known = rest.count - (delimiter.count - 1)
    guard known > 0 else { return false }
    try take(rest[..<known])
    rest.removeSubrange(..<known)
    return false
  }

  private mutating func take(_ bytes: ArraySlice<UInt8>) throws {
    if let file = part.file { return try file.write(Array(bytes)) }
    textBytes += bytes.count
    guard textBytes <= limits.formBytes else { throw FormBodyError.tooLong }
    part.text += bytes
  }

  private mutating func finishPart() {
    if let file = part.file, let name = part.fileName {
      files.append(UploadedFile(field: part.name, name: Self.lastPart(of: name), file: file))
    } else if part.fileName == nil {
      fields.append(part.name, String(decoding: part.text, as: UTF8.self))
    }
    part = Part()
  }

  /// A parameter of a header, as browsers write it: in quotes, with `%22` for a quote.
  private static func value(of parameter: String, in line: Substring) -> String? {
    guard let start = line.firstRange(of: "; \(parameter)=\"") else { return nil }
    let rest = line[start.upperBound...]
    guard let end = rest.firstIndex(of: "\"") else { return nil }
    return String(rest[..<end]).replacing("%22", with: "\"").replacing("%0D", with: "")
      .replacing("%0A", with: "")
  }

  /// Some browsers send a whole path; only its last part is a name, and none is opened.
  private static func lastPart(of name: String) -> String {
    let parts = name.unicodeScalars.split { $0 == "/" || $0 == "\\" }
    let last = parts.last.map { String(String.UnicodeScalarView($0)) } ?? "list"
    return last == "." || last == ".." ? "list" : last
  }
}
