import TextEncoding

/// The text of some bytes, cut into pieces of the given sizes; the last size is used for the rest.
func decode(
  _ bytes: [UInt8],
  _ encoding: CharacterEncoding,
  cutInto sizes: [Int] = []
) -> [UInt8] {
  var decoder = TextDecoder(encoding)
  var text: [UInt8] = []
  var start = 0
  for size in sizes {
    let end = min(start + size, bytes.count)
    decoder.decode(bytes[start..<end], into: &text)
    start = end
  }
  decoder.decode(bytes[start...], into: &text)
  decoder.finish(into: &text)
  return text
}

/// The bytes of some text.
func encode(
  _ text: [UInt8],
  _ encoding: CharacterEncoding
) throws(TextEncodingError) -> [UInt8] {
  var bytes: [UInt8] = []
  try TextEncoder(encoding).encode(text[...], into: &bytes)
  return bytes
}

/// All ways to cut some bytes into pieces, as the sizes of the pieces.
func everyCutting(of count: Int) -> [[Int]] {
  (0..<(1 << max(0, count - 1))).map { bits in
    var sizes = [1]
    for place in 0..<max(0, count - 1) {
      if bits >> place & 1 == 1 { sizes.append(1) } else { sizes[sizes.count - 1] += 1 }
    }
    return sizes
  }
}

/// Bytes written as hexadecimal numbers with spaces between.
func bytes(_ hexadecimal: String) -> [UInt8] {
  hexadecimal.split(separator: " ").map { number in
    guard let byte = UInt8(number, radix: 16) else { preconditionFailure("no byte: \(number)") }
    return byte
  }
}

/// The error that a closure throws, in words; empty where it throws none.
func message(_ body: () throws(TextEncodingError) -> Void) -> String {
  do throws(TextEncodingError) {
    try body()
    return ""
  } catch {
    return error.description
  }
}
