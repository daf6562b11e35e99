internal import SpeechTimeline
internal import SpokenText

/// A place of personal data while it is being looked for: with its digits, which leave this room in no form.
struct RawFinding {
  var type: PersonalDataType
  var confidence: Double
  /// The words that hold it, in order.
  var words: [WordPlace]
  /// Its digits; empty for an address.
  var digits: [UInt8] = []
  /// What of the words it holds, where a word may hold two of them.
  var pieces: [WordPiece] = []

  /// The part of a word that a group of digits takes.
  struct WordPiece: Hashable {
    var place: WordPlace
    var range: Range<Int>

    init(_ group: DigitGroup) {
      place = group.place
      range = group.range
    }
  }
}
