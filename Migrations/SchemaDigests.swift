// Written by Scripts/schema-digest --write.

extension Migration {
  /// The digest of the whole schema as each script leaves it, version 1 first.
  ///
  /// SHA-256 over type, name, table and text of every object in the order of these four, each as
  /// an item of CBOR. Every open compares a file with it.
  package static let schemaDigests = [
    "5d451f2e31400033e632a6869dea9d5d1da1718bf977b41e46202c5ba01245b3",
    "7090817445cdf6bd120791d09d46151943beeed5c10ddac6b4e408409d9cb012",
    "108d004f9b562070fb6b9425bc955cd566bcc09ade148cb2add7a3297c841b9c",
    "2fd92a80a86eb005d09d00e6c7af73622a750865fd8f506060917535d2bb9823",
    "738aff51195abc775a0b6bb182e501dc5fded5f9306fb54bdb3daf7e7fcac4fb",
  ]
}
