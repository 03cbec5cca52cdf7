// Written by Scripts/schema-digest --write.

extension Migration {
  /// The digest of the whole schema as each script leaves it, version 1 first.
  ///
  /// SHA-256 over type, name, table and text of every object in the order of these four, each as
  /// an item of CBOR. Every open compares a file with it.
  package static let schemaDigests = [
    "db40955825b11e133cc8589b134ba86c0e5c0a931b56b615f0b2d28c8113d869",
    "50b662a32e52bfc9d9f7d1dc15d402a5ee004f4b9d543514191a597b77f5888b",
    "b12bbb432bfb08d82338e1f23bdf033e3e8e2630a562ebe08d34c127eb45bc53",
    "9882531b9f06d72044c4a24100bccd914ffe106bb503eb84aed8c1b9af860f80",
    "1c559cb0134f8536aa286ab9647f0aaa03cd18700fb4be6934a0c70a80f825c9",
  ]
}
