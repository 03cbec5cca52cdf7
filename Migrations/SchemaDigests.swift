// Written by Scripts/schema-digest --write.

extension Migration {
  /// The digest of the whole schema as each script leaves it, version 1 first.
  ///
  /// SHA-256 over type, name, table and text of every object in the order of these four, each as
  /// an item of CBOR. Every open compares a file with it.
  package static let schemaDigests = [
    "0b6e609fae6307a497eb09c574c4200b0929f03cc87a93748e405181c4c367c3",
    "6f45f7cd870fe1ed33f0095eb15b4e80a2a598d4da9f5eb324122fda5883eee8",
    "75bd2851b48e465534944768c382b83b38a86186a95b7317911ccb919262d1aa",
    "21722df76138ebf07217accf44230a83f74f7aa1304179c13ae5d60a9e98fcbf",
    "013b0f59a4ee454014beb98a79bb4118cadaef8ea7080decea1dba14d3bd0c3d",
  ]
}
