/// Turns scores into spans of speech: the likeliest sequence of speech and pauses, its edges moved to
/// where the sound of the word begins and ends.
///
///     log odds   ___/‾‾‾‾‾‾\_____/‾‾\______
///     path       ....[=======)....[==).....    two states, a price for each change
///     level          /‾‾‾‾‾‾‾\   /‾‾‾\_
///     floor      ~~~~~~~~~~~~~~~~~~~~~~~~~~
///     spans      ...[=========)..[=====)...    grown and trimmed by level
struct SpeechDecoder {
  private let configuration: SpeechConfiguration

  init(_ configuration: SpeechConfiguration) {
    self.configuration = configuration
  }

  /// What decides for speech: its log odds, less those of music, plus the bias.
  ///
  /// - Parameter isMusic: of the same frames, whether the rules hear music.
  func logOdds(_ scores: FrameScores, isMusic: [Bool]) -> [Float] {
    isMusic.indices.map { frame in
      let music = configuration.musicPenalty * max(0, scores.music[frame])
      let held = isMusic[frame] ? configuration.heldMusicPenalty : 0
      return scores.speech[frame] - music - held + configuration.bias
    }
  }

  /// What is known of the same frames beside their scores.
  struct Surroundings {
    /// Level over three frames, dB.
    var levelDB: [Float]
    /// Level of the noise, dB.
    var floorDB: [Float]
    /// Frames that are no speech whatever their score.
    var excluded: [Bool]
    /// Level of the channel's voice, dB.
    var voiceDB: Float
  }

  /// What `around` says of each frame.
  func marks(_ around: Surroundings) -> [FrameMarks] {
    around.levelDB.indices.map { frame in
      let level = around.levelDB[frame]
      let floor = around.floorDB[frame]
      var marks: FrameMarks = around.excluded[frame] ? .excluded : []
      if level
        > max(floor + configuration.edgeOverFloorDB, around.voiceDB - configuration.edgeRangeDB)
      {
        marks.insert(.loud)
      }
      if level >= floor + configuration.trimOverFloorDB { marks.insert(.heard) }
      return marks
    }
  }

  /// The spans of speech, in order, apart from each other.
  ///
  /// - Parameter logOdds: of speech, one a frame.
  func spans(_ logOdds: [Float], _ around: Surroundings) -> [Range<Int>] {
    spans(logOdds, marks: marks(around))
  }

  /// The same.
  func spans(_ logOdds: [Float], marks: [FrameMarks]) -> [Range<Int>] {
    var speech = path(logOdds)
    let found = runs(of: speech)
    for run in found { grow(run, logOdds, marks, in: &speech) }
    for run in found { trim(run, marks, in: &speech) }
    for frame in speech.indices where marks[frame].contains(.excluded) { speech[frame] = false }
    return bridged(runs(of: speech), across: marks).filter {
      $0.count >= frames(inSeconds: configuration.leastSeconds)
    }
  }

  /// The two-state path with the greatest sum of log odds, each change of state at its price.
  ///
  /// *Source*: A. J. Viterbi (1967), for two states. Ties keep the state.
  private func path(_ logOdds: [Float]) -> [Bool] {
    let price = configuration.switchPenalty
    var pause: Float = 0
    var speech: Float = 0
    // Whether the best way into each state at each frame came from the other one.
    var switched = [UInt8](repeating: 0, count: logOdds.count)
    for frame in logOdds.indices {
      let intoPause = speech - price
      let intoSpeech = pause - price
      switched[frame] = (intoPause > pause ? 1 : 0) | (intoSpeech > speech ? 2 : 0)
      let nextPause = max(pause, intoPause)
      speech = max(speech, intoSpeech) + logOdds[frame]
      // Only the difference counts; kept small so that hours lose no precision.
      pause = 0
      speech -= nextPause
    }
    var isSpeech = speech > pause
    var path = [Bool](repeating: false, count: logOdds.count)
    for frame in logOdds.indices.reversed() {
      path[frame] = isSpeech
      if switched[frame] & (isSpeech ? 2 : 1) != 0 { isSpeech.toggle() }
    }
    return path
  }

  /// Adds frames next to `run` that are loud enough to be the word's own beginning or end.
  private func grow(
    _ run: Range<Int>, _ logOdds: [Float], _ marks: [FrameMarks], in speech: inout [Bool]
  ) {
    func belongs(_ frame: Int) -> Bool {
      logOdds[frame] > configuration.growthLogOdds && marks[frame].contains(.loud)
    }
    var frame = run.lowerBound
    let earliest = max(0, frame - frames(inSeconds: configuration.growthBeforeSeconds))
    while frame > earliest, belongs(frame - 1) {
      frame -= 1
      speech[frame] = true
    }
    frame = run.upperBound
    let latest = min(speech.count, frame + frames(inSeconds: configuration.growthAfterSeconds))
    while frame < latest, belongs(frame) {
      speech[frame] = true
      frame += 1
    }
  }

  /// Takes away frames at the edges of `run` where nothing is heard over the floor.
  private func trim(_ run: Range<Int>, _ marks: [FrameMarks], in speech: inout [Bool]) {
    let reach = min(run.count, frames(inSeconds: configuration.trimSeconds))
    func isHeard(_ frame: Int) -> Bool { marks[frame].contains(.heard) }
    var frame = run.upperBound
    while frame > run.upperBound - reach, !isHeard(frame - 1) {
      frame -= 1
      speech[frame] = false
    }
    frame = run.lowerBound
    while frame < run.lowerBound + reach, !isHeard(frame) {
      speech[frame] = false
      frame += 1
    }
  }

  /// Closes short gaps that hold nothing excluded.
  private func bridged(_ spans: [Range<Int>], across marks: [FrameMarks]) -> [Range<Int>] {
    let longest = frames(inSeconds: configuration.bridgeSeconds)
    var closed: [Range<Int>] = []
    for span in spans {
      if let last = closed.last, span.lowerBound - last.upperBound < longest,
        !marks[last.upperBound..<span.lowerBound].contains(where: { $0.contains(.excluded) })
      {
        closed[closed.count - 1] = last.lowerBound..<span.upperBound
      } else {
        closed.append(span)
      }
    }
    return closed
  }
}
