import Bytes
import Crypto

/// SHA-256 of one row among a million: what `Digest(of:)` computes, with its bytes put straight
/// behind those of the rows before.
///
/// `SHA256.Digest` hands its bytes out through an array of its own or through a pointer; at two
/// digests a row the arrays would be a tenth of an import. `Scripts/check-layers` lists this file among
/// those that may say `unsafe`.
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
    // A digest is its bytes and nothing else; its own `withUnsafeBytes` takes a few calls to say so.
    precondition(MemoryLayout<SHA256.Digest>.size == byteCount, "a digest of SHA-256 has 32 bytes")
    unsafe withUnsafeBytes(of: digest) { bytes in
      unsafe digests.append(copying: bytes.bindMemory(to: UInt8.self).span)
    }
  }
}
