import Foundation
import Mixture

/// What the statistics of a run cost without the database: EM on the cells of a roster, and the
/// whole choice among models by cross-validation.
///
///     EMCost ROSTER RUNS
///
/// The roster has the columns name, gender (F, M or nothing) and height. Prints the medians in
/// milliseconds as one line of JSON.
@main
struct EMCost {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 3, let runs = Int(arguments[2]), runs > 0 else {
      FileHandle.standardError.write(Data("usage: EMCost ROSTER RUNS\n".utf8))
      exit(64)
    }
    let roster = [UInt8](try Data(contentsOf: URL(fileURLWithPath: arguments[1])))
    let division = try Division(.none, names: [nil], evidence: counted(roster))
    guard let evidence = division.evidence.strata[0] else { exit(65) }
    let settings = FitSettings()

    var fit = try HeightMixture.fit(evidence, settings: settings)
    var chosen = ""
    var milliseconds: [(em: Double, choice: Double)] = []
    for _ in 0..<runs {
      let start = ContinuousClock.now
      fit = try HeightMixture.fit(evidence, settings: settings)
      let fitted = ContinuousClock.now
      let selection = Selection(among: Candidate.all(), of: [division], settings: settings)
      chosen = selection?.chosen.name ?? ""
      let done = ContinuousClock.now
      milliseconds.append(
        ((fitted - start) / .milliseconds(1), (done - fitted) / .milliseconds(1))
      )
    }
    print(
      """
      {"em_ms": \(median(milliseconds.map(\.em))), "steps": \(fit.iterations), \
      "cells": \(evidence.cells.count), "log_likelihood": \(fit.logLikelihood), \
      "choice_ms": \(median(milliseconds.map(\.choice))), "chosen": "\(chosen)"}
      """
    )
  }

  private static func counted(_ roster: [UInt8]) throws -> FoldedEvidence {
    var counter = SchoolCounter(FoldAssignment(), divisions: 1)
    for line in roster.split(separator: 0x0A).dropFirst() {
      let fields = line.split(separator: 0x2C, omittingEmptySubsequences: false)
      guard fields.count == 3, let height = Double(String(decoding: fields[2], as: UTF8.self))
      else { continue }
      let label: SchoolCounter.Label =
        switch fields[1].first {
        case UInt8(ascii: "F"): .recorded(0)
        case UInt8(ascii: "M"): .recorded(1)
        default: .missing
        }
      counter.count(height: height, label, strata: [0])
    }
    return try counter.evidence(strata: [[0]], genders: [0, 1])[0]
  }

  private static func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }
}
