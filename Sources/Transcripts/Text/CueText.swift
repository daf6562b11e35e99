/// A piece of a cue: text of one voice from one time stamp to the next.
struct CuePiece {
  /// Name in the voice tag, or nil.
  var voice: String?
  /// Milliseconds of the time stamp before it, or nil.
  var start: Int?
  var text: String
  /// Whether somebody else begins to speak here, though the voice may be as unknown as before.
  var isTurn = false
}

/// Text of a cue with its markup: voices, time stamps, entities; other tags are taken out.
struct CueMarkup {
  /// Tags without a meaning here. In SubRip anything else in angle brackets is text (`<unk>`).
  private static let styles: Set<String> = [
    "b", "i", "u", "s", "c", "font", "span", "ruby", "rt", "lang", "br", "v",
  ]
  private static let entities = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}",
    "lrm": "\u{200E}", "rlm": "\u{200F}",
  ]

  private let keepsUnknownTags: Bool
  private var pieces: [CuePiece] = []
  private var current = CuePiece(text: "")

  /// The pieces of `text`, in order; none is empty.
  ///
  /// - Parameter keepsUnknownTags: Whether what is no known tag is text, as in SubRip; WebVTT drops it.
  static func pieces(of text: String, keepsUnknownTags: Bool) -> [CuePiece] {
    var markup = CueMarkup(keepsUnknownTags: keepsUnknownTags)
    markup.read(Array(text.utf8))
    markup.flush()
    return markup.pieces
  }

  private init(keepsUnknownTags: Bool) {
    self.keepsUnknownTags = keepsUnknownTags
  }

  private mutating func read(_ bytes: [UInt8]) {
    var plain: [UInt8] = []
    var index = 0
    func take() {
      current.text += Self.unescaped(plain)
      plain.removeAll(keepingCapacity: true)
    }
    // The next closing bracket; looked for once, however many open in front of it.
    var close = -1
    while index < bytes.count {
      if close < index {
        close = bytes[index...].firstIndex(of: UInt8(ascii: ">")) ?? bytes.count
      }
      if bytes[index] == UInt8(ascii: "<"), close < bytes.count {
        let tag = bytes[(index + 1)..<close]
        if isTag(tag) {
          take()
          apply(tag)
          index = close + 1
          continue
        }
      }
      plain.append(bytes[index])
      index += 1
    }
    take()
  }

  private func isTag(_ tag: ArraySlice<UInt8>) -> Bool {
    guard keepsUnknownTags else { return true }
    let name = tag.drop { $0 == UInt8(ascii: "/") }.prefix(8).prefix { isASCIILetter($0) }
    return Self.styles.contains(String(decoding: name, as: UTF8.self).lowercased())
  }

  private mutating func apply(_ tag: ArraySlice<UInt8>) {
    let isSpace: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A }
    // <v.loud Name>: classes stand before the name.
    let kind = tag.prefix { !isSpace($0) && $0 != UInt8(ascii: ".") }
    if kind.elementsEqual("v".utf8) {
      flush()
      let name = tag.drop { !isSpace($0) }
      current.voice = cleanName(Self.unescaped(Array(name)))
    } else if kind.elementsEqual("/v".utf8) {
      flush()
      current.voice = nil
    } else if let seconds = CueTiming.seconds(Substring(decoding: tag, as: UTF8.self)),
      (0..<1e6).contains(seconds)
    {
      flush()
      current.start = Int((seconds * 1000).rounded())
    } else if kind.starts(with: "br".utf8) {
      current.text += " "
    }
  }

  private mutating func flush() {
    let isEmpty = current.text.utf8.allSatisfy { $0 == 0x20 || $0 == 0x0A || $0 == 0x09 }
    if !isEmpty {
      pieces.append(current)
      current.start = nil
    }
    current.text = ""
  }

  /// Entities as the characters they stand for; what is no entity stays.
  private static func unescaped(_ bytes: [UInt8]) -> String {
    guard bytes.contains(UInt8(ascii: "&")) else { return String(decoding: bytes, as: UTF8.self) }
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
      // The longest name that is known has four letters, the longest number seven digits.
      let window = bytes[index...].prefix(10)
      if bytes[index] == UInt8(ascii: "&"), let end = window.firstIndex(of: UInt8(ascii: ";")),
        let text = character(String(decoding: bytes[(index + 1)..<end], as: UTF8.self))
      {
        result.append(contentsOf: text.utf8)
        index = end + 1
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func character(_ entity: String) -> String? {
    if let text = entities[entity] { return text }
    guard entity.hasPrefix("#") else { return nil }
    let digits = entity.dropFirst()
    let isHexadecimal = digits.first == "x" || digits.first == "X"
    let code = isHexadecimal ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
    return code.flatMap { Unicode.Scalar($0) }.map { String(Character($0)) }
  }
}
