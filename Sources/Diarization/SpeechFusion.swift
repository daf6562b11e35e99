internal import Foundation
public import SpeechTimeline
public import VoiceActivity

/// Where speech is, decided once more when the network of overlap has said where anyone speaks.
///
///     detector's log odds of speech  +  weight · log odds that anyone speaks, limited  +  bias
///
/// and decoded as the detector decodes its own. The two err in different places: the detector knows the level
/// of the call's voice and hears 10 ms, the other network has heard thousands of hours and hears 10 s. Words that
/// one of them hardly hears are found, sounds that one of them takes for speech are dropped.
public struct SpeechFusion: Sendable {
  private let settings: SpeechFusionConfiguration

  public init(_ settings: SpeechFusionConfiguration = SpeechFusionConfiguration()) {
    self.settings = settings
  }

  /// Where speech is possible: nowhere else is listened to, or can speech be found.
  ///
  /// - Parameter evidence: of the channels that are listened to; somebody speaks where one of them has it.
  public func possible(_ evidence: [SpeechEvidence]) -> Timeline {
    union(evidence) { _ in settings.possibleLogOdds }
  }

  /// The speech.
  ///
  /// - Parameters:
  ///   - evidence: as for `possible`.
  ///   - track: of the same recording; beyond its end nobody speaks.
  public func speech(_ evidence: [SpeechEvidence], _ track: OverlapTrack) -> Timeline {
    // One value serves several frames of evidence, and logarithms are slow.
    let added = track.voice.map(self.added)
    let silent = self.added(voice: 0)
    return union(evidence) { frame in
      let index = OverlapTrack.frame(at: frame * SpeechEvidence.frameMilliseconds)
      return index < added.count ? added[index] : silent
    }
  }

  /// What is added to the detector's log odds where anyone speaks with a probability of `voice`, in [0, 1].
  func added(voice: Float) -> Float {
    let most = settings.mostLogOdds
    // 0 and 1 have no finite log odds.
    let odds = voice <= 0 ? -most : voice >= 1 ? most : log(voice / (1 - voice))
    return settings.weight * min(max(odds, -most), most) + settings.bias
  }

  private func union(
    _ evidence: [SpeechEvidence], adding added: (Int) -> Float
  ) -> Timeline {
    evidence.reduce(Timeline()) { $0.union($1.speech(adding: added)) }
  }
}
