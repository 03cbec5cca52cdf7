extension Unicode.Scalar {
  /// The value of a decimal digit of any script (٥, ۵, ５); nil for everything else.
  var decimalDigit: UInt8? {
    if value < 0x80 { return (0x30...0x39).contains(value) ? UInt8(value - 0x30) : nil }
    guard properties.numericType == .decimal, let number = properties.numericValue else {
      return nil
    }
    return UInt8(exactly: number)
  }

  /// The character of ASCII that a wide one of East Asian keyboards is: `１`, `．`, `ｃ`.
  var narrow: Unicode.Scalar? {
    (0xFF01...0xFF5E).contains(value) ? Unicode.Scalar(value - 0xFEE0) : nil
  }

  /// Whether it only directs how text is set: the marks that stand around numbers in Arabic lists,
  /// and the spaces without width.
  var isInvisibleMark: Bool {
    switch value {
    case 0x200B, 0x200E, 0x200F, 0x061C, 0xFEFF, 0x2066...0x2069, 0x202A...0x202C: true
    default: false
    }
  }
}
