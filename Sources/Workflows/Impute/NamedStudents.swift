import Mixture
import StudentStore

/// Students whose gender is missing, with one height and the same words in their names.
struct NamedStudents {
  let stratum: String?
  /// In centimetres; nil where it is not known.
  let height: Double?
  /// The words of the name that count, by their numbers among what was learnt, from one on.
  let words: [Int]
  let term: NameTerm
  let count: Int

  /// What a run says of some students, and by what.
  struct Answers {
    private(set) var cells: [EvidenceCell] = []
    private(set) var unansweredWithoutHeight = 0

    private struct Place: Hashable {
      let stratum: String?
      let height: Double?
      let words: [Int]?
    }

    private var places: [Place: Int] = [:]

    /// Students with the same words and height are one cell.
    ///
    /// Cells are in the order of the students. `shares`: those of the genders in a stratum, for a name
    /// alone. `isProven`: whether a name alone may propose.
    init(
      _ students: [NamedStudents],
      _ fitted: [FittedStratum],
      gate: Gate,
      small: SmallGenders,
      genders: [String],
      shares: (String?) -> [Double],
      isProven: Bool
    ) {
      let strata = Dictionary(fitted.map { ($0.fit.name, $0) }) { first, _ in first }
      var statements: [Place: HeightStatement] = [:]
      for own in students {
        let stratum = strata[own.stratum]
        var statement: HeightStatement?
        if let height = own.height, let stratum {
          let place = Place(stratum: own.stratum, height: height, words: nil)
          statement = statements[place] ?? stratum.stated.statement(at: height)
          statements[place] = statement
        }
        var cell = EvidenceCell()
        cell.stratum = own.stratum
        if let statement, let height = own.height, gate.mayPropose(in: own.stratum, at: height) {
          cell.isProposed = true
          (cell.height, cell.words) = (height, own.words)
          cell.say(statement, with: own.term, genders, small)
        } else if isProven, !own.term.isSilent {
          cell.isProposed = true
          cell.words = own.words
          cell.say(own.term, given: shares(own.stratum), genders, small)
        } else if let statement {
          cell.height = own.height
          cell.say(statement, with: nil, genders, small)
        } else {
          if own.height == nil { unansweredWithoutHeight += own.count }
          continue
        }
        cell.students = own.count
        // No others have the same height and words.
        if cell.height == nil || cell.words == nil {
          let place = Place(stratum: own.stratum, height: cell.height, words: cell.words)
          if let known = places[place] {
            cells[known].students += own.count
            continue
          }
          places[place] = cells.count
        }
        cells.append(cell)
      }
    }
  }
}

extension EvidenceCell {
  /// What heights say, with a name put on top of it.
  mutating func say(
    _ statement: HeightStatement,
    with name: NameTerm?,
    _ genders: [String],
    _ small: SmallGenders
  ) {
    let stated = statement.probabilities(with: name)
    let posterior = name?.probabilities(given: statement.posterior) ?? statement.posterior
    say(stated, posterior, genders, small)
    let likeliest = genders.firstIndex(of: gender) ?? 0
    interval = statement.interval(of: likeliest, with: name, stating: stated).map(small.lowered)
  }

  /// What a name says by itself.
  fileprivate mutating func say(
    _ name: NameTerm,
    given shares: [Double],
    _ genders: [String],
    _ small: SmallGenders
  ) {
    let stated = name.probabilities(given: shares)
    say(stated, stated, genders, small)
  }

  private mutating func say(
    _ stated: [Double],
    _ posterior: [Double],
    _ genders: [String],
    _ small: SmallGenders
  ) {
    // The first of equals.
    let likeliest = stated.indices.dropFirst().reduce(0) { stated[$1] > stated[$0] ? $1 : $0 }
    gender = genders[likeliest]
    confidence = small.lowered(stated[likeliest])
    probabilities = zip(genders, zip(stated, posterior)).map { gender, probability in
      GenderProbability(
        gender: gender,
        stated: small.lowered(probability.0),
        evidence: small.lowered(probability.1)
      )
    }
  }
}

extension ImputationRun {
  /// The shares of the genders that a name alone is put on: those of the stratum among the missing
  /// where its heights are believed, else those of the known.
  func sharesWithoutHeight(in stratum: String?, known: [Double]) -> [Double] {
    let model = strata.first { $0.name == stratum && $0.mayPropose }
    return model?.genders.map(\.weightMissing.value) ?? known
  }
}
