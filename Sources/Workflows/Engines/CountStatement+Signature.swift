package import Engines
package import StudentStore

extension CountStatement {
  /// The digest of the statement: of its whole text, with zeros for the digits of the digest itself.
  package var digest: Digest { Digest(of: Array(unsigned.utf8)) }

  /// The statement as it is printed and run.
  package var signed: String { signed(with: digest.hexadecimal) }
}
