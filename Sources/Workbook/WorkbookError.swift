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
    /// The same name stands in the archive twice.
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

  /// What an archive that is no workbook seems to be.
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
