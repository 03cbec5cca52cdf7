// Written by Scripts/schema-digest --write.

extension Migration {
  /// The digest of the whole schema as each script leaves it, version 1 first.
  ///
  /// SHA-256 over type, name, table and text of every object in the order of these four, each as
  /// an item of CBOR. Every open compares a file with it.
  package static let schemaDigests = [
    "88414d356c64c9042fb532bea4bda9bce0f71b7d9c6f06ca0074395f3b7366ab",
    "cb184625a4825c2600d27fa9441dbb42b4ddfc93819f504840eea46cba468c5e",
    "a89931f38a3ed060912df4749f97fdfd1b5c522618bedbeb2382ea77f7b4cd9b",
    "34d9cc14661a6bc97aa318f21f789bceeaa74656271fef5f63a1bf92ab0846a3",
    "bca0c582f3f38ad1b6daa22e2d2af3d77b32ad487204fa2bcad8abb266343e46",
  ]
}
