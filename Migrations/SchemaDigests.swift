// Written by Scripts/schema-digest --write.

extension Migration {
  /// The digest of the whole schema as each script leaves it, version 1 first.
  ///
  /// SHA-256 over type, name, table and text of every object in the order of these four, each as
  /// an item of CBOR. Every open compares a file with it.
  package static let schemaDigests = [
    "c8dfaa3fe8b0e011e676e26d8320a1cdd0e28e4c938cbf6b28786537130e9398",
    "9393e974fd7b81ab06fdb843c8cfeb23c4e18a4fad8fc6377306b0148cab1fbf",
    "eac345505c8ae38ad2be669fa90fff22672d1b1f9e520dda55bca20bca7996b1",
    "ea0663976f0fd495425db28514727a8749d89a1d05537e1750673de8e51ff4f6",
    "bdd4cf1e701c704944621a9a330a65dc12416e787e7763e107a13ab775c9a57e",
  ]
}
