/// Why a workbook, or another archive, is not read, and which file it is about.
package struct WorkbookError: Error, Equatable, Sendable {
  /// The file's own name, without its folder.
  package let file: String
  /// What a caller can act on.
  package let kind: Kind

  /// Names a reason and the file.
  package init(_ kind: Kind, file: String) {
    self.file = file
    self.kind = kind
  }

  /// The kinds of refusal that a caller can tell apart.
  ///
  /// Inside this target they are thrown by themselves where the file's name is not at hand.
  package enum Kind: Error, Equatable, Sendable {
    /// The system does not open the file; with its reason.
    case cannotOpen(reason: String)
    /// There is no regular file of that name but, for example, "a folder".
    case notAFile(what: String)
    /// The file became another one while it was read.
    case changedMeanwhile

    /// The bytes are no ZIP archive, which every .xlsx is.
    case notAnArchive
    /// A .xls of Excel 97 to 2003, or another document of that time.
    case oldWorkbook
    /// A workbook that opens with a password only.
    case passwordProtected
    /// An archive of something else.
    case notAWorkbook(Content)

    /// The archive's directory is damaged or cut off.
    case damagedArchive
    /// The same name is in the archive twice.
    case duplicateEntry(name: String)
    /// An entry is encrypted.
    case encryptedEntry(name: String)
    /// An entry is packed by a method other than "stored" and "deflate".
    case unknownCompression(name: String, method: Int)
    /// The size of an entry is written as zip64 does, and this system's minizip cannot read it.
    case zip64(name: String)
    /// An entry does not unpack to what the directory says of it.
    case damagedEntry(name: String)
    /// Something is beyond one of the ``WorkbookLimits``.
    case beyondLimit(Limit, place: String)

    /// A part that another one names is not there.
    case missingPart(name: String, neededBy: String)
    /// Two sheets are the same part, so that reading them all could take for ever.
    case samePart(name: String, sheets: [String])
    /// A part has a document type, which could define entities.
    case documentType(XMLPlace)
    /// A part is not well-formed XML, or not what its name says.
    case invalidXML(XMLPlace, detail: String)
    /// A part is in an encoding that workbooks are not written in.
    case encoding(part: String, found: String)
    /// Something about a row or a cell cannot be.
    case invalidCell(XMLPlace, cell: String, detail: String)

    /// There is no sheet of the name asked for.
    case noSuchSheet(name: String, sheets: [String])
    /// The sheet asked for is a chart, a dialogue or a macro.
    case notATable(sheet: String)
    /// More than one sheet that one can see holds something.
    case whichSheet([String])
    /// No sheet that one can see holds anything; with the hidden ones that do.
    case noData(hidden: [String])
  }

  /// What an archive that is not a workbook seems to be.
  package enum Content: Equatable, Sendable {
    /// A spreadsheet or text of LibreOffice or OpenOffice.
    case openDocument
    /// A .docx.
    case wordDocument
    /// A .pptx.
    case presentation
    /// A .xlsb, the binary form of an Excel workbook.
    case binaryWorkbook
    /// A document of Apple's Numbers, Pages or Keynote.
    case appleDocument
    /// Tables as text; their names.
    case tables([String])
    /// Anything else; a few of the names in it.
    case other([String])
  }

  /// What there is too much of, with the number that would have been allowed.
  package enum Limit: Equatable, Sendable {
    /// Entries in the archive.
    case entries(Int)
    /// Bytes of one part, unpacked.
    case part(bytes: Int)
    /// Bytes of all of them, unpacked.
    case total(bytes: Int)
    /// Unpacked bytes for each packed one.
    case ratio(Int)
    /// Bytes of the texts that sheets share.
    case sharedTexts(bytes: Int)
    /// Levels of elements.
    case depth(Int)
    /// Bytes of one tag.
    case tag(bytes: Int)
    /// Attributes or names for namespaces; number formats; relations between parts.
    case list(of: String, Int)
    /// Bytes of one cell.
    case cell(bytes: Int)
    /// Bytes of one row.
    case row(bytes: Int)
    /// Bytes of a sheet's text.
    case sheet(bytes: Int)
  }

  /// A place in a part.
  package struct XMLPlace: Equatable, Sendable {
    /// The part's name in the archive.
    package let part: String
    /// The line, counted from 1; many programs write a whole part as one or two lines.
    package let line: Int
    /// The byte of the part, counted from 0.
    package let byte: Int

    /// A place.
    package init(part: String, line: Int, byte: Int) {
      self.part = part
      self.line = line
      self.byte = byte
    }
  }
}

