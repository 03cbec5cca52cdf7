import Glibc

/// The C library's converter from one encoding to UTF-32: the only place with C pointers.
///
/// It is asked for one byte at a time, which is enough to fill a table and leaves no buffer to
/// keep the books of.
@safe struct GlibcConverter: ~Copyable {
  /// What one byte means by itself.
  enum Reading: Equatable {
    case scalar(UInt32)
    /// Nothing.
    case undefined
    /// Only a part of a character, or more than one.
    case severalBytes
  }

  private let descriptor: iconv_t

  /// Opens a converter; nil where the library does not have the encoding.
  ///
  /// A name of other characters than those of encodings is not handed on: the library would take
  /// what follows a slash for an instruction.
  init?(from name: String) {
    let isName = name.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-"), UInt8(ascii: "_"),
        UInt8(ascii: "."), UInt8(ascii: ":"), UInt8(ascii: "+"), UInt8(ascii: "("),
        UInt8(ascii: ")"):
        true
      default: false
      }
    }
    guard isName, (1...64).contains(name.utf8.count) else { return nil }
    // Both names are NUL-terminated for the length of the call.
    let opened = unsafe iconv_open("UTF-32LE", name)
    guard let opened = unsafe opened, Int(bitPattern: opened) != -1 else { return nil }
    unsafe descriptor = opened
  }

  deinit {
    // Opened by the initializer, and closed nowhere else.
    _ = unsafe iconv_close(descriptor)
  }

  /// What a byte means where a text begins with it.
  ///
  /// Some encodings hold a letter back until they know whether an accent follows. The second call
  /// asks for what is held back, and so ends the text.
  borrowing func reading(of byte: UInt8) -> Reading {
    var source = CChar(bitPattern: byte)
    var target: (UInt32, UInt32, UInt32, UInt32) = (0, 0, 0, 0)
    var sourceLeft = 1
    var targetLeft = 16
    var failure: Int32 = 0
    unsafe withUnsafeMutablePointer(to: &source) { sourcePointer in
      unsafe withUnsafeMutableBytes(of: &target) { targetBytes in
        var input: UnsafeMutablePointer<CChar>? = unsafe sourcePointer
        var output = unsafe targetBytes.baseAddress?.assumingMemoryBound(to: CChar.self)
        // One byte may be read and sixteen written, and the library counts both down.
        if unsafe iconv(descriptor, &input, &sourceLeft, &output, &targetLeft) == -1 {
          failure = errno
        } else if unsafe iconv(descriptor, nil, nil, &output, &targetLeft) == -1 {
          failure = errno
        }
      }
    }
    guard failure == 0 else { return failure == EILSEQ ? .undefined : .severalBytes }
    return targetLeft == 12 ? .scalar(UInt32(littleEndian: target.0)) : .severalBytes
  }
}
