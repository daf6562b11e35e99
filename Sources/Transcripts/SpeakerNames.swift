internal import SpeechTimeline

/// Whom a transcript's channels and names stand for in a conversation.
struct SpeakerNames {
  /// The speaker of each channel that is one speaker's alone.
  private let channels: [Int: Int]
  /// The speaker in whose speech most of a name's words lie.
  private let names: [String: Int]

  /// - Parameter shares: of each word, the milliseconds of it that lie in each speaker's speech.
  init(_ words: [TranscriptWord], shares: [[Int]], conversation: Conversation) {
    channels = Dictionary(
      conversation.speakers.enumerated().compactMap { index, speaker in
        speaker.channel.map { ($0, index) }
      }, uniquingKeysWith: { first, _ in first })
    var sums: [String: [Int]] = [:]
    for (word, share) in zip(words, shares) {
      guard let name = word.speaker else { continue }
      sums[name, default: Array(repeating: 0, count: share.count)].add(share)
    }
    names = Self.matching(sums, labels: conversation.speakers.map(\.label))
  }

  /// The matching of names to speakers that puts the most words into their speaker's speech. A name that is
  /// a speaker's label is that speaker's.
  private static func matching(_ sums: [String: [Int]], labels: [String]) -> [String: Int] {
    var matched: [String: Int] = [:]
    for name in sums.keys {
      if let same = labels.firstIndex(of: name) { matched[name] = same }
    }
    // Names beyond the speakers share one: recognisers count more voices than there are.
    for (name, sum) in sums where matched[name] == nil {
      guard let most = sum.max(), most > 0 else { continue }
      matched[name] = sum.firstIndex(of: most)
    }
    // Two names on two speakers never both mean the same one, if one of the two exchanges helps.
    let free = labels.indices.filter { !matched.values.contains($0) }
    if labels.count == 2, sums.count == 2, free.count == 1, matched.count == 2 {
      let pair = sums.keys.sorted()
      let straight = sums[pair[0], default: [0, 0]][0] + sums[pair[1], default: [0, 0]][1]
      let crossed = sums[pair[0], default: [0, 0]][1] + sums[pair[1], default: [0, 0]][0]
      matched = straight >= crossed ? [pair[0]: 0, pair[1]: 1] : [pair[0]: 1, pair[1]: 0]
    }
    return matched
  }

  /// The speaker to whom a channel belongs alone, or nil.
  func speakerOfChannel(_ channel: Int?) -> Int? { channel.flatMap { channels[$0] } }

  /// The speaker whom the transcript's own name for a word's speaker means, or nil without one.
  func speakerNamed(by word: TranscriptWord) -> Int? { word.speaker.flatMap { names[$0] } }

  /// Whose a word is.
  ///
  /// - Parameter likeness: of each speaker, how alike the word's segment and that speaker's speech are: where several
  ///   speak and the transcript names nobody, a short 네 is whose speech is as short. Where nothing at all tells, the
  ///   first speaker's.
  func speaker(of word: TranscriptWord, shares: [Int], likeness: [Double]) -> Int {
    if let alone = speakerOfChannel(word.channel) { return alone }
    let most = shares.max() ?? 0
    let candidates = shares.indices.filter { shares[$0] == most }
    if candidates.count == 1, 2 * most > shares.reduce(0, +) + most / 2 { return candidates[0] }
    if let named = speakerNamed(by: word) { return named }
    let speaking = shares.indices.filter { 2 * shares[$0] >= most && most > 0 }
    return speaking.max { (likeness[$0], $1) < (likeness[$1], $0) } ?? candidates.first ?? 0
  }
}

extension [Int] {
  fileprivate mutating func add(_ other: [Int]) {
    for index in indices { self[index] += other[index] }
  }
}
