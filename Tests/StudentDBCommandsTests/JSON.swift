import Foundation

/// A JSON answer, read by Foundation and not by the code under test.
struct JSON {
  /// As `JSONSerialization` made it; nil where a key or place is not there.
  let value: Any?

  init(parsing bytes: [UInt8]) throws {
    value = try JSONSerialization.jsonObject(with: Data(bytes), options: [.fragmentsAllowed])
  }

  private init(_ value: Any?) { self.value = value }

  subscript(_ key: String) -> JSON { JSON((value as? [String: Any])?[key]) }

  subscript(_ index: Int) -> JSON {
    guard let array = value as? [Any], array.indices.contains(index) else { return JSON(nil) }
    return JSON(array[index])
  }

  /// The elements of an array.
  var array: [JSON] { (value as? [Any])?.map { JSON($0) } ?? [] }
  /// The keys of an object, in order of the alphabet.
  var keys: [String] { (value as? [String: Any])?.keys.sorted() ?? [] }
  var text: String? { value as? String }
  var integer: Int? { (value as? NSNumber)?.intValue }
  var number: Double? { (value as? NSNumber)?.doubleValue }
  var bool: Bool? { value as? Bool }
  /// Whether the key is there and its value is null.
  var isNull: Bool { value is NSNull }
}
