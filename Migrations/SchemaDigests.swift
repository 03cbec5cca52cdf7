// Written by Scripts/schema-digest --write.

extension Migration {
  /// The digest of the whole schema as each script leaves it, version 1 first.
  ///
  /// SHA-256 over type, name, table and text of every object in the order of these four, each as
  /// an item of CBOR. Every open compares a file with it.
  package static let schemaDigests = [
    "fe53876c1144972cca10c6418864295c8d4b5c5dc0d5689b9036d82bb014900a",
    "cd59c9a8e8069cdf66a32ef8727a79d0ebcc5481a7153b7c54b9f644ae34f01e",
    "4a0e3672ca56c7775092acc3a4c049e18627399c517afb7e60be59b571b421e0",
    "f4b6f21b3854e7c548262e5491985fef791ac47a143e1c44b68d753f34a76ead",
    "6e07d15cb55e819bc1403a56d3af3b0e0e63458482dafcfc0d93a5ab1d15732b",
  ]
}
