internal import SpokenText

/// Finds numbers that are personal data in one run of digits.
struct RunMatcher {
  private let run: DigitRun
  private let context: NumberContext

  /// No number that is looked for has more digits; a card has 19.
  private static let mostDigits = 20
  /// False starts and corrections that one number may hold.
  private static let mostSkips = 2
  /// After so many ways to read one run no more false starts are looked for in it.
  private static let mostTries = 500

  private var tries = 0

  /// Values of each group, parallel to the run's.
  private let values: [[UInt8]]

  private init(_ run: DigitRun, context: NumberContext) {
    self.run = run
    values = run.groups.map(\.values)
    self.context = context
  }

  /// What is found, surest first; findings share no group.
  static func findings(in run: DigitRun, context: NumberContext) -> [RawFinding] {
    var matcher = RunMatcher(run, context: context)
    return matcher.findings()
  }

  private mutating func findings() -> [RawFinding] {
    var taken = [Bool](repeating: false, count: run.groups.count)
    var findings: [(match: Matched, finding: RawFinding)] = []
    for matched in candidates() {
      if matched.groups.contains(where: { taken[$0] }) { continue }
      for group in matched.groups { taken[group] = true }
      findings.append((matched, finding(matched)))
    }
    addLeftovers(to: &findings)
    return findings.map { found in
      var finding = found.finding
      finding.words = Array(Set(finding.words)).sorted()
      return finding
    }
  }

  /// Gives what else was said in the same go to the finding nearest to it: a false start, what was
  /// corrected. One sweep over the run, since nothing bounds how many leftovers and findings it holds.
  private func addLeftovers(to findings: inout [(match: Matched, finding: RawFinding)]) {
    guard !findings.isEmpty else { return }
    var owners = [Int?](repeating: nil, count: run.groups.count)
    for (owner, found) in findings.enumerated() {
      for group in found.match.groups { owners[group] = owner }
    }
    let utterances = findings.map { Set($0.finding.words.map(\.utterance)) }
    var behind = owners.firstIndex { $0 != nil } ?? 0
    var before: Int?
    for index in run.groups.indices {
      if owners[index] != nil {
        before = index
        continue
      }
      if behind < index {
        behind = owners[index...].firstIndex { $0 != nil } ?? owners.count
      }
      guard let nearest = nearest(to: index, before, behind, owners) else { continue }
      let group = run.groups[index]
      let isNear =
        values[index].count >= 3 || utterances[nearest].contains(group.place.utterance)
      guard isNear else { continue }
      findings[nearest].finding.words.append(group.place)
      findings[nearest].finding.pieces.append(.init(group))
    }
  }

  /// The owner of the nearer of two groups, `behind` being the run's end for none; of two as near, the surer.
  private func nearest(
    to index: Int, _ before: Int?, _ behind: Int, _ owners: [Int?]
  ) -> Int? {
    let next = behind < owners.count ? owners[behind] : nil
    guard let before, let last = owners[before] else { return next }
    guard let next else { return last }
    let (back, ahead) = (index - before, behind - index)
    return back == ahead ? min(last, next) : back < ahead ? last : next
  }

  private struct Matched {
    var groups: [Int]
    var digits: [UInt8]
    var match: NumberMatch
    var score: Double
  }

  private func finding(_ matched: Matched) -> RawFinding {
    let groups = matched.groups.map { run.groups[$0] }
    return RawFinding(
      type: matched.match.type, confidence: matched.match.confidence,
      words: groups.flatMap { [$0.letterPlace, $0.place].compactMap(\.self) },
      digits: matched.digits, pieces: groups.map(RawFinding.WordPiece.init))
  }

  // MARK: Candidates

  private mutating func candidates() -> [Matched] {
    var found: [Matched] = []
    for start in run.groups.indices {
      extend([start], skips: 0, into: &found)
    }
    return found.enumerated().sorted {
      ($0.element.score, $1.offset) > ($1.element.score, $0.offset)
    }.map(\.element)
  }

  private mutating func extend(_ groups: [Int], skips: Int, into found: inout [Matched]) {
    guard let last = groups.last else { return }
    let count = groups.reduce(0) { $0 + run.groups[$1].digits.count }
    guard count <= Self.mostDigits else { return }
    tries += 1
    if count >= 3 { consider(groups, skips: skips, into: &found) }
    let next = last + 1
    guard next < run.groups.count else { return }
    extend(groups + [next], skips: skips, into: &found)
    let canSkip = skips < Self.mostSkips && tries < Self.mostTries
    if canSkip, next + 1 < run.groups.count, isTakenBack(next) {
      extend(groups + [next + 1], skips: skips + 1, into: &found)
    }
    // The group just taken may be the one that the next replaces.
    if canSkip, groups.count > 1, isTakenBack(last) {
      extend(groups.dropLast() + [next], skips: skips + 1, into: &found)
    }
  }

  /// Whether the group behind `index` says it again: a false start, an echo, a correction.
  private func isTakenBack(_ index: Int) -> Bool {
    guard index + 1 < run.groups.count else { return false }
    if run.groups[index + 1].corrects { return true }
    guard values[index].count > 1 else { return false }
    return values[index + 1].starts(with: values[index])
  }

  private func consider(_ groups: [Int], skips: Int, into found: inout [Matched]) {
    // All, or all but what is taken back.
    let isWhole = groups.count + skips >= run.groups.count
    let members = groups.filter { !values[$0].isEmpty }
    let lengths = members.map { values[$0].count }
    let letters = members.map { run.groups[$0].letter }
    let clings = members.contains { run.groups[$0].letterPlace == run.groups[$0].place }
    var best: Matched?
    for digits in readings(of: groups) {
      let candidate = NumberCandidate(
        digits: digits, lengths: lengths, isWhole: isWhole, letters: letters,
        clingsToLetter: clings, context: context)
      guard let match = NumberPattern.match(candidate) else { continue }
      // A number that takes in all that was said is likelier than a part of it that happens to fit; of
      // two that fit the longer one is.
      let wholeness = isWhole && match.confidence >= 0.7 ? 0.3 : 0
      let score = match.confidence + wholeness + 0.002 * Double(digits.count)
      if score > best?.score ?? 0 {
        best = Matched(groups: groups, digits: digits, match: match, score: score)
      }
    }
    if let best { found.append(best) }
  }

  /// The digits as they are read, then with each doubtful one read the other way.
  private func readings(of groups: [Int]) -> [[UInt8]] {
    let digits = groups.flatMap { run.groups[$0].digits }
    var all = [digits.filter(\.counts).map(\.value)]
    let doubtful = digits.indices.filter { digits[$0].certainty != .certain }
    guard doubtful.count <= 3 else { return all }
    for changed in doubtful {
      all.append(
        digits.indices.compactMap { index in
          digits[index].counts != (index == changed) ? digits[index].value : nil
        })
    }
    if doubtful.count > 1 {
      all.append(digits.filter { $0.certainty == .certain }.map(\.value))
      all.append(digits.map(\.value))
    }
    return all.filter { !$0.isEmpty }
  }
}
