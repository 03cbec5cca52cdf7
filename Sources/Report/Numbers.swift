import Bytes

/// Numbers for people, the same in every locale.
package enum Numbers {
  /// A number with a fixed count of decimals, at most nine, rounded half away from zero.
  package static func fixed(_ number: Double, _ decimals: Int) -> String {
    guard number.isFinite, number.magnitude < 1e9 else { return "\(number)" }
    let scale = (0..<decimals).reduce(1.0) { power, _ in power * 10 }
    let scaled = (number * scale).rounded()
    let digits = String(Int64(scaled.magnitude))
    let sign = scaled < 0 ? "-" : ""
    guard decimals > 0 else { return sign + digits }
    let padded = digits.zeroPadded(to: decimals + 1)
    return sign + padded.dropLast(decimals) + "." + padded.suffix(decimals)
  }

  /// A probability in per cent; a value that would round to 0 or 100 is marked as below or above.
  package static func percent(_ probability: Double) -> String {
    let rounded = (probability * 1000).rounded() / 10
    if probability < 1, rounded >= 100 { return ">99.9 %" }
    if probability > 0, rounded <= 0 { return "<0.1 %" }
    return fixed(rounded, 1) + " %"
  }

  /// A whole number with thousands separators: `1,234,567`.
  package static func grouped(_ number: Int) -> String {
    let digits = Array(String(number.magnitude))
    var text = number < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text.append(",") }
      text.append(digit)
    }
    return text
  }

  /// A count with its noun: `1 student`, `2 students`.
  package static func count(_ count: Int, _ noun: String, _ plural: String? = nil) -> String {
    "\(count) \(count == 1 ? noun : plural ?? noun + "s")"
  }
}
