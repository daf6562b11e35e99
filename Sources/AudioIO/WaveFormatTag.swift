/// The codec number of a WAVE `fmt ` chunk (RFC 2361).
struct WaveFormatTag: Hashable {
  let rawValue: UInt16

  init(_ rawValue: UInt16) { self.rawValue = rawValue }

  static let pcm = WaveFormatTag(0x0001)
  static let msADPCM = WaveFormatTag(0x0002)
  static let ieeeFloat = WaveFormatTag(0x0003)
  static let aLaw = WaveFormatTag(0x0006)
  static let muLaw = WaveFormatTag(0x0007)
  static let imaADPCM = WaveFormatTag(0x0011)
  static let gsm610 = WaveFormatTag(0x0031)
  static let nmsADPCM = WaveFormatTag(0x0038)
  static let g721 = WaveFormatTag(0x0040)
  static let mp3 = WaveFormatTag(0x0055)
  static let extensible = WaveFormatTag(0xFFFE)

  /// `G.729 (format tag 0x0083)`, or `unknown codec (format tag 0x1234)`.
  var description: String {
    "\(Self.names[rawValue] ?? "unknown codec") (format tag 0x\(hexadecimal))"
  }

  private var hexadecimal: String {
    let digits = String(rawValue, radix: 16, uppercase: true)
    return String(repeating: "0", count: 4 - digits.count) + digits
  }

