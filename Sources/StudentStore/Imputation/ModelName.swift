package import FoundationEssentials
import Mixture

/// A word of names in a model file, with how many known students of each gender have it.
package struct ModelName: Codable, Hashable, Sendable {
  /// In small letters, without accents.
  package let name: String
  /// `first`, `further` or `last`.
  package let role: String
  /// By gender.
  package let students: [String: Int]

  /// A name that fewer students have is in no file: it would say who they are.
  package static let fewestStudents = 5

  /// The names in a model file that can serve as a reference: given names or, where a list has its family
  /// names first, so that nothing is learnt from these, the last ones.
  ///
  /// - Throws: `ModelFileError` where it is no model file, or has no names.
  package static func reading(_ data: Data) throws(ModelFileError) -> [ModelName] {
    struct File: Decodable {
      let format: String
      let names: [ModelName]?
    }
    let file: File
    do {
      file = try JSONDecoder().decode(File.self, from: data)
    } catch {
      throw .notAModel
    }
    guard file.format == ModelFile.format else { throw .otherFormat(file.format) }
    guard let names = file.names, !names.isEmpty else { throw .withoutNames }
    guard names.allSatisfy({ NameRole.allCases.map(\.word).contains($0.role) }) else {
      throw .impossible("the role of a name")
    }
    guard names.allSatisfy({ $0.students.values.allSatisfy { $0 >= 0 } }) else {
      throw .impossible("the students of a name")
    }
    let given = names.filter { $0.role != NameRole.last.word }
    return given.contains { $0.role == NameRole.first.word } ? given : names
  }
}

extension SchoolDatabase {
  /// The names that a run learnt and that so many known students have; and how many it learnt in all.
  ///
  /// - Parameters:
  ///   - run: The run.
  ///   - least: How many students of all genders together have to have a name, in one role.
  /// - Returns: Nil for a run that uses no names.
  /// - Throws: `StoreError.malformed` where the words are none of a model, as in a doctored file.
  /// - Precondition: No fewer than ``ModelName/fewestStudents``.
  package func names(
    of run: ImputationRun,
    from least: Int
  ) throws -> (shared: [ModelName], all: Int)? {
    precondition(least >= ModelName.fewestStudents, "names of few students stay in the school")
    guard let (learnt, _) = try learntNames(of: run) else { return nil }
    let shared = learnt.words.filter { $0.students.reduce(0, +) >= least }
    return (
      shared.map { word in
        ModelName(
          name: word.text,
          role: word.role.word,
          students: Dictionary(zip(run.genders, word.students)) { first, _ in first }
        )
      },
      learnt.words.count { $0.students.contains { $0 > 0 } }
    )
  }
}
