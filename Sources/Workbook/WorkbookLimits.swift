/// How much a workbook or another archive may ask of the program that reads it.
///
/// A file of a few kilobytes can unpack to terabytes, and one that a thousand cells refer to can
/// be as large again in what comes out. Each of these is checked while reading, on the bytes that
/// come, and each has an error that names it. No workbook of a school comes near them.
package struct WorkbookLimits: Sendable, Equatable {
  /// The most files in the archive.
  package var entries = 2_000
  /// The most bytes of one of them, unpacked.
  package var partBytes = 512 << 20
  /// The most bytes of all of them, unpacked.
  package var totalBytes = 1 << 30
  /// How many times its packed size one of them may have, beyond the first mebibyte.
  ///
  /// The sheets of real workbooks stay below thirty; what repeats one byte reaches a thousand.
  package var ratio = 200
  /// The most bytes of the texts that the sheets share, each counted with eight bytes more.
  ///
  /// They stay in memory while a workbook is open; nothing else of it does.
  package var sharedTextBytes = 64 << 20
  /// How deep elements of XML may lie in one another; SpreadsheetML needs about ten levels.
  package var depth = 100
  /// The most bytes of one tag with its attributes; the longest real ones list the cells that a
  /// coloured rule is for.
  package var tagBytes = 1 << 20
  /// The most bytes of one cell's text; Excel stops at 32,767 characters, Google at 50,000.
  package var cellBytes = 256 << 10
  /// The most bytes of the texts of one row.
  package var rowBytes = 16 << 20
  /// The most bytes of the text that a sheet comes out as; many cells can share one long text.
  package var sheetBytes = 1 << 30

  /// The limits that are used when nothing is said.
  package init() {}
}
