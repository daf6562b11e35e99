/// What each published figure is off by, over any number of calls. Sums of these are of all their
/// calls.
public struct MetricErrors: Hashable, Sendable {
  /// The error of one figure in one call.
  public struct CallError: Hashable, Sendable {
    /// Which call.
    public let call: String
    /// Hypothesis less reference, in the figure's unit.
    public let error: Double
    /// What the reference says; nil where that is a name.
    public let reference: Double?
  }

  /// What one figure is off by over all calls.
  public struct Summary: Hashable, Sendable {
    public let figure: MetricFigure
    /// Mean size of the error.
    public let meanAbsolute: Double
    /// Mean error, positive = the hypothesis says more.
    public let meanSigned: Double
    /// The largest error, signed; of several as large, the first.
    public let worst: Double
    /// In which call that was.
    public let worstCall: String
    /// Calls in which both sides have the figure.
    public let callCount: Int
    /// Mean of what the references say, for scale: ratios in hundredths; nil for names.
    public let referenceMean: Double?
  }

  private var errors: [String: [CallError]] = [:]
  /// Calls, by figure, in which one side has the figure and the other has not.
  public private(set) var unmatched: [String: [String]] = [:]
  /// Calls compared.
  public private(set) var callCount = 0

  public init() {}

  /// The errors of one call's figures.
  public init(call: String, hypothesis: FigureValues, reference: FigureValues) {
    callCount = 1
    for figure in MetricFigure.all {
      switch (hypothesis[figure.path], reference[figure.path]) {
      case (nil, nil): break
      case (.some(let own), .some(let other)):
        if let error = own.error(against: other, in: figure.unit) {
          errors[figure.path] = [
            CallError(call: call, error: error, reference: other.size(in: figure.unit))
          ]
        }
      case (nil, .some), (.some, nil): unmatched[figure.path] = [call]
      }
    }
  }

  /// The errors of both, `other` after these.
  public mutating func add(_ other: MetricErrors) {
    errors.merge(other.errors) { $0 + $1 }
    unmatched.merge(other.unmatched) { $0 + $1 }
    callCount += other.callCount
  }

  /// The errors of one figure, in the order of calls.
  public subscript(_ path: String) -> [CallError] { errors[path] ?? [] }

  /// What every figure is off by, in the order of `MetricFigure.all`; figures that no call has on both
  /// sides are left out.
  public var summaries: [Summary] {
    MetricFigure.all.compactMap { figure in
      let all = self[figure.path]
      guard var worst = all.first else { return nil }
      for one in all where abs(one.error) > abs(worst.error) { worst = one }
      let count = Double(all.count)
      let references = all.compactMap(\.reference)
      return Summary(
        figure: figure, meanAbsolute: all.reduce(0) { $0 + abs($1.error) } / count,
        meanSigned: all.reduce(0) { $0 + $1.error } / count, worst: worst.error,
        worstCall: worst.call, callCount: all.count,
        referenceMean: references.isEmpty ? nil : references.reduce(0, +) / count)
    }
  }
}
