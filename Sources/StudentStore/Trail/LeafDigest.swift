import Bytes
import Crypto

/// SHA-256 of many rows: the same as `Digest(of:)`, with the bytes appended to those of the
/// previous rows.
///
/// `SHA256.Digest` provides its bytes through an array or a pointer; with two digests per row, the
/// arrays would take a tenth of an import. `Scripts/check-layers` lists this file among those that
/// may say `unsafe`.
enum LeafDigest {
  /// The length of a digest in bytes.
  static let byteCount = 32

  /// Appends the digest of `content` to `digests`.
  ///
  /// - Precondition: there is room for it.
  static func append(of content: borrowing Span<UInt8>, to digests: inout OutputSpan<UInt8>) {
    var hash = SHA256()
    unsafe content.withUnsafeBytes { unsafe hash.update(bufferPointer: $0) }
    let digest = hash.finalize()
    // A digest consists of its bytes only; its own `withUnsafeBytes` needs several calls.
    precondition(MemoryLayout<SHA256.Digest>.size == byteCount, "a digest of SHA-256 has 32 bytes")
    unsafe withUnsafeBytes(of: digest) { bytes in
      unsafe digests.append(copying: bytes.bindMemory(to: UInt8.self).span)
    }
  }
}
