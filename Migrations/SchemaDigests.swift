// Written by Scripts/schema-digest --write.

extension Migration {
  /// The digest of the whole schema as each script leaves it, version 1 first.
  ///
  /// SHA-256 over type, name, table and text of every object in the order of these four, each as
  /// an item of CBOR. Every open compares a file with it.
  package static let schemaDigests = [
    "b644522e948b0f2ae2fa5ebd6563dcca1c11fd32a56231ff000661550453b77b",
    "ad56b483945f4fbc870a951302a2f5fe5799adabae198d0fecd6cf6e791c4bba",
    "c8514383f91a523aa9971d2892c7d2c0dd5ca3d4c14277ebe53d44bb8a781561",
    "a358aa5e2b003d2eb2b1af620a5c153dbc8af3dfefbe9a2c5b8d80fe6eb86401",
    "1c8da3dcf4c9cf70de5bbc6d593fda75232d93d74b65f6812e1800992520667a",
  ]
}
