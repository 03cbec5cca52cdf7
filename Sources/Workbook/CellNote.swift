/// Something about a cell that its text does not say, and that somebody has to know.
package struct CellNote: Sendable, Equatable {
  /// What there is to say.
  package enum Kind: Sendable, Equatable {
    /// A formula whose value is not in the file; the cell comes out as ``CellNote/notCalculated``.
    case formulaWithoutValue
    /// A formula in a workbook that asks to be calculated anew; the stored value came out.
    case formulaPerhapsStale
    /// The cell at the upper left of several that are merged across rows; the others are empty.
    case merged(to: CellReference)
    /// A number with more digits before its point than spreadsheets keep, such as a long id.
    case longNumber(digits: Int)
  }

  /// What comes out in the place of a value that is not there.
  ///
  /// It looks like an error of Excel's and is none, so that a cell that says it is no mistake for
  /// anything that was typed.
  package static let notCalculated = "#NOT-CALCULATED!"

  /// The sheet.
  package let sheet: String
  /// The cell.
  package let cell: CellReference
  /// What there is to say about it.
  package let kind: Kind
}

extension CellNote: CustomStringConvertible {
  /// Where, what, and what to do.
  package var description: String {
    let place = "\(sheet)!\(cell)"
    switch kind {
    case .formulaWithoutValue:
      return
        "\(place): a formula without a stored value; open the workbook in a spreadsheet program, "
        + "save it once, and import it again"
    case .formulaPerhapsStale:
      return
        "\(place): a formula whose stored value may be out of date, because the workbook asks to "
        + "be calculated anew; open it in a spreadsheet program, save it once, and import it again"
    case .longNumber(let digits):
      return
        "\(place): a number of \(digits) digits; spreadsheets keep the first \(NumberText.mostDigits) "
        + "and lose the others, so compare it with its source; an id of so many digits has to be "
        + "stored as text"
    case .merged(let last):
      return
        "\(place):\(last): cells merged into one; only \(cell) has the value, the others are read "
        + "as empty"
    }
  }
}
