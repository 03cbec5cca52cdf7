import RosterReading

/// What the grammar makes of one input: the decision on the column, and of each cell how it reads by
/// itself and what becomes of it in the column.
func answer(to bytes: [UInt8]) -> String {
  let input = HeightInput(bytes)
  let decision = input.decision(of: input.cells, decimal: input.decimal)
  let cells = input.cells.map { cell in
    "[\(described(HeightGrammar.reading(of: cell.span))),"
      + "\(described(decision.centimetres(for: cell.span)))]"
  }
  let column: [String] = [
    quoted(decision.unit?.rawValue ?? "none"), quoted(decision.decimal?.rawValue ?? "none"),
    quoted(name(of: decision.basis)), "\(decision.bareNumbers)", "\(decision.fitting)",
    "\(decision.heights)",
  ]
  return "{\"column\":[\(column.joined(separator: ","))],"
    + "\"cells\":[\(cells.joined(separator: ","))]}"
}

private func described(_ reading: HeightReading) -> String {
  switch reading {
  case .empty: "[\"empty\"]"
  case .number(let number):
    "[\"number\",\(number.value),\(quoted(number.decimalSign?.rawValue ?? "none"))]"
  case .measured(let centimetres, let unit):
    "[\"measured\",\(centimetres),\(quoted(unit.rawValue))]"
  case .ambiguous(let meanings): "[\"ambiguous\",\(described(meanings))]"
  case .unreadable: "[\"unreadable\"]"
  }
}

private func described(_ outcome: HeightOutcome) -> String {
  switch outcome {
  case .none: "[\"empty\"]"
  case .value(let centimetres): "[\"value\",\(centimetres)]"
  case .doubt(let meanings): "[\"doubt\",\(described(meanings))]"
  case .unreadable: "[\"unreadable\"]"
  }
}

private func described(_ meanings: [HeightMeaning]) -> String {
  "[\(meanings.map { "\($0.centimetres)" }.joined(separator: ","))]"
}

private func name(of basis: HeightDecision.Basis) -> String {
  switch basis {
  case .given: "given"
  case .remembered: "remembered"
  case .heading: "heading"
  case .cells: "cells"
  case .contradiction: "contradiction"
  case .nothing: "nothing"
  }
}

private func quoted(_ text: String) -> String { "\"\(text)\"" }
