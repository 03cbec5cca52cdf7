// Written by Scripts/schema-digest --write.

extension Migration {
  /// The digest of the whole schema as each script leaves it, version 1 first.
  ///
  /// SHA-256 over type, name, table and text of every object in the order of these four, each as
  /// an item of CBOR. Every open compares a file with it.
  package static let schemaDigests = [
    "b644522e948b0f2ae2fa5ebd6563dcca1c11fd32a56231ff000661550453b77b",
    "55b807ef6137221ff0966e7535a56ebd0a16c078ad77400d3c7a785d0b046193",
    "b6117668260a928fbe94b34ccf6ce3fec1fe64013d01ea55816b91cb886c8fcd",
    "eecfed47ccd18a9f59bb2d1e095f56d329579a07e9c6ad21a84a95885f8d45ad",
    "420402b4c8aa7810ced58ee0166c9b1f91320ad9ec0a6b51d4116306dac9e36d",
  ]
}