  /// Names of the codecs that telephony recorders and desktop software put into WAVE files.
  /// Source: RFC 2361, appendix A, and the `WAVE_FORMAT_…` numbers of Microsoft's `mmreg.h`.
  private static let names: [UInt16: String] = [
    0x0000: "unspecified codec", 0x0001: "PCM", 0x0002: "Microsoft ADPCM", 0x0003: "IEEE float",
    0x0004: "VSELP", 0x0005: "IBM CVSD", 0x0006: "A-law", 0x0007: "mu-law", 0x0008: "DTS",
    0x0009: "DRM", 0x000A: "Windows Media Audio Voice 9", 0x0010: "OKI (Dialogic VOX) ADPCM",
    0x0011: "IMA ADPCM", 0x0012: "MediaSpace ADPCM", 0x0013: "Sierra ADPCM",
    0x0014: "G.723 ADPCM (Antex)", 0x0015: "DIGISTD", 0x0016: "DIGIFIX",
    0x0017: "Dialogic OKI ADPCM", 0x0018: "MediaVision ADPCM", 0x0020: "Yamaha ADPCM",
    0x0021: "Sonarc", 0x0022: "DSP Group TrueSpeech", 0x0023: "Echo SC1",
    0x0024: "AudioFile AF36", 0x0025: "APTX", 0x0028: "LRC", 0x0030: "Dolby AC-2",
    0x0031: "GSM 6.10", 0x0032: "MSN Audio", 0x0033: "Antex ADPCME", 0x0034: "Control Res VQLPC",
    0x0035: "DIGIREAL", 0x0036: "DIGIADPCM", 0x0037: "Control Res CR10", 0x0038: "NMS VBX ADPCM",
    0x0039: "Roland RDAC", 0x003A: "Echo SC3", 0x003B: "Rockwell ADPCM",
    0x003C: "Rockwell DIGITALK", 0x003D: "Xebec", 0x0040: "G.721 ADPCM", 0x0041: "G.728 CELP",
    0x0042: "Microsoft G.723.1", 0x0045: "G.726 ADPCM (Microsoft)", 0x0050: "MPEG layer 1 or 2",
    0x0052: "RT24", 0x0053: "PAC", 0x0055: "MP3", 0x0057: "AMR-NB", 0x0058: "AMR-WB",
    0x0059: "Lucent G.723", 0x0060: "Cirrus", 0x0061: "ESPCM", 0x0062: "Voxware",
    0x0063: "Canopus ATRAC", 0x0064: "G.726 ADPCM", 0x0065: "G.722 ADPCM", 0x0066: "DSAT",
    0x0067: "DSAT display", 0x0069: "Voxware byte aligned", 0x0070: "Voxware AC8",
    0x0071: "Voxware AC10", 0x0072: "Voxware AC16", 0x0073: "Voxware AC20",
    0x0074: "Voxware RT24", 0x0075: "Voxware RT29", 0x0076: "Voxware RT29HW",
    0x0077: "Voxware VR12", 0x0078: "Voxware VR18", 0x0079: "Voxware TQ40", 0x0080: "Softsound",
    0x0081: "Voxware TQ60", 0x0082: "Microsoft RT24", 0x0083: "G.729", 0x0084: "MVI2",
    0x0085: "Data Fusion G.726", 0x0086: "Data Fusion GSM 6.10", 0x0088: "ISIAudio",
    0x0089: "Onlive", 0x0091: "Siemens SBC24", 0x0092: "Dolby AC-3 SPDIF",
    0x0093: "MediaSonic G.723",
    0x0094: "Aculab PLC (Prosody 8 kbit/s)", 0x0097: "ZyXEL ADPCM", 0x0098: "Philips LPCBB",
    0x0099: "Studer Packed", 0x00A0: "Malden PhonyTalk", 0x00FF: "AAC", 0x0100: "Rhetorex ADPCM",
    0x0101: "BeCubed IRAT", 0x0111: "Vivo G.723", 0x0112: "Vivo Siren", 0x0120: "Philips CELP",
    0x0121: "Philips Grundig", 0x0123: "Digital G.723", 0x0125: "Sanyo LD ADPCM",
    0x0130: "Sipro Lab ACELP.net", 0x0131: "Sipro Lab ACELP.4800",
    0x0132: "Sipro Lab ACELP.8V3", 0x0133: "Sipro Lab G.729", 0x0134: "Sipro Lab G.729A",
    0x0135: "Sipro Lab Kelvin", 0x0136: "VoiceAge AMR", 0x0140: "Dictaphone G.726",
    0x0141: "Dictaphone CELP 6.8", 0x0142: "Dictaphone CELP 5.4", 0x0150: "Qualcomm PureVoice",
    0x0151: "Qualcomm HalfRate", 0x0155: "Ring Zero Systems TUB GSM",
    0x0160: "Windows Media Audio 1", 0x0161: "Windows Media Audio 2",
    0x0162: "Windows Media Audio Pro", 0x0163: "Windows Media Audio Lossless",
    0x0200: "Creative ADPCM", 0x0202: "Creative FastSpeech 8", 0x0203: "Creative FastSpeech 10",
    0x0215: "Ulead DV", 0x0270: "Sony ATRAC3", 0x028E: "Intel GSM", 0x028F: "G.722 ADPCM",
    0x0400: "BTV digital",
    0x0401: "Intel Music Coder", 0x0402: "Indeo Audio", 0x0680: "VME VMPCM",
    0x1000: "Olivetti GSM", 0x1001: "Olivetti ADPCM", 0x1002: "Olivetti CELP",
    0x1003: "Olivetti SBC", 0x1004: "Olivetti OPR", 0x1100: "Lernout & Hauspie codec",
    0x1101: "Lernout & Hauspie CELP", 0x1102: "Lernout & Hauspie SBC",
    0x1600: "MPEG ADTS AAC", 0x1602: "MPEG LOAS AAC", 0x1610: "MPEG HE-AAC",
    0x181C: "Voxware RT24 speech", 0x2000: "Dolby AC-3", 0x4143: "AAC (Divio)",
    0x566F: "Vorbis", 0x674F: "Ogg Vorbis mode 1", 0x6750: "Ogg Vorbis mode 2",
    0x6751: "Ogg Vorbis mode 3", 0x676F: "Ogg Vorbis mode 1+", 0x6770: "Ogg Vorbis mode 2+",
    0x6771: "Ogg Vorbis mode 3+", 0x704F: "Opus", 0x7A21: "AMR-NB (constant rate)",
    0x7A22: "AMR-NB (variable rate)", 0xA100: "Comverse Infosys G.723.1",
    0xA101: "Comverse Infosys AVQSBC", 0xA102: "Comverse Infosys SBC",
    0xA103: "Symbol G.729A", 0xA104: "VoiceAge AMR-WB", 0xA105: "Ingenient G.726",
    0xA106: "AAC", 0xA107: "Encore G.726", 0xA108: "ZOLL ASAO", 0xA109: "Speex",
    0xF1AC: "FLAC", 0xFFFE: "WAVE_FORMAT_EXTENSIBLE",
  ]
}
