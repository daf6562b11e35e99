internal import SpeechTimeline

/// Names for the speakers of a masked transcript. A transcript's own may be people's, or hold their numbers: those that
/// only say which party it is stay, the others become `speaker_1`, `speaker_2` … in order of speaking.
struct MaskedNames {
  private var names: [String: String] = [:]

  /// Names that say which party it is, in small letters.
  private static let parties: Set<String> = [
    "agent", "customer", "caller", "callee", "client", "operator", "상담원", "상담사", "고객", "손님",
  ]
  /// What names that count speakers begin with, in small letters.
  private static let counted = ["speaker", "spk", "channel", "ch", "s"]

  init(_ transcript: Transcript) {
    for case let name? in transcript.words.map(\.speaker) where names[name] == nil {
      names[name] = Self.namesNobody(name) ? name : "speaker_\(names.count + 1)"
    }
  }

  /// - Precondition: a name of the transcript.
  subscript(name: String) -> String { names[name] ?? "speaker" }

  /// `AGENT`, `고객`, `spk_0`, `SPEAKER_01`, `channel 2`.
  private static func namesNobody(_ name: String) -> Bool {
    let small = name.lowercased()
    if parties.contains(small) { return true }
    guard let start = counted.first(where: small.hasPrefix) else { return false }
    let rest = small.dropFirst(start.count).drop { $0 == "_" || $0 == " " || $0 == "-" }
    return (1...2).contains(rest.count) && rest.allSatisfy { ("0"..."9").contains($0) }
  }
}
