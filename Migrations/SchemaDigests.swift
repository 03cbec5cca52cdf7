// Written by Scripts/schema-digest --write.

extension Migration {
  /// The digest of the whole schema as each script leaves it, version 1 first.
  ///
  /// SHA-256 over type, name, table and text of every object in the order of these four, each as
  /// an item of CBOR. Every open compares a file with it.
  package static let schemaDigests = [
    "35b2946ff65d7c4445d739932a8ea5a465b11f5f499e92fa50c407d44aa792cd",
    "abde1eb64d0acc084b68ca8630c88d1b69ece4118ec52da2f2f63dcf3dbcbd85",
    "f068bb32192e610d973ac2bc04490ec79e4d8917a3c62aea038d95b21079971b",
    "c1e7f8b441871d17aad562c61f0df01a320ce6a52031241961961673dc91cde4",
    "741cfadaf32f5fcac8c7458a6a24047cab9c7a5e3780b093be8980a24ddb5d22",
  ]
}
