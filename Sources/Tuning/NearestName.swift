/// The one of `names` that `name` was most likely meant to be: the least edits away, from the whole or
/// from the last part of a dotted name. Of equals the first; nil where more than half would change.
func nearestName(to name: String, among names: [String]) -> String? {
  func distance(_ candidate: String) -> Int {
    let last = candidate.split(separator: ".").last.map(String.init) ?? candidate
    return min(editDistance(name, candidate), editDistance(name, last))
  }
  let nearest = names.map { (name: $0, distance: distance($0)) }.min { $0.distance < $1.distance }
  return nearest.flatMap { 2 * $0.distance <= name.count ? $0.name : nil }
}

/// Insertions, deletions and replacements of letters that turn one text into the other, case aside
/// (Levenshtein 1966; one row of the table at a time).
func editDistance(_ one: String, _ other: String) -> Int {
  let other = Array(other.lowercased())
  var row = Array(0...other.count)
  for (index, letter) in one.lowercased().enumerated() {
    var diagonal = row[0]
    row[0] = index + 1
    for column in other.indices {
      let replaced = diagonal + (other[column] == letter ? 0 : 1)
      diagonal = row[column + 1]
      row[column + 1] = min(replaced, row[column] + 1, diagonal + 1)
    }
  }
  return row[other.count]
}
