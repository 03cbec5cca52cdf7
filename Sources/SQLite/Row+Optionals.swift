extension Row {
  /// The whole number in the column, or `nil` for NULL; anything else is `unexpectedType`.
  package func optionalInteger(at index: Int) throws(SQLiteError) -> Int64? {
    try checkedClass(at: index) == .null ? nil : integer(at: index)
  }

  /// The REAL in the column, or `nil` for NULL; anything else is `unexpectedType`.
  package func optionalReal(at index: Int) throws(SQLiteError) -> Double? {
    switch try checkedClass(at: index) {
    case .null: nil
    // Looked at once: a scan asks a million times.
    case .real: handle.real(at: index)
    case let found: throw unexpected(found, at: index, wanted: StorageClass.real.description)
    }
  }

  /// The text in the column, or `nil` for NULL; anything else is `unexpectedType`.
  package func optionalText(at index: Int) throws(SQLiteError) -> String? {
    try checkedClass(at: index) == .null ? nil : text(at: index)
  }

  /// The bytes in the column, or `nil` for NULL; anything else is `unexpectedType`.
  package func optionalBlob(at index: Int) throws(SQLiteError) -> [UInt8]? {
    try checkedClass(at: index) == .null ? nil : blob(at: index)
  }

  /// The column as it is stored, whatever it is.
  package func value(at index: Int) throws(SQLiteError) -> SQLiteValue {
    switch try checkedClass(at: index) {
    case .integer: .integer(try integer(at: index))
    case .real: .real(try real(at: index))
    case .text: .text(try text(at: index))
    case .blob: .blob(try blob(at: index))
    case .null: .null
    }
  }
}

extension String {
  /// The text that UTF-8 bytes stand for, with U+FFFD for what is not UTF-8.
  init(repairing bytes: borrowing Span<UInt8>) {
    self = unsafe bytes.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
  }
}

extension [UInt8] {
  /// A copy of the bytes.
  init(copying bytes: borrowing Span<UInt8>) {
    self = unsafe bytes.withUnsafeBufferPointer { unsafe Array($0) }
  }
}
