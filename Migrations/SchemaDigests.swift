// Written by Scripts/schema-digest --write.

extension Migration {
  /// The digest of the whole schema as each script leaves it, version 1 first.
  ///
  /// SHA-256 over type, name, table and text of every object in the order of these four, each as
  /// an item of CBOR. Every open compares a file with it.
  package static let schemaDigests = [
    "6387f5e2cb2e06a8d4f6eda6d31e79f376910106031c892e4ce6938f272fcc67",
    "85ac216bcc029ddc8a7067bf3aee1c496619a174c9855e96c99e6ab8f0ebe414",
    "b808160f49c7080f8700294fbea6a4641b84e17eeb6ceb8c1bdcf2ca10412873",
    "1ba97b88569d055aa353f87ed45e98234f79effdf803c1bbaa4e8042f5071ed8",
    "58329ed7110ff1b920e0bf5a704622baa6fbcb79c591df8afec1e912ba4a06cf",
  ]
}
