/// The small letter without its accents, for the composed letters of Latin scripts, Vietnamese
/// included.
///
/// Letters with a stroke count as accented: `ø` is an `o` to whoever looks a name up.
package let baseLetters: [Unicode.Scalar: Unicode.Scalar] = {
  let rows: [(Unicode.Scalar, String)] = [
    ("a", "àáâãäåāăąǎǟǡǻȁȃȧḁạảấầẩẫậắằẳẵặ"), ("b", "ḃḅḇƀ"), ("c", "çćĉċčḉ"), ("d", "ďḋḍḏḑḓđ"),
    ("e", "èéêëēĕėęěȅȇȩḕḗḙḛḝẹẻẽếềểễệ"), ("f", "ḟ"), ("g", "ĝğġģǧǵḡǥ"), ("h", "ĥȟḣḥḧḩḫẖħ"),
    ("i", "ìíîïĩīĭįǐȉȋḭḯỉịı"), ("j", "ĵǰ"), ("k", "ķǩḱḳḵ"), ("l", "ĺļľḷḹḻḽł"), ("m", "ḿṁṃ"),
    ("n", "ñńņňǹṅṇṉṋ"), ("o", "òóôõöōŏőơǒǫǭȍȏȫȭȯȱṍṏṑṓọỏốồổỗộớờởỡợøǿ"), ("p", "ṕṗ"),
    ("r", "ŕŗřȑȓṙṛṝṟ"), ("s", "śŝşšșṡṣṥṧṩ"), ("t", "ţťțṫṭṯṱẗŧ"),
    ("u", "ùúûüũūŭůűųưǔǖǘǚǜȕȗṳṵṷṹṻụủứừửữự"), ("v", "ṽṿ"), ("w", "ŵẁẃẅẇẉẘ"), ("x", "ẋẍ"),
    ("y", "ýÿŷȳẏẙỳỵỷỹ"), ("z", "źżžẑẓẕƶ"),
  ]
  return lettersByVariant(rows)
}()

/// A table from each of the variants of a letter to the letter.
package func lettersByVariant(
  _ rows: [(letter: Unicode.Scalar, variants: String)]
) -> [Unicode.Scalar: Unicode.Scalar] {
  var letters: [Unicode.Scalar: Unicode.Scalar] = [:]
  for (letter, variants) in rows {
    for scalar in variants.unicodeScalars { letters[scalar] = letter }
  }
  return letters
}
