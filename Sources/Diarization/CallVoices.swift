public import SpeechTimeline

/// How the voices of one call sound over time: speaker embeddings of its windows of speech.
///
///     speech        [=============================)      [======)
///     units         [---------)[---------)[-------)      [------)      speech ≥ 1 s, cut to ≤ 3 s
///     unit windows  [====)     [====)     [====)         [======)      1.5 s, every 0.5 s
///                     [====)     [====)     [====)
///     fine windows  · · · · · · · · · · · · · · · ·      · · · ·       some 0.7 s, centres every 40 ms
///
/// Fine windows are moved where they would reach out of their run of speech, and as long as it where it is
/// shorter. Unit windows say which voices there are, fine windows when each of them speaks. An embedding is a
/// direction in a space of `dimensionCount` dimensions, of length 1; the cosine of two is their dot product.
///
/// A voice can be recognised by its embeddings. They live in memory, for one call: the type cannot be
/// encoded, and neither `print` nor `dump` nor a debugger's mirror shows a number of them.
public struct CallVoices: Sendable {
  /// Values of an embedding.
  public static let dimensionCount = 192

  /// A window that lies inside one unit.
  public struct UnitWindow: Hashable, Sendable {
    /// Index of its unit.
    public let unit: Int
    /// What it covers; shorter than 1.5 s only where its unit is.
    public let span: TimeSpan

    public init(unit: Int, span: TimeSpan) {
      self.unit = unit
      self.span = span
    }
  }

  /// The speech that unit windows were laid over.
  public let speech: Timeline
  /// Where there may be more of it, that speech included: fine windows lie there too.
  public let possible: Timeline
  /// Stretches of speech in order of time, apart or touching. Count and clustering take them as wholes:
  /// windows of one unit overlap, windows of two never do.
  public let units: [TimeSpan]
  /// In order of unit, then of time.
  public let unitWindows: [UnitWindow]
  /// `unitWindows.count × dimensionCount`, row-major, each row of length 1.
  public let unitEmbeddings: [Float]
  /// Centres of the fine windows in milliseconds, ascending: multiples of 40 ms that lie
  /// where speech is possible, and the middle of such a stretch that holds none.
  public let fineCentres: [Int32]
  /// `fineCentres.count × dimensionCount`, row-major, each row of length 1 to within its storage, whose
  /// digits are half as many as `unitEmbeddings` has: there are hundreds of thousands in a call.
  public let fineEmbeddings: [Float16]

  /// - Parameters:
  ///   - possible: holds all of `speech`; nil where nothing but that is speech.
  ///   - unitEmbeddings: a row of `dimensionCount` values for each of `unitWindows`.
  ///   - fineEmbeddings: a row of `dimensionCount` values for each of `fineCentres`.
  public init(
    speech: Timeline, possible: Timeline? = nil, units: [TimeSpan], unitWindows: [UnitWindow],
    unitEmbeddings: [Float], fineCentres: [Int32], fineEmbeddings: [Float16]
  ) {
    precondition(
      unitEmbeddings.count == unitWindows.count * Self.dimensionCount
        && fineEmbeddings.count == fineCentres.count * Self.dimensionCount,
      """
      CallVoices: \(unitEmbeddings.count) and \(fineEmbeddings.count) values for \
      \(unitWindows.count) and \(fineCentres.count) windows
      """)
    self.speech = speech
    self.possible = possible ?? speech
    self.units = units
    self.unitWindows = unitWindows
    self.unitEmbeddings = unitEmbeddings
    self.fineCentres = fineCentres
    self.fineEmbeddings = fineEmbeddings
  }

  /// Whether every value of every embedding is a finite number. Damaged weights give others, of which no
  /// voice can be told.
  public var isFinite: Bool {
    unitEmbeddings.allSatisfy(\.isFinite) && fineEmbeddings.allSatisfy(\.isFinite)
  }
}

extension CallVoices: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// How many windows there are: `CallVoices(12 units, 30 unit windows, 800 fine windows)`
  public var description: String {
    "CallVoices(\(units.count) units, \(unitWindows.count) unit windows, "
      + "\(fineCentres.count) fine windows)"
  }

  public var debugDescription: String { description }

  /// Shows no children: a dump must not hold a voice.
  public var customMirror: Mirror { Mirror(self, children: [:] as KeyValuePairs<String, Any>) }
}
