internal import CallMetrics
internal import Diarization

/// Measures a call under several configurations. Those that differ in nothing but borders of figures, the
/// division into speakers or their roles share what was heard in the recording: they are compared at next to no
/// cost.
public struct SweepAnalyzer: Sendable {
  private let analyzers: [CallAnalyzer]
  /// Places of configurations that hear the same in a recording.
  private let groups: [[Int]]

  /// - Parameters:
  ///   - configurations: In the order of what `analyze` returns.
  ///   - channelsAreNamed: As in `CallAnalyzer`.
  ///   - models: As in `CallAnalyzer`.
  /// - Throws: `AnalysisError` where a configuration is invalid or its model missing or unusable.
  public init(
    _ configurations: [AnalysisConfiguration], channelsAreNamed: Bool = false,
    models: ModelFolder = ModelFolder()
  ) throws(AnalysisError) {
    let voiceModels = VoiceModelShelf(models)
    var analyzers: [CallAnalyzer] = []
    var places: [AnalysisConfiguration: Int] = [:]
    var groups: [[Int]] = []
    for (index, configuration) in configurations.enumerated() {
      analyzers.append(
        try CallAnalyzer(
          configuration: configuration, channelsAreNamed: channelsAreNamed, models: models,
          voiceModels: voiceModels))
      let heard = Self.listening(configuration)
      if let place = places[heard] {
        groups[place].append(index)
      } else {
        places[heard] = groups.count
        groups.append([index])
      }
    }
    self.analyzers = analyzers
    self.groups = groups
  }

  /// The part of a configuration on which depends what is heard in a recording.
  private static func listening(_ configuration: AnalysisConfiguration) -> AnalysisConfiguration {
    var heard = configuration
    heard.metrics = MetricsConfiguration()
    heard.roles = AssumedRoles()
    heard.diarization = DiarizationConfiguration()
    heard.diarization.overlap.isSought = configuration.diarization.overlap.isSought
    heard.diarization.fusion.isApplied = configuration.diarization.fusion.isApplied
    heard.diarization.fusion.possibleLogOdds = configuration.diarization.fusion.possibleLogOdds
    // One speaker alone needs no listening to voices.
    if configuration.diarization.speakers == .exactly(1) {
      heard.diarization.speakers = .exactly(1)
    }
    return heard
  }

  /// What each configuration makes of `input`, in their order: as `CallAnalyzer.analyze` gives it.
  public func analyze(_ input: CallInput) -> [AnalyzedCall] {
    var calls = [AnalyzedCall?](repeating: nil, count: analyzers.count)
    for group in groups {
      let measurement = analyzers[group[0]].measure(input)
      for index in group { calls[index] = analyzers[index].call(input, measurement) }
    }
    return calls.compactMap(\.self)
  }
}
