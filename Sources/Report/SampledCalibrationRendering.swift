import Mixture
import StudentStore
package import Workflows

/// The answer of `model calibrate r3`.
package struct SampledCalibrationRendering {
  private let calibration: SampledCalibration

  package init(_ calibration: SampledCalibration) {
    self.calibration = calibration
  }

  package var report: Answer {
    let name = "r\(calibration.run.id)"
    var table = TextTable(
      ["confidence", "students", "answered", "stated", "right", "95 % interval"],
      rightAligned: [1, 2, 3, 4]
    )
    for band in calibration.bands where band.students > 0 {
      table.append([
        band.name, "\(band.students)", "\(band.sample.asked)", Self.percent(band.sample.stated),
        Self.percent(band.sample.right), Self.interval(band.sample),
      ])
    }
    return Answer(
      json: .object([
        .init("run", .text(name)),
        .init("whole", Self.json(calibration.whole)),
        .init(
          "bands",
          .array(
            calibration.bands.map { band in
              .object([
                .init("band", .text(band.name)), .init("students", .count(band.students)),
                .init("sample", Self.json(band.sample)),
              ])
            }
          )
        ),
      ]),
      text: table.lines + [sentence(name)]
    )
  }

  private func sentence(_ name: String) -> String {
    let whole = calibration.whole
    guard let right = whole.right, let stated = whole.stated else {
      return
        "Nobody has answered blind for students scored with \(name) yet: draw a sample (studentdb model "
        + "sample-sql \(name)), import it, impute --model \(name), and review --blind."
    }
    return "Of all whom \(name) was asked about, \(Numbers.percent(right)) are right "
      + "(\(Self.interval(whole)), from \(Numbers.count(whole.asked, "blind answer")) for "
      + "\(Numbers.percent(whole.covered)) of them); it states \(Numbers.percent(stated))."
  }

  private static func percent(_ share: Double?) -> String {
    share.map { Numbers.percent($0) } ?? ""
  }

  private static func interval(_ sample: StratifiedSample) -> String {
    sample.interval.map { "\(Numbers.percent($0.lower)) to \(Numbers.percent($0.upper))" } ?? ""
  }

  private static func json(_ sample: StratifiedSample) -> JSONValue {
    .object([
      .init("answered", .count(sample.asked)),
      .init("covered", .number(sample.covered)),
      .init("stated", .optional(sample.stated)),
      .init("right", .optional(sample.right)),
      .init(
        "interval",
        sample.interval.map { .array([.number($0.lower), .number($0.upper)]) } ?? .null
      ),
    ])
  }
}