extension WorkbookError: CustomStringConvertible {
  /// What is the matter, where, why it is refused, and what to do.
  ///
  /// Names of sheets, files and columns are in it, as they are; what cells hold is not.
  package var description: String { "\(file): \(kind.sentence)" }
}

extension WorkbookError.Kind {
  fileprivate var sentence: String {
    switch self {
    case .cannotOpen(let reason): "the file cannot be opened: \(reason)"
    case .notAFile(let what): "this is \(what); name a file"
    case .changedMeanwhile: "the file changed while it was being read; try again"
    case .notAnArchive:
      "this is no .xlsx workbook, for it is no ZIP archive; open it in a spreadsheet program and "
        + "save it as .xlsx or as \"CSV UTF-8\""
    case .oldWorkbook:
      "this is a workbook of Excel 97 to 2003 (.xls) or another document of that time; open it and "
        + "save it as .xlsx or as \"CSV UTF-8\""
    case .passwordProtected:
      "the workbook is protected by a password, so nothing in it can be read; open it, save a copy "
        + "without a password and take that"
    case .notAWorkbook(let content): content.sentence
    case .damagedArchive:
      "the archive's list of contents is damaged, or the file was cut off when it was copied; "
        + "download or copy it again, or open it in a spreadsheet program and save it anew"
    case .duplicateEntry(let name):
      "\"\(name)\" is in the archive twice, and the two could say different things; open the file in "
        + "a spreadsheet program and save it anew"
    case .encryptedEntry(let name):
      "\"\(name)\" is encrypted in the archive; unpack it with its password and take what is in it"
    case .unknownCompression(let name, let method):
      "\"\(name)\" is packed by a method that is not read here (number \(method)); pack the archive "
        + "anew, or open it in a spreadsheet program and save it anew"
    case .zip64(let name):
      "the size of \"\(name)\" is written in the form for very large archives (ZIP64), which the "
        + "minizip library of this system does not read; open the file in a spreadsheet program and "
        + "save it anew"
    case .damagedEntry(let name):
      "\"\(name)\" is damaged: it does not unpack to what the archive says of it; download or copy "
        + "the file again"
    case .beyondLimit(let limit, let place): limit.sentence(place)
    case .missingPart(let name, let neededBy):
      "\"\(name)\" is not in the workbook, but \(neededBy) needs it; open the file in a spreadsheet "
        + "program and save it anew"
    case .samePart(let name, let sheets):
      "the sheets \(Self.list(sheets)) are one and the same part of the file, \"\(name)\"; open the "
        + "file in a spreadsheet program and save it anew"
    case .documentType(let place):
      "\(place): there is a document type (DOCTYPE), which workbooks do not have and which can make a "
        + "program read other files or fill its memory; it is refused: check where the file comes from"
    case .invalidXML(let place, let detail):
      "\(place): \(detail); open the file in a spreadsheet program and save it anew"
    case .encoding(let part, let found):
      "\(part) is written in \(found); workbooks are UTF-8 or UTF-16: open the file in a spreadsheet "
        + "program and save it anew"
    case .invalidCell(let place, let cell, let detail):
      "\(cell) (\(place)): \(detail); open the file in a spreadsheet program and save it anew"
    case .noSuchSheet(let name, let sheets):
      "there is no sheet \"\(name)\"; the sheets are \(Self.list(sheets))"
    case .notATable(let sheet):
      "the sheet \"\(sheet)\" is a chart or a macro and has no rows; name another one with --sheet"
    case .whichSheet(let sheets):
      "more than one sheet can be the list: \(Self.list(sheets)); say which: "
        + Self.options(sheets)
    case .noData(let hidden):
      hidden.isEmpty
        ? "no sheet holds anything; is it the right file?"
        : "no sheet that can be seen holds anything, but hidden ones do: \(Self.list(hidden)); to "
          + "read one: " + Self.options(hidden)
    }
  }

