import Mixture

/// Students of one label whose heights are evenly spaced: from `height` on, `step` apart.
func students(_ count: Int, from height: Double, step: Double = 1, label: Int?) -> [Cell] {
  (0..<count).map { Cell(height: height + step * Double($0), label: label) }
}
