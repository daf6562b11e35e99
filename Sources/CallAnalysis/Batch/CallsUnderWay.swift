internal import Synchronization

/// How many calls are being measured at the moment. A class because all tasks count in the same place.
public final class CallsUnderWay: Sendable {
  private let number = Atomic<Int>(0)

  public init() {}

  /// Calls begun and not yet measured.
  public var count: Int { number.load(ordering: .relaxed) }

  /// `measure`, counted while it runs.
  public func counting<Measured>(
    _ measure: @escaping @Sendable (CallInput) -> Measured
  ) -> @Sendable (CallInput) -> Measured {
    { input in
      self.number.add(1, ordering: .relaxed)
      defer { self.number.subtract(1, ordering: .relaxed) }
      return measure(input)
    }
  }
}
