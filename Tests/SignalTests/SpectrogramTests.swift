import SyntheticSounds
import Testing

@testable import Signal

@Suite struct SpectrogramTests {
  private func spectrogram(_ samples: [Float], block: Int, frames: Range<Int> = 0..<Int.max)
    -> Spectrogram
  {
    var analyzer = SpectrogramAnalyzer(frames: frames)
    for start in stride(from: 0, to: samples.count, by: block) {
      let part = Array(samples[start..<min(samples.count, start + block)])
      analyzer.process(part.span)
    }
    analyzer.finish()
    return analyzer.spectrogram
  }

  @Test("There is a spectrum for every frame that begins", arguments: [0, 1, 79, 80, 81, 8001])
  func counts(samples: Int) {
    let sound = [Float](repeating: 0.1, count: samples)
    #expect(spectrogram(sound, block: 100).frameCount == (samples + 79) / 80)
  }

  @Test("Blocks of any length give the same spectra", arguments: [1, 79, 80, 81, 4096])
  func blocks(size: Int) {
    let sound = Synthetic.noise(4000, levelDB: -20, seed: 1)
    #expect(spectrogram(sound, block: size) == spectrogram(sound, block: 4000))
  }

  @Test("A range of frames is that part of all frames")
  func range() {
    let sound = Synthetic.noise(4000, levelDB: -20, seed: 2)
    let all = spectrogram(sound, block: 512)
    let part = spectrogram(sound, block: 512, frames: 10..<20)
    let bins = Spectrogram.binCount
    #expect(part.firstFrame == 10)
    #expect(part.levels == Array(all.levels[(10 * bins)..<(20 * bins)]))
  }

  @Test("A sine of half scale stands at its bin, 6 dB below full scale")
  func sine() {
    let tone = Synthetic.tone([1000], seconds: 0.5, amplitude: 0.5)
    let spectrogram = spectrogram(tone, block: 4096)
    let column = Array(spectrogram.levels[(20 * Spectrogram.binCount)...].prefix(129))
    let largest = column.indices.max { column[$0] < column[$1] }
    #expect(largest == 32)
    let levelDB = Spectrogram.lowestDB + Spectrogram.stepDB * Float(column[32])
    #expect(abs(levelDB - -6.02) <= 0.3)
  }
}
