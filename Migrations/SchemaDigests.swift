// Written by Scripts/schema-digest --write.

extension Migration {
  /// The digest of the whole schema as each script leaves it, version 1 first.
  ///
  /// SHA-256 over type, name, table and text of every object in the order of these four, each as
  /// an item of CBOR. Every open compares a file with it.
  package static let schemaDigests = [
    "b644522e948b0f2ae2fa5ebd6563dcca1c11fd32a56231ff000661550453b77b",
    "0a90eaeca2abb5881867f3873c327184ceae31ff323bb871ef43713f090bc23a",
    "eb7d572b36df4a6f8994b42f0f194631407be621061a890bd5e10e6ffe8547a5",
    "464866d7316527c8d62f0a6ba8dacddb100cbcd5faca9b08d8aa1b0bf1eeb31e",
    "889889b345efbbdb4723e956a67533aa833f611550088670bbfc9f5ba0a28fe8",
  ]
}
