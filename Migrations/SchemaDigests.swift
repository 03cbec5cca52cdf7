// Written by Scripts/schema-digest --write.

extension Migration {
  /// The digest of the whole schema as each script leaves it, version 1 first.
  ///
  /// SHA-256 over type, name, table and text of every object in the order of these four, each as
  /// an item of CBOR. Every open compares a file with it.
  package static let schemaDigests = [
    "6387f5e2cb2e06a8d4f6eda6d31e79f376910106031c892e4ce6938f272fcc67",
    "433961fd907409ada94686e8d0be3ef1e918383a5c2cf28de3c0d219b4af5e34",
    "34e57c798120bfb3abc8f0d7319593380fe87ec8a87b7dc02fd4d5937a4fad29",
    "77f34536590a01625d8a57f36b6e5787b1935ab09551a89dc2c51c786fce28b4",
    "de0d5d90153de35b36ea7c7d035a911ffd46bdb835cb15a6006b93f7f4f540bd",
  ]
}
