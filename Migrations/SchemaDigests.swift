// Written by Scripts/schema-digest --write.

extension Migration {
  /// The digest of the whole schema as each script leaves it, version 1 first.
  ///
  /// SHA-256 over type, name, table and text of every object in the order of these four, each as
  /// an item of CBOR. Every open compares a file with it.
  package static let schemaDigests = [
    "b644522e948b0f2ae2fa5ebd6563dcca1c11fd32a56231ff000661550453b77b",
    "4fef10d0b07a9d84edaf3c1858c92413dc39077f909c32671a7374696a0ea189",
    "0b0a4083acdbaf96cbc75f64744b6d71562521cd600733f6209daadf9ecc2b58",
    "c2731b2c127ad26831cade872c347d8e2dcc5bc5fe5a5a1ee7b1741e987388da",
    "68fa85c5d829e4347e489b1b2a9ee0e9b209fcfbd581f5f08abbdcaca072f413",
  ]
}
