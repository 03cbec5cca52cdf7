// Written by Scripts/schema-digest --write.

extension Migration {
  /// The digest of the whole schema as each script leaves it, version 1 first.
  ///
  /// SHA-256 over type, name, table and text of every object in the order of these four, each as
  /// an item of CBOR. Every open compares a file with it.
  package static let schemaDigests = [
    "db40955825b11e133cc8589b134ba86c0e5c0a931b56b615f0b2d28c8113d869",
    "d1e6c693d42944d018a7ba2c9368e5e08597fb22d9505c4805f928df982dcc3d",
    "e9b9fb8a60a3aa09e7a0878763267f0bb3c555a7e21252ce98e9be37f9b66f9b",
    "e4d816702ab78be9e632d2666faf5b5e804e87ef4e2015f1dbdb95059132f7a9",
    "0a4e8756ed8892d349fa95a7fcf665bee084a3fdd38bbecc229184e7b6937c48",
  ]
}
