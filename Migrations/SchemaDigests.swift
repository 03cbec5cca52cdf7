// Written by Scripts/schema-digest --write.

extension Migration {
  /// The digest of the whole schema as each script leaves it, version 1 first.
  ///
  /// SHA-256 over type, name, table and text of every object in the order of these four, each as
  /// an item of CBOR. Every open compares a file with it.
  package static let schemaDigests = [
    "a6fd9792c7bcc1e19260a008fdfd5c5f42a16a7f641972a132179d39850eb693",
    "94241cc476f46c8b1ab255a6f871b474c3a0bfda1355c52757e85d4702a52ff8",
    "bcff96c38f3050bc60ff982a56789d731a60c4244131f5729ab45933ca3e3fe5",
    "ddd539a6f2dcb299011e3e898a8a21cceb6af64b6e07b38f57db12972d6c2190",
    "5ea6b3838e40d0126d36930b5325ef4926507b8beb131e154ac2b237cd29b63b",
  ]
}
