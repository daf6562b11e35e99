public import Reporting

/// One way in which inputs of a batch were not measured: how many, and the first of them.
public struct UnmeasuredKind: Hashable, Sendable {
  /// `failed` or `skipped`.
  public let status: CallStatus
  /// The record's `error.code`.
  public let code: String
  /// Inputs that ended so.
  public internal(set) var count: Int
  /// Path of the first, in the order of delivery.
  public let example: String
}

/// The kinds met so far. Codes are words of this program, so they are few however long a batch is.
struct UnmeasuredKinds: Hashable, Sendable {
  private struct Key: Hashable, Sendable {
    let status: CallStatus
    let code: String
  }

  private var kinds: [Key: UnmeasuredKind] = [:]

  /// Takes one input in that was not measured.
  mutating func add(_ status: CallStatus, code: String, path: String) {
    let key = Key(status: status, code: code)
    kinds[key, default: UnmeasuredKind(status: status, code: code, count: 0, example: path)]
      .count += 1
  }

  /// Takes in what another batch met; where both met the same, the example stays.
  mutating func add(_ other: UnmeasuredKinds) {
    kinds.merge(other.kinds) { mine, others in
      var sum = mine
      sum.count += others.count
      return sum
    }
  }

  /// Failures first, then the most frequent.
  var sorted: [UnmeasuredKind] {
    kinds.values.sorted { one, other in
      if one.status != other.status { return one.status == .failed }
      return one.count != other.count ? one.count > other.count : one.code < other.code
    }
  }
}
