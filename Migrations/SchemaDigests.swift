// Written by Scripts/schema-digest --write.

extension Migration {
  /// The digest of the whole schema as each script leaves it, version 1 first.
  ///
  /// SHA-256 over type, name, table and text of every object in the order of these four, each as
  /// an item of CBOR. Every open compares a file with it.
  package static let schemaDigests = [
    "b644522e948b0f2ae2fa5ebd6563dcca1c11fd32a56231ff000661550453b77b",
    "dde726d68e3858fa3b835a9a27a31d671e189db38534d719ed80d7db1cddde0d",
    "513fea6acbcd46ea075066e3da8c7255ddbf90e6ea261e85f80bde431041cee2",
    "8f3d0e8d59764673aeda31707dc0a66030f1acf15c91111b235574b8a7f64ce6",
    "96e2a3fb777866087de61a4ad74fcac94d651e41acbbf1c4144ebe44fd2b9602",
  ]
}
