// Written by Scripts/schema-digest --write.

extension Migration {
  /// The digest of the whole schema as each script leaves it, version 1 first.
  ///
  /// SHA-256 over type, name, table and text of every object in the order of these four, each as
  /// an item of CBOR. Every open compares a file with it.
  package static let schemaDigests = [
    "6387f5e2cb2e06a8d4f6eda6d31e79f376910106031c892e4ce6938f272fcc67",
    "85ac216bcc029ddc8a7067bf3aee1c496619a174c9855e96c99e6ab8f0ebe414",
    "5c2fb29014f468415fdd90a1731381fbdee5e1d9c677e3ca9d33ff351debdfa5",
    "78182db6affd69425fab3586affc6f9a6b635d14a4506615fc2855e325791190",
    "638e65663effed2408f8b521a6ef752c0001af9e6a620e730ba1ade9a9a1b11f",
  ]
}
