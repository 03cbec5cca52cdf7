// Written by Scripts/schema-digest --write.

extension Migration {
  /// The digest of the whole schema as each script leaves it, version 1 first.
  ///
  /// SHA-256 over type, name, table and text of every object in the order of these four, each as
  /// an item of CBOR. Every open compares a file with it.
  package static let schemaDigests = [
    "d20eb2c89d9b7ceb6456d2d9551f83ce75dfe1540fd65e887afa708d3c64521e",
    "04e98802500bc6e2a5ce8596629bc457ed4cb97fda896fbd7f657137bf53f849",
    "c11dc0f3b98f0691390201d7d7ede12ed7d8b1c9b286bbaf34054abd13dc68de",
    "ff4a5ebf1e4f129241fcfabdebe742339c555d7862aa98cc3aa56efe8c08e650",
    "b02ca3baa25a617d4f7a171ae9c23a531562f031c87b26e9d8efaa6bb0ea0d9f",
  ]
}
