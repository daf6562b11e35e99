/// What a speaker network does to whole frames between products of matrices.
///
/// All widths are multiples of `Lanes.scalarCount`.
enum SpeakerArithmetic {
  /// Writes `ReLU(x · scale + shift)` of some rows, close together.
  ///
  /// - Parameters:
  ///   - rows: of `frames`, which lie `stride` values apart.
  ///   - active: as many rows of as many values as there are in `scale`.
  static func activate(
    _ frames: [Float], stride: Int, rows: Range<Int>, by activation: SpeakerNetwork.Activation,
    into active: inout [Float]
  ) {
    let frames = frames.span
    activation.scale.withValues { scale in
      activation.shift.withValues { shift in
        var target = active.mutableSpan
        for row in rows {
          let source = row * stride
          let place = (row - rows.lowerBound) * scale.count
          var channel = 0
          while channel < scale.count {
            let value =
              frames.lanes(at: source + channel) * scale.lanes(at: channel)
              + shift.lanes(at: channel)
            target.setLanes(value.larger(Lanes()), at: place + channel)
            channel += Lanes.scalarCount
          }
        }
      }
    }
  }

  /// Replaces x by `ReLU(x + bias)` in rows that lie `stride` values apart.
  static func finish(
    _ frames: inout [Float], stride: Int, rows: Range<Int>, bias: MappedTensor
  ) {
    bias.withValues { bias in
      var frames = frames.mutableSpan
      for row in rows {
        var channel = 0
        while channel < bias.count {
          let place = row * stride + channel
          frames.setLanes(
            (frames.lanes(at: place) + bias.lanes(at: channel)).larger(Lanes()), at: place)
          channel += Lanes.scalarCount
        }
      }
    }
  }

  /// Writes `1 / (1 + exp(-(x + bias)))` in place of each x.
  static func sigmoid(_ values: inout [Float], rowCount: Int, bias: MappedTensor) {
    bias.withValues { bias in
      var values = values.mutableSpan
      for row in 0..<rowCount {
        var channel = 0
        while channel < bias.count {
          let place = row * bias.count + channel
          let x = values.lanes(at: place) + bias.lanes(at: channel)
          values.setLanes(1 / (1 + Lanes.exponential2(x * -Lanes.log2e)), at: place)
          channel += Lanes.scalarCount
        }
      }
    }
  }

  /// Adds up the three taps of a layer's kernel, weighs them and writes them behind the layer's inputs:
  ///
  ///     frame t    gate · (tap 0 of t - d  +  tap 1 of t  +  tap 2 of t + d)
  ///
  /// - Parameters:
  ///   - taps: `frameCount` rows of three times `growth` values; beyond them there are zeros.
  ///   - gates: a row of `growth` values for every `hold` frames.
  ///   - frames: `frameCount` rows, `stride` values apart; written from `column` on.
  static func join(
    _ taps: [Float], gates: [Float], hold: Int, dilation: Int, growth: Int,
    frameCount: Int, into frames: inout [Float], stride: Int, column: Int
  ) {
    let width = 3 * growth
    let taps = taps.span
    let gates = gates.span
    var target = frames.mutableSpan
    for frame in 0..<frameCount {
      let gate = frame / hold * growth
      let (past, future) = (frame - dilation, frame + dilation)
      var channel = 0
      while channel < growth {
        var sum = taps.lanes(at: frame * width + growth + channel)
        if past >= 0 { sum += taps.lanes(at: past * width + channel) }
        if future < frameCount { sum += taps.lanes(at: future * width + 2 * growth + channel) }
        target.setLanes(
          sum * gates.lanes(at: gate + channel), at: frame * stride + column + channel)
        channel += Lanes.scalarCount
      }
    }
  }
}
