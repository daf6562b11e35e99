/// What the first bytes of a file outside the WAVE family say it is.
struct ForeignFormat: Hashable {
  /// For messages: `FLAC`, `Ogg` …
  let name: String
  /// The codec, where it is one that cannot be decoded here.
  let unsupportedCodec: String?

  /// Whether the bytes may begin an MPEG stream: an ID3 tag, or the eleven set bits of a frame.
  let mayBeMPEG: Bool

  /// Enough to reach the first packet of an Ogg stream.
  static let bytesNeeded = 64

  /// Nil for bytes that no known kind of file begins with.
  init?(_ start: [UInt8]) {
    guard let match = Self.signatures.first(where: { $0.matches(start) }) else {
      guard start.count >= 2, start[0] == 0xFF, start[1] & 0xE0 == 0xE0 else { return nil }
      name = "MP3"
      unsupportedCodec = nil
      mayBeMPEG = true
      return
    }
    mayBeMPEG = match.name == "MP3"
    name = match.name
    unsupportedCodec = match.isDecoded ? nil : match.name
  }

  private struct Signature {
    let name: String
    let offset: Int
    let bytes: [UInt8]
    let isDecoded: Bool

    init(_ name: String, _ bytes: [UInt8], at offset: Int = 0, isDecoded: Bool = true) {
      self.name = name
      self.offset = offset
      self.bytes = bytes
      self.isDecoded = isDecoded
    }

    init(_ name: String, _ text: String, at offset: Int = 0, isDecoded: Bool = true) {
      self.init(name, Array(text.utf8), at: offset, isDecoded: isDecoded)
    }

    func matches(_ start: [UInt8]) -> Bool {
      start.dropFirst(offset).starts(with: bytes)
    }
  }

  /// In order: the first that matches counts. An Ogg page with one segment, as first pages have, puts
  /// its packet at byte 28 (RFC 3533, clause 6).
  private static let signatures = [
    Signature("Speex in Ogg", "Speex   ", at: 28, isDecoded: false),
    Signature("AMR-WB", "#!AMR-WB", isDecoded: false),
    Signature("AMR-NB", "#!AMR", isDecoded: false),
    Signature("MPEG-4 audio (AAC)", "ftyp", at: 4, isDecoded: false),
    Signature(
      "Windows Media Audio", [0x30, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11], isDecoded: false),
    Signature("Matroska or WebM", [0x1A, 0x45, 0xDF, 0xA3], isDecoded: false),
    Signature("Ogg", "OggS"),
    Signature("FLAC", "fLaC"),
    Signature("AIFF", "FORM"),
    Signature("AU", ".snd"),
    Signature("CAF", "caff"),
    Signature("NIST SPHERE", "NIST_1A"),
    Signature("VOC", "Creative Voice File"),
    Signature("MP3", "ID3"),
  ]
}
