/// Every figure of one call, group by group.
public struct CallFigures: Hashable, Sendable {
  public init() {}
}
