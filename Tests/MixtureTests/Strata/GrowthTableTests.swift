import Mixture
import Testing

/// The growth table that is built in, and the level of a school over it.
@Suite struct GrowthTableTests {
  @Test func `a completed year is the average over that year`() throws {
    // SciPy, from the CDC's L, M and S (prototypes/strata/strata.py): 14 and 16 completed years.
    let girls = GrowthTable.entries.female
    let boys = GrowthTable.entries.male
    #expect(girls.map(\.age) == (2...20).map(Double.init) && boys.map(\.age) == girls.map(\.age))
    for (age, girl, boy) in [
      (14, (161.232, 6.542), (166.920, 8.171)), (16, (162.753, 6.474), (174.359, 7.409)),
    ] {
      #expect((girls[age - 2].mean - girl.0).magnitude <= 0.006)
      #expect((girls[age - 2].standardDeviation - girl.1).magnitude <= 0.006)
      #expect((boys[age - 2].mean - boy.0).magnitude <= 0.006)
      #expect((boys[age - 2].standardDeviation - boy.1).magnitude <= 0.006)
    }
  }

  private func mixture(tallerBy shift: Double) throws -> HeightMixture {
    let reference = try #require(
      GrowthReference([GrowthTable.entries.female, GrowthTable.entries.male])
    )
    let pupils = (0..<24).map { number in
      let deviate = QuantileSchool.standardNormalQuantile((Double(number / 2) + 0.5) / 12)
      let (girl, boy) = (162.75 + 6.47 * deviate, 174.36 + 7.41 * deviate)
      let height = ((number % 2 == 0 ? girl : boy) * 10).rounded() / 10 + shift
      return Pupil(height: height, gender: number % 6 < 2 ? nil : number % 2, stratum: 0)
    }
    let division = try pupils.division(.none, names: [nil], references: [reference.prior(at: 16)])
    let fit = try division.fit(Candidate(.expectationMaximisation, variance: .similar))
    return try #require(fit.mixture(of: 0))
  }

  @Test func `a class that is taller than the table is read like one that is not`() throws {
    let (usual, taller) = (try mixture(tallerBy: 0), try mixture(tallerBy: 4))
    for height in stride(from: 155.0, through: 185, by: 5) {
      let difference = usual.posterior(of: height)[1] - taller.posterior(of: height + 4)[1]
      #expect(difference.magnitude < 0.03)
    }
  }

  @Test func `children who are early do not make the youths of their school taller`() throws {
    // As in the public study FEV: 12 cm above the table from six to eleven, and on it at sixteen.
    let reference = try #require(
      GrowthReference([GrowthTable.entries.female, GrowthTable.entries.male])
    )
    let ages = [6, 7, 8, 9, 10, 11, 16]
    var pupils: [Pupil] = []
    for (stratum, age) in ages.enumerated() {
      for number in 0..<(age < 16 ? 80 : 20) {
        let gender = number % 2
        let entry = (gender == 0 ? GrowthTable.entries.female : GrowthTable.entries.male)[age - 2]
        let count = age < 16 ? 40.0 : 10.0
        let deviate = QuantileSchool.standardNormalQuantile((Double(number / 2) + 0.5) / count)
        let height = entry.mean + entry.standardDeviation * deviate + (age < 16 ? 12 : 0)
        let isRecorded = number % 20 < 2
        pupils.append(
          Pupil(
            height: (height * 10).rounded() / 10,
            gender: isRecorded ? gender : nil,
            stratum: stratum
          )
        )
      }
    }
    let division = try pupils.division(
      .age,
      names: ages.map { "\($0)" },
      references: ages.map { reference.prior(at: Double($0)) }
    )
    let fit = try division.fit(Candidate(.expectationMaximisation, by: .age))
    let youths = try #require(fit.mixture(of: ages.count - 1)).components.map(\.mean)
    // Twenty of them, two recorded, are drawn towards the others by a quarter of the 12 cm at most.
    #expect((youths[0] - 162.75).magnitude < 3 && (youths[1] - 174.36).magnitude < 3)
    let children = try #require(fit.mixture(of: 2)).components.map(\.mean)
    #expect((children[0] - 142.45).magnitude < 1.5 && (children[1] - 142.82).magnitude < 1.5)
  }
}
