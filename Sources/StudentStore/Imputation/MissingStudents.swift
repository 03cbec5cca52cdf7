import Bytes
import SQLite

/// The students whose gender is missing and who can be inferred, as the counting scan met them: all
/// that their imputations are made of, so that writing a run reads nobody a second time.
///
/// A student costs 28 bytes: number, salt, and which evidence. They stand in blocks, so that a
/// longer list moves nothing and doubles nothing. Students share their evidence, and each distinct
/// one costs some 60 bytes once. Two million of ten million students are 60 MB.
struct MissingStudents: Sendable {
  /// What the models see of a student: the height, and the stratum in each division.
  struct Evidence: Hashable, Sendable {
    /// In centimetres; nil where it is not known and the name has to do.
    let height: Double?
    /// The stratum in each division, by the numbers of the scan; a school is divided in three ways
    /// at most.
    var strata: SIMD4<Int32>
    /// The number of the name; -1 where names are not counted.
    let name: Int32

    init(height: Double?, strata: [Int], name: Int?) {
      precondition(strata.count <= 4, "a school is divided in four ways at most")
      self.height = height
      self.name = Int32(name ?? -1)
      self.strata = .zero
      for (division, stratum) in strata.enumerated() { self.strata[division] = Int32(stratum) }
    }
  }

  /// Some thousand students, in order of their numbers.
  struct Block: Sendable {
    static let mostStudents = 4_096

    private(set) var numbers: [Int64] = []
    /// 16 bytes a student.
    private(set) var salts: [UInt8] = []
    /// For each student the index of the evidence.
    fileprivate(set) var evidence: [UInt32] = []

    fileprivate init() {
      numbers.reserveCapacity(Self.mostStudents)
      salts.reserveCapacity(Self.mostStudents * SaltSource.saltLength)
      evidence.reserveCapacity(Self.mostStudents)
    }

    fileprivate mutating func append(
      _ number: Int64,
      salt: borrowing Span<UInt8>,
      evidence index: UInt32
    ) {
      numbers.append(number)
      salts.append(addingCapacity: salt.count) { $0.append(copying: salt) }
      evidence.append(index)
    }

    /// The salt of the student at a place of the block.
    func salt(_ place: Int) -> Range<Int> {
      place * SaltSource.saltLength..<(place + 1) * SaltSource.saltLength
    }
  }

  /// Every evidence that somebody has, by its index.
  private(set) var evidence: [Evidence] = []
  private var indices: [Evidence: UInt32] = [:]
  private(set) var blocks: [Block] = []

  /// Adds a student, whose number is larger than those of all before.
  ///
  /// - Precondition: The salt has 16 bytes.
  mutating func append(_ number: Int64, salt: borrowing Span<UInt8>, evidence: Evidence) {
    precondition(salt.count == SaltSource.saltLength, "a salt has 16 bytes")
    if (blocks.last?.numbers.count ?? Block.mostStudents) == Block.mostStudents {
      blocks.append(Block())
    }
    blocks[blocks.count - 1].append(number, salt: salt, evidence: index(of: evidence))
  }

  /// Adds the students that another scan met, whose numbers are larger.
  ///
  /// `strata`: for each division, for each stratum's number there, its number here. `names`: for each
  /// name's.
  mutating func append(_ other: MissingStudents, strata: [[Int]], names: [Int]) {
    guard let next = other.blocks.first?.numbers.first else { return }
    precondition((blocks.last?.numbers.last ?? .min) < next, "students come in order of number")
    let indices = other.evidence.map { evidence in
      let numbers = strata.indices.map { strata[$0][Int(evidence.strata[$0])] }
      let name = evidence.name < 0 ? nil : names[Int(evidence.name)]
      return index(of: Evidence(height: evidence.height, strata: numbers, name: name))
    }
    for var block in other.blocks {
      for place in block.evidence.indices {
        block.evidence[place] = indices[Int(block.evidence[place])]
      }
      blocks.append(block)
    }
  }

  private mutating func index(of evidence: Evidence) -> UInt32 {
    if let index = indices[evidence] { return index }
    let index = UInt32(self.evidence.count)
    indices[evidence] = index
    self.evidence.append(evidence)
    return index
  }
}
