// Written by Scripts/schema-digest --write.

extension Migration {
  /// The digest of the whole schema as each script leaves it, version 1 first.
  ///
  /// SHA-256 over type, name, table and text of every object in the order of these four, each as
  /// an item of CBOR. Every open compares a file with it.
  package static let schemaDigests = [
    "ca3536b2e11ae6d68a82459bec5d9fe27baf87ac6a754d9642cb0dd7c3f639aa",
    "f03d95c28de8fbaa117218d56f8189c59e38be5c4aeb9497103e3b8cbfe34b0c",
    "06717a03ac1213cc0b0f4ad44837789a4aeb50e50db29b8f45db724f843c9cf6",
    "739ce80ff2d9645b0ad4243fcf05c711bc9e01053d6cc63b0f8ff7b72ac793da",
    "0ef17d2f95a87b86b6a0499e60549c81a9ab5db005303922d9a97cc4a30d5490",
  ]
}
