/// Counts the digital silences that lie inside speech.
///
/// A run is inside speech if every frame it touches is speech or lies in a gap between speech frames
/// shorter than 0.30 s (the pause that talkspurts bridge). Detectors reject digital silence, so a dropout
/// usually *is* such a gap.
///
///     speech   ######______#####_________________######
///     silent        [==)[====)    [==)       [======)
///     counted        yes         no: the gap is 0.30 s or longer
struct Dropouts {
  /// Gaps of so many frames and more end a talkspurt: 0.30 s.
  private static let talkspurtGap = 30
  private(set) var count = 0
  /// Frames since the last speech frame; `talkspurtGap` also stands for no speech yet.
  private var gap = Dropouts.talkspurtGap
  /// Runs that ended in the present gap and count if speech resumes in time.
  private var waiting = 0
  private var isInsideRun = false
  /// The run, so far, touches nothing but speech and short gaps.
  private var isRunInside = false

  /// Settles one frame in which a run may begin and another end.
  mutating func settle(isSpeech: Bool, runStarts: Bool, runEnds: Bool) {
    advance(isSpeech: isSpeech)
    if runEnds && isInsideRun { endRun() }
    if runStarts {
      isInsideRun = true
      isRunInside = gap < Dropouts.talkspurtGap
    }
  }

  private mutating func advance(isSpeech: Bool) {
    if isSpeech {
      count += waiting
      waiting = 0
      gap = 0
    } else if gap < Dropouts.talkspurtGap {
      gap += 1
      if gap == Dropouts.talkspurtGap {
        waiting = 0
        isRunInside = false
      }
    }
  }

  private mutating func endRun() {
    isInsideRun = false
    guard isRunInside else { return }
    if gap == 0 { count += 1 } else { waiting += 1 }
  }
}
