// Written by Scripts/schema-digest --write.

extension Migration {
  /// The digest of the whole schema as each script leaves it, version 1 first.
  ///
  /// SHA-256 over type, name, table and text of every object in the order of these four, each as
  /// an item of CBOR. Every open compares a file with it.
  package static let schemaDigests = [
    "b644522e948b0f2ae2fa5ebd6563dcca1c11fd32a56231ff000661550453b77b",
    "d1600ecbe471681726d7f23a74d7832b099905a2babf03603dcb27e2038ff974",
    "8999b5a985d3946a3a068c16c148a1d8268621d686f389689c27e87c877252db",
    "f4d0c97260fa2a5980234c74fc6b94b1c6321a57dcbc8173d6e93a1c53548484",
    "a8519c18568883a7ace1ffcb6362380b6e85ef72265c2e267ca94099d94584f3",
  ]
}
