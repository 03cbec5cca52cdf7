// Written by Scripts/schema-digest --write.

extension Migration {
  /// The digest of the whole schema as each script leaves it, version 1 first.
  ///
  /// SHA-256 over type, name, table and text of every object in the order of these four, each as
  /// an item of CBOR. Every open compares a file with it.
  package static let schemaDigests = [
    "9a6bc02ec2bf08f11819909a6469eb9f69265162b43907852bf2b0284975bd8d",
    "fac97bab8c439528ed0f416f40c1511bd8c710c0dafe363324eecc0c2f1d2cda",
    "0abe8428d947e4d0fe9644863f505af86ba0329dd4bacdb133c7211f5d66c8c6",
    "132184a5027e6d39f96abb5a42327b6e1ee3345f0f3e4eeceee48ba38fdafbff",
    "47215576db9e709ced8cd36f6c4660cff1486708b18fbb43ebaf627fec472b35",
  ]
}
