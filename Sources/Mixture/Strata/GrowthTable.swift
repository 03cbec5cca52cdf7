/// Heights of girls and boys by age, of the United States: the reference that is built in.
///
/// Mean and standard deviation in centimetres for each age in completed years from 2 to 20, averaged
/// over the year. They are worked out from the powers, medians and coefficients of variation of
/// "stature for age, 2 to 20 years" of the National Center for Health Statistics (2000), a work of the
/// US government in the public domain. A school may be taller or shorter; its level is estimated.
package enum GrowthTable {
  /// The first age of the table in completed years; the others follow.
  private static let firstAge = 2

  private static let female: [(mean: Double, deviation: Double)] = [
    (89.80, 4.56), (97.41, 4.59), (104.28, 4.99), (111.32, 5.37), (118.29, 5.70), (124.76, 5.97),
    (130.45, 6.24), (135.56, 6.62), (140.95, 7.20), (147.55, 7.67), (154.34, 7.37), (158.96, 6.80),
    (161.23, 6.54), (162.25, 6.48), (162.75, 6.47), (163.02, 6.47), (163.19, 6.47), (163.29, 6.47),
    (163.32, 6.47),
  ]

  private static let male: [(mean: Double, deviation: Double)] = [
    (90.95, 4.46), (98.73, 4.53), (105.58, 4.82), (112.13, 5.19), (118.60, 5.54), (124.91, 5.86),
    (130.82, 6.18), (136.18, 6.55), (141.14, 6.95), (146.29, 7.40), (152.52, 7.92), (159.96, 8.28),
    (166.92, 8.17), (171.71, 7.76), (174.36, 7.41), (175.69, 7.22), (176.36, 7.15), (176.71, 7.14),
    (176.83, 7.14),
  ]

  /// The entries of girls and of boys, by age.
  package static let entries = (female: entries(female), male: entries(male))

  private static func entries(
    _ table: [(mean: Double, deviation: Double)]
  ) -> [GrowthReference.Entry] {
    table.enumerated().map { number, row in
      GrowthReference.Entry(
        age: Double(firstAge + number),
        mean: row.mean,
        standardDeviation: row.deviation
      )
    }
  }
}
