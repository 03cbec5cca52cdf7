// Written by Scripts/schema-digest --write.

extension Migration {
  /// The digest of the whole schema as each script leaves it, version 1 first.
  ///
  /// SHA-256 over type, name, table and text of every object in the order of these four, each as
  /// an item of CBOR. Every open compares a file with it.
  package static let schemaDigests = [
    "b644522e948b0f2ae2fa5ebd6563dcca1c11fd32a56231ff000661550453b77b",
    "fc5e6f6602a27396fe6654f64e52f54e5a76390c0c1126b264163e6f92316fad",
    "ce6dc90d073770dc0caa48697024f4e5bd2eebdb80dd5da557b23192aa61c13c",
    "394abcda64aabd2bcbf76701dc3592368df508eb9f7f58f0a081a8ed4fdd5c06",
    "55b09dd4b3441be8ce7ee516f9c686434996d649f7554c893d85748081b81449",
  ]
}
