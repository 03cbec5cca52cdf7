/// The names that a mistyped one is likely to stand for, the most alike first, three at most.
///
/// Alike is what a few slips of the fingers apart is: one for every third letter, and at least one.
/// Names that contain the word, or are contained in it, are alike as well.
package func nearestNames(to word: String, in names: [String]) -> [String] {
  let wanted = Array(folded(word).unicodeScalars)
  var found: [(distance: Int, name: String)] = []
  for name in names where !found.contains(where: { $0.name == name }) {
    let candidate = Array(folded(name).unicodeScalars)
    guard !candidate.isEmpty, !wanted.isEmpty, candidate.count <= 200, wanted.count <= 200 else {
      continue
    }
    let distance = editDistance(wanted, candidate)
    let isPart = wanted.count > 2 && folded(name).contains(folded(word))
    if distance <= max(1, max(wanted.count, candidate.count) / 3) || isPart {
      found.append((distance, name))
    }
  }
  found.sort { $0.distance < $1.distance }
  return found.prefix(3).map(\.name)
}

/// How many letters have to be put in, taken out, replaced or swapped with their neighbour.
///
/// The distance of Damerau and Levenshtein in its restricted form (optimal string alignment).
///
/// - Complexity: O(*n* · *m*).
package func editDistance(_ first: [Unicode.Scalar], _ second: [Unicode.Scalar]) -> Int {
  var beforeLast: [Int] = []
  var last = Array(0...second.count)
  for row in 1...max(1, first.count) where row <= first.count {
    var current = [row]
    for column in 1...max(1, second.count) where column <= second.count {
      let isSame = first[row - 1] == second[column - 1]
      var best = min(
        last[column] + 1,
        current[column - 1] + 1,
        last[column - 1] + (isSame ? 0 : 1)
      )
      if row > 1, column > 1, first[row - 1] == second[column - 2],
        first[row - 2] == second[column - 1]
      {
        best = min(best, beforeLast[column - 2] + 1)
      }
      current.append(best)
    }
    beforeLast = last
    last = current
  }
  return last[second.count]
}
