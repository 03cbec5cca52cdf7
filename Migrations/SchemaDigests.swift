// Written by Scripts/schema-digest --write.

extension Migration {
  /// The digest of the whole schema as each script leaves it, version 1 first.
  ///
  /// SHA-256 over type, name, table and text of every object in the order of these four, each as
  /// an item of CBOR. Every open compares a file with it.
  package static let schemaDigests = [
    "3ede288af077a27f3a6456dc37c8a7128845b0d1cc1c23a4666da3a81b187d12",
    "3ea482e2833d7f03f2d99d4d1abc0774149822bdef85a654564deaff23239a89",
    "5d6ed5d29405613f5ab3b141b730fb16b2645822d314051e13d13a47c115796a",
    "8b45f447c554d8cadce9e814af2aa342d03eb4e9e0510c436c2c39f403c04e38",
    "b97907803081722ec72dafc6cdb714b892192bbe8dda0e40b7ef07b329d070bc",
  ]
}
