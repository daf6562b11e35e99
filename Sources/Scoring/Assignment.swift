/// The pairing of rows with columns, each in one pair at most, whose weights sum to the most.
///
/// Pairs that weigh nothing are no pairs. The Hungarian method with potentials (Kuhn 1955; Munkres
/// 1957): one shortest augmenting path for each row, O(rows² · columns).
///
/// - Parameter weights: rows × columns, 0 and more; every row as long as the first.
/// - Returns: The column of each row, or nil.
func optimalAssignment(_ weights: [[Int]]) -> [Int?] {
  let rows = weights.count
  let columns = weights.first?.count ?? 0
  guard rows > 0, columns > 0 else { return weights.map { _ in nil } }
  precondition(
    weights.allSatisfy { $0.count == columns && $0.allSatisfy { $0 >= 0 } },
    "optimalAssignment: rows of different lengths, or a negative weight")
  var columnOfRow = [Int?](repeating: nil, count: rows)
  if rows <= columns {
    let owners = owners(costs: weights.map { row in row.map { -$0 } })
    for (column, row) in owners.enumerated() {
      if let row { columnOfRow[row] = column }
    }
  } else {
    // More rows than columns: the same with both exchanged.
    let owners = owners(costs: (0..<columns).map { column in weights.map { -$0[column] } })
    for (row, column) in owners.enumerated() { columnOfRow[row] = column }
  }
  return columnOfRow.enumerated().map { row, column in
    column.flatMap { weights[row][$0] > 0 ? $0 : nil }
  }
}

/// The row that owns each column in the cheapest assignment of all rows.
///
/// Invariant: reduced costs (cost − potential of the row − potential of the column) are never negative,
/// and zero for owned pairs.
private func owners(costs: [[Int]]) -> [Int?] {
  let columns = costs.first?.count ?? 0
  var rowPotential = [Int](repeating: 0, count: costs.count)
  var columnPotential = [Int](repeating: 0, count: columns)
  var owner = [Int?](repeating: nil, count: columns)
  for row in costs.indices {
    // Cheapest known way from `row` to each column, and the column before it on that way.
    var distance = [Int](repeating: .max, count: columns)
    var previous = [Int?](repeating: nil, count: columns)
    var settled: [Int] = []
    var isSettled = [Bool](repeating: false, count: columns)
    var from = row
    var fromColumn: Int?
    while true {
      var nearest: Int?
      for column in 0..<columns where !isSettled[column] {
        let reduced = costs[from][column] - rowPotential[from] - columnPotential[column]
        if reduced < distance[column] {
          distance[column] = reduced
          previous[column] = fromColumn
        }
        if nearest.map({ distance[column] < distance[$0] }) ?? true { nearest = column }
      }
      // There are at least as many columns as rows: a free one is always within reach.
      guard let reached = nearest else { break }
      let step = distance[reached]
      rowPotential[row] += step
      for column in settled {
        if let held = owner[column] { rowPotential[held] += step }
        columnPotential[column] -= step
      }
      for column in 0..<columns where !isSettled[column] { distance[column] -= step }
      isSettled[reached] = true
      settled.append(reached)
      if let held = owner[reached] {
        from = held
        fromColumn = reached
        continue
      }
      var column = reached
      while let before = previous[column] {
        owner[column] = owner[before]
        column = before
      }
      owner[column] = row
      break
    }
  }
  return owner
}
