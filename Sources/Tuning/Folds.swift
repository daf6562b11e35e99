internal import Crypto
internal import FoundationEssentials

/// Which recordings are held out together.
///
/// Recordings of one name are one call, in whatever folder and whatever form: a mono mix
/// (`NAME.mono.wav`) is never held out while its two channels (`NAME.wav`) are chosen on. Calls are
/// ordered by the SHA-256 of their names, folder by folder, and dealt out in turn: the same names give
/// the same folds, neighbours in a folder are torn apart, and every folder is spread over all folds.
struct Folds {
  /// 2 and more.
  let count: Int
  /// Fold of each recording of each set, from 0.
  let assignment: [[Int]]

  /// Ending by which mixed-down copies of two-channel calls are named.
  private static let mixEnding = ".mono"

  /// - Throws: `TuningError` (`usage`) for fewer than 2 folds or fewer calls than folds.
  init(_ sets: [LabelledSet], count: Int) throws(TuningError) {
    guard count >= 2 else {
      throw TuningError(.usage, "--folds", "is \(count), expected 2 or more")
    }
    var folds: [String: Int] = [:]
    for set in sets {
      let calls = Set(set.recordings.map { Self.call($0.name) }).filter { folds[$0] == nil }
      let ordered = calls.map { (digest: Self.digest($0), name: $0) }
        .sorted { $0.digest.lexicographicallyPrecedes($1.digest) }
      for call in ordered { folds[call.name] = folds.count % count }
    }
    guard folds.count >= count else {
      throw TuningError(.usage, "--folds", "is \(count), there are \(folds.count) calls")
    }
    self.count = count
    assignment = sets.map { set in set.recordings.map { folds[Self.call($0.name)] ?? 0 } }
  }

  /// What recordings of the same call have in common.
  private static func call(_ name: String) -> String {
    name.hasSuffix(mixEnding) ? String(name.dropLast(mixEnding.count)) : name
  }

  private static func digest(_ name: String) -> [UInt8] {
    Array(SHA256.hash(data: Data(name.utf8)))
  }
}
