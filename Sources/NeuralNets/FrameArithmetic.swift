/// What is done to whole frames between products of matrices, in one pass over them.
///
/// Frames lie one after the other in flat buffers, each as many values as there are channels.
enum FrameArithmetic {
  /// Replaces each value y in `range` by `activation(y + bias) + residual`.
  ///
  /// - Parameters:
  ///   - range: whole frames.
  ///   - bias: a value for each channel.
  ///   - residual: as many values as `range`, or none to add.
  static func finish(
    _ frames: inout MutableSpan<Float>, in range: Range<Int>, bias: Span<Float>,
    activation: NetworkArchitecture.Activation, residual: Span<Float>? = nil
  ) {
    precondition(
      range.upperBound <= frames.count && range.count % bias.count == 0
        && (residual?.count ?? range.count) == range.count,
      "finish: \(range) of \(bias.count) channels, \(residual?.count ?? 0) values to add")
    let least = activation.least
    var start = range.lowerBound
    while start < range.upperBound {
      let source = start - range.lowerBound
      var channel = 0
      while channel + Lanes.scalarCount <= bias.count {
        var values = frames.lanes(at: start + channel) + bias.lanes(at: channel)
        values.replace(with: least, where: values .< least)
        if let residual { values += residual.lanes(at: source + channel) }
        frames.setLanes(values, at: start + channel)
        channel += Lanes.scalarCount
      }
      while channel < bias.count {
        let value = frames[start + channel] + bias[channel]
        frames[start + channel] =
          (value < least ? least : value) + (residual?[source + channel] ?? 0)
        channel += 1
      }
      start += bias.count
    }
  }

  /// Writes `activation(x + y)` for each frame x of `left` and the frame y of `right` that belongs to it;
  /// each of `right` serves `repeats` frames in turn:
  ///
  ///     left     0 1   2 3   4 5  …    (repeats 2)
  ///     right    0 0   1 1   2 2  …
  ///
  /// - Parameters:
  ///   - first: number of the first frame that is written.
  ///   - range: where in `frames` they go, whole frames.
  static func add(
    _ left: FrameQueue, _ right: FrameQueue, repeats: Int, first: Int,
    activation: NetworkArchitecture.Activation, into frames: inout MutableSpan<Float>,
    in range: Range<Int>
  ) {
    let (least, channels) = (activation.least, left.channels)
    let (leftValues, rightValues) = (left.values.span, right.values.span)
    let count = range.count / channels
    precondition(
      range.upperBound <= frames.count && left.endFrame >= first + count
        && right.endFrame * repeats >= first + count,
      "add: \(range) of \(frames.count), \(count) frames from \(first)")
    for frame in 0..<count {
      let target = range.lowerBound + frame * channels
      let one = left.offset(of: first + frame)
      let other = right.offset(of: (first + frame) / repeats)
      var channel = 0
      while channel + Lanes.scalarCount <= channels {
        var sum = leftValues.lanes(at: one + channel) + rightValues.lanes(at: other + channel)
        sum.replace(with: least, where: sum .< least)
        frames.setLanes(sum, at: target + channel)
        channel += Lanes.scalarCount
      }
      while channel < channels {
        let sum = leftValues[one + channel] + rightValues[other + channel]
        frames[target + channel] = sum < least ? least : sum
        channel += 1
      }
    }
  }

  /// Replaces the values in `range` by those of `source`, as many.
  static func copy(
    _ source: Span<Float>, to frames: inout MutableSpan<Float>, in range: Range<Int>
  ) {
    precondition(
      source.count == range.count && range.upperBound <= frames.count,
      "copy: \(source.count) values to \(range) of \(frames.count)")
    source.withUnsafeBufferPointer { source in
      frames.withUnsafeMutableBufferPointer { frames in
        // As many values inside the buffer, checked above; the borrows keep both apart.
        _ = frames[range].update(fromContentsOf: source)
      }
    }
  }
}

extension NetworkArchitecture.Activation {
  /// What it raises lower values to.
  fileprivate var least: Float {
    switch self {
    case .none: -.infinity
    case .relu: 0
    }
  }
}
