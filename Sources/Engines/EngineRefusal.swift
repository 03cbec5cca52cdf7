/// An argument that cannot become a part of a statement, with what to do.
package struct EngineRefusal: Error, Equatable, CustomStringConvertible {
  /// One sentence for the user.
  package let description: String

  init(_ sentence: String) {
    description = sentence
  }
}
