// Written by Scripts/schema-digest --write.

extension Migration {
  /// The digest of the whole schema as each script leaves it, version 1 first.
  ///
  /// SHA-256 over type, name, table and text of every object in the order of these four, each as
  /// an item of CBOR. Every open compares a file with it.
  package static let schemaDigests = [
    "b644522e948b0f2ae2fa5ebd6563dcca1c11fd32a56231ff000661550453b77b",
    "c34739b5b6e6ae61006f5ba2d986f8ac6d782502c8aaf6604ef8eb1ed55b91c7",
    "5c9cad0d14b099db7facd3d4ca737a772253c8e8c3922977fa89a72b0ee16bbb",
    "cdbfd3d78fd6251e27c7bbdc3d71998a4b187dec9787c0ea747d3b95d41072b8",
    "664d7144f067fac31765def7fffdb33f1e0196e26e08443d124fce24d5823b94",
  ]
}
