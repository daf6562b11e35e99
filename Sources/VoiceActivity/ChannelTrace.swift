/// What the numbers of a series are.
public enum SeriesUnit: String, Hashable, Sendable {
  /// dB; levels are re full scale.
  case decibels = "dB"
  /// A share or a correlation, about 0–1.
  case ratio
  /// 0–1, of one class among several.
  case probability
  /// 1 where something holds, 0 where it does not.
  case flag
}

/// One number for every frame of 10 ms of a channel, under a name.
public struct FrameSeries: Hashable, Sendable {
  /// As columns are called: `level_db`, with the unit where it has one.
  public let name: String
  public let unit: SeriesUnit
  /// What decides lies above it; nil where no single number does.
  public let threshold: Float?
  /// One a frame; NaN where there is none.
  public fileprivate(set) var values: [Float]

  public init(_ name: String, _ unit: SeriesUnit, _ values: [Float], threshold: Float? = nil) {
    self.name = name
    self.unit = unit
    self.values = values
    self.threshold = threshold
  }
}

/// What the detector saw on one channel and what it made of it: any number of series, all equally long.
///
///     first        levels of frame 60000 on, say
///     level_db     [-61.2, -60.8, -34.0 …
///     speech       [    0,     0,     1 …
public struct ChannelTrace: Hashable, Sendable {
  /// Index of the first frame in the recording.
  public private(set) var firstFrame: Int
  /// Frames of every series.
  public private(set) var frameCount: Int
  /// In the order in which they were added.
  public private(set) var series: [FrameSeries] = []

  /// A trace without any series.
  public init(firstFrame: Int = 0, frameCount: Int = 0) {
    self.firstFrame = firstFrame
    self.frameCount = frameCount
  }

  /// Frames of the recording.
  public var frames: Range<Int> { firstFrame..<(firstFrame + frameCount) }

  /// The series called `name`, or nil.
  public subscript(_ name: String) -> FrameSeries? { series.first { $0.name == name } }

  /// Adds a series; one of the same name is replaced.
  ///
  /// - Precondition: one value a frame.
  public mutating func add(_ added: FrameSeries) {
    precondition(
      added.values.count == frameCount,
      "ChannelTrace: \(added.name) has \(added.values.count) values for \(frameCount) frames")
    if let index = series.firstIndex(where: { $0.name == added.name }) {
      series[index] = added
    } else {
      series.append(added)
    }
  }

  /// Adds a series.
  public mutating func add(
    _ name: String, _ unit: SeriesUnit, _ values: [Float], threshold: Float? = nil
  ) {
    add(FrameSeries(name, unit, values, threshold: threshold))
  }

  /// Adds a series that is 1 where `marks` are set.
  public mutating func add(flag name: String, _ marks: [Bool]) {
    add(name, .flag, marks.map { $0 ? 1 : 0 })
  }

  /// Adds a series that is the same at every frame; nil is none anywhere.
  public mutating func add(_ name: String, _ unit: SeriesUnit, constant value: Float?) {
    add(name, unit, [Float](repeating: value ?? .nan, count: frameCount))
  }

  /// Adds what follows in the recording. A series that only one of the two has is NaN in the other.
  ///
  /// - Precondition: `next` begins where this trace ends, unless either is empty.
  public mutating func append(_ next: ChannelTrace) {
    guard next.frameCount > 0 else { return }
    guard frameCount > 0 else {
      self = next
      return
    }
    precondition(
      next.firstFrame == frames.upperBound,
      "ChannelTrace: frame \(next.firstFrame) after \(frames.upperBound)")
    for index in series.indices {
      series[index].values +=
        next[series[index].name]?.values ?? [Float](repeating: .nan, count: next.frameCount)
    }
    for added in next.series where self[added.name] == nil {
      var padded = added
      padded.values = [Float](repeating: .nan, count: frameCount) + added.values
      series.append(padded)
    }
    frameCount += next.frameCount
  }

  /// The part within `range` of the recording's frames; empty where they have none in common.
  public func clipped(to range: Range<Int>) -> ChannelTrace {
    let isApart = frames.isEmpty || !frames.overlaps(range)
    let kept = isApart ? firstFrame..<firstFrame : frames.clamped(to: range)
    var part = ChannelTrace(firstFrame: kept.lowerBound, frameCount: kept.count)
    let inside = (kept.lowerBound - firstFrame)..<(kept.upperBound - firstFrame)
    for one in series {
      part.add(
        FrameSeries(one.name, one.unit, Array(one.values[inside]), threshold: one.threshold))
    }
    return part
  }

  /// The same trace, its first frame counted from elsewhere.
  func placed(atFrame frame: Int) -> ChannelTrace {
    var moved = self
    moved.firstFrame = frame
    return moved
  }
}
