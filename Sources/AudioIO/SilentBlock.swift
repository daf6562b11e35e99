/// Blocks that decode to silence, for codecs that store blocks which do not depend on each other, or hardly.
enum SilentBlock {
  /// The bytes of one silent unit; nil where the codec has none that can stand between others.
  static func bytes(_ storage: WaveStorage, channelCount: Int) -> [UInt8]? {
    guard let count = storage.unitBytes else { return nil }
    switch storage.codec {
    // A predictor of 0, the smallest step and differences of 0: every sample is 0 (IMA ADPCM, 3.2).
    case .imaADPCM: return [UInt8](repeating: 0, count: count)
    case .msADPCM:
      // For each channel: coefficients 0 (256, 0), step 16, two samples of 0; then differences of 0.
      guard count >= 7 * channelCount else { return nil }
      var block = [UInt8](repeating: 0, count: count)
      for channel in 0..<channelCount { block[channelCount + 2 * channel] = 16 }
      return block
    case .gsm610: return count == gsm610.count ? gsm610 : nil
    default: return nil
    }
  }

  /// GSM 06.10: what the encoder of libgsm 1.0.22 writes for silence once it has settled, two frames in the
  /// packing of WAVE files. The decoder's memory fades within the first few milliseconds of a block.
  private static let gsm610: [UInt8] = [
    0x20, 0x48, 0x17, 0xD6, 0x84, 0x02, 0x80, 0x24, 0x49, 0x92, 0x24, 0x89, 0x02,
    0x80, 0x24, 0x49, 0x92, 0x24, 0x89, 0x02, 0x80, 0x24, 0x49, 0x92, 0x24, 0x89,
    0x02, 0x80, 0x24, 0x49, 0x92, 0x24, 0x09, 0x82, 0x74, 0x61, 0x4D, 0x28, 0x00,
    0x48, 0x92, 0x24, 0x49, 0x92, 0x28, 0x00, 0x48, 0x92, 0x24, 0x49, 0x92, 0x28,
    0x00, 0x48, 0x92, 0x24, 0x49, 0x92, 0x28, 0x00, 0x48, 0x92, 0x24, 0x49, 0x92,
  ]
}