  /// The options that name the sheets, as they can be typed.
  private static func options(_ names: [String]) -> String {
    names.prefix(5).map { "--sheet \(quoted($0))" }.joined(separator: " or ")
      + (names.count > 5 ? " or another" : "")
  }

  /// A word as a shell takes it.
  private static func quoted(_ text: String) -> String {
    let isPlain = text.unicodeScalars.allSatisfy {
      $0.properties.isAlphabetic || $0.properties.numericType != nil
    }
    return isPlain && !text.isEmpty ? text : "'\(text.replacing("'", with: "'\\''"))'"
  }

  fileprivate static func list(_ names: [String]) -> String {
    let shown = names.prefix(20).map { "\"\($0)\"" }.joined(separator: ", ")
    return names.count > 20 ? "\(shown) and \(names.count - 20) more" : shown
  }
}

extension WorkbookError.XMLPlace: CustomStringConvertible {
  /// The part, the line and the byte.
  package var description: String { "\(part), line \(line), byte \(byte)" }
}

extension WorkbookError.Content {
  fileprivate var sentence: String {
    switch self {
    case .openDocument:
      "this is an OpenDocument file (.ods or alike); save it as .xlsx or as CSV (UTF-8)"
    case .wordDocument:
      "this is a Word document; put the list into a spreadsheet and save that as .xlsx"
    case .presentation:
      "this is a presentation; put the list into a spreadsheet and save that as .xlsx"
    case .binaryWorkbook:
      "this is a binary workbook (.xlsb); open it in Excel and save it as .xlsx or as \"CSV UTF-8\""
    case .appleDocument:
      "this is a document of Numbers or another program of Apple; export it as Excel (.xlsx) or CSV"
    case .tables(let names):
      "this is an archive of text tables, not a workbook: \(WorkbookError.Kind.list(names)); unpack "
        + "it and name the table to read"
    case .other(let names):
      names.isEmpty
        ? "this is an empty ZIP archive, not a workbook"
        : "this is a ZIP archive, but not of a workbook; it holds \(WorkbookError.Kind.list(names))"
    }
  }
}

extension WorkbookError.Limit {
  fileprivate func sentence(_ place: String) -> String {
    let (what, limit) = parts
    return "\(place) \(what), more than the \(limit) that is allowed; no list of students needs "
      + "that, and it may be meant to harm: check where the file comes from"
  }

  private var parts: (what: String, limit: String) {
    switch self {
    case .entries(let count): ("holds too many files", "\(count)")
    case .part(let bytes): ("unpacks to too much", size(bytes))
    case .total(let bytes): ("unpacks to too much", size(bytes))
    case .ratio(let ratio): ("is packed too tightly", "\(ratio) bytes for one")
    case .sharedTexts(let bytes): ("holds too much text", size(bytes))
    case .depth(let depth): ("has too many elements in one another", "\(depth)")
    case .tag(let bytes): ("has a tag that is too long", size(bytes))
    case .list(let of, let count): ("has too many \(of)", "\(count)")
    case .cell(let bytes): ("holds too long a text", size(bytes))
    case .row(let bytes): ("holds too much text", size(bytes))
    case .sheet(let bytes): ("comes to too much text", size(bytes))
    }
  }

  private func size(_ bytes: Int) -> String {
    switch bytes {
    case 1 << 20..<Int.max where bytes % (1 << 20) == 0: "\(bytes >> 20) MiB"
    case 1 << 10..<Int.max where bytes % (1 << 10) == 0: "\(bytes >> 10) KiB"
    default: "\(bytes) bytes"
    }
  }
}
