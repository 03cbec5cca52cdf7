import RosterReading

/// The columns of several files side by side: the first file's, then what each further one adds.
struct MergedColumns {
  private(set) var headings: [String] = []
  /// For each file, the place of each of its columns; nil for a column that is not written.
  private(set) var places: [[Int?]] = []
  /// Whether all files have the same columns, each of which is written.
  let isUniform: Bool

  init(_ layouts: [ExportColumns]) {
    isUniform = layouts.allSatisfy {
      $0.headings == layouts[0].headings && OwnExport.columns(in: $0.headings).isEmpty
    }
    if isUniform {
      headings = layouts[0].headings
      places = layouts.map { Array($0.headings.indices) }
      return
    }
    for layout in layouts {
      // Two columns of one file may have the same heading; each gets a place of its own.
      var taken: Set<Int> = []
      // What an earlier export added is not given out again.
      let own = OwnExport.columns(in: layout.headings)
      places.append(
        layout.headings.enumerated().map { column, heading -> Int? in
          guard !own.contains(column) else { return nil }
          let known = headings.indices.first { headings[$0] == heading && !taken.contains($0) }
          let place = known ?? headings.count
          if known == nil { headings.append(heading) }
          taken.insert(place)
          return place
        }
      )
    }
  }
}
