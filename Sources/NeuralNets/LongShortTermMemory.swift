/// One direction of a layer of long short-term memory, over several sequences of one length at once.
///
///     i, f, g, o = x_t · input + h_(t-1) · recurrent + bias
///     c_t = σ(f) · c_(t-1) + σ(i) · tanh(g)
///     h_t = σ(o) · tanh(c_t)
///
/// Frames lie time-major: frame t of sequence s is row t · sequences + s. What does not depend on the
/// step before, x · input, is one product for many steps; h · recurrent is one for all sequences of a
/// step. Processors multiply eight rows as fast as eight hundred (measured: 55, 84, 107, 110 billion
/// operations a second for one, two, four and eight rows of 128 by 128 × 512), so eight sequences suffice.
///
/// Source: S. Hochreiter, J. Schmidhuber, "Long short-term memory", Neural Computation 9, 1997, with the
/// forget gate of F. Gers et al. (2000), as PyTorch's LSTM computes it.
struct LongShortTermMemory: Sendable {
  /// Values of a frame it reads, and cells, a multiple of eight.
  let inputs: Int
  let cells: Int
  /// inputs × 4·cells, row-major; gates in the order in, forget, cell, out.
  private let input: [Float]
  /// cells × 4·cells.
  private let recurrent: [Float]
  /// 4·cells.
  private let bias: [Float]

  /// From which end a sequence is read.
  enum Direction: Sendable {
    case forward, backward
  }

  /// Steps whose x · input are computed at once: with eight sequences their gates take 256 KiB, which
  /// the second-level cache holds beside the weights.
  static let stepsAtOnce = 16

  init(inputs: Int, cells: Int, input: [Float], recurrent: [Float], bias: [Float]) {
    precondition(
      cells % Lanes.scalarCount == 0 && input.count == inputs * 4 * cells
        && recurrent.count == cells * 4 * cells && bias.count == 4 * cells,
      "LongShortTermMemory: \(input.count), \(recurrent.count), \(bias.count) values")
    self.inputs = inputs
    self.cells = cells
    self.input = input
    self.recurrent = recurrent
    self.bias = bias
  }

  /// Where a run's frames lie.
  struct Layout {
    /// Frames of each sequence.
    var steps: Int
    var sequences: Int
    /// Values from one row of outputs to the next, and where in a row these outputs begin: both
    /// directions write into the same rows.
    var outputStride: Int
    var outputStart: Int

    var rows: Int { steps * sequences }
  }

  /// Gates of some steps and the cells' states, kept between runs.
  struct Scratch {
    var gates: [Float] = []
    var states: [Float] = []
  }

  /// Writes h_t of all steps and sequences.
  ///
  /// - Parameters:
  ///   - frames: `layout.rows · inputs` values or more.
  ///   - outputs: grows to `layout.rows · layout.outputStride` values.
  func evaluate(
    _ frames: [Float], layout: Layout, direction: Direction, into outputs: inout [Float],
    scratch: inout Scratch
  ) {
    let sequences = layout.sequences
    let rowsAtOnce = min(Self.stepsAtOnce, layout.steps) * sequences
    Buffers.grow(&outputs, to: layout.rows * layout.outputStride)
    Buffers.grow(&scratch.gates, to: rowsAtOnce * 4 * cells)
    Buffers.grow(&scratch.states, to: sequences * cells)
    Self.clear(&scratch.states)
    var done = 0
    while done < layout.steps {
      let count = min(Self.stepsAtOnce, layout.steps - done)
      let first = direction == .forward ? done : layout.steps - done - count
      multiplyInput(
        frames.span, firstRow: first * sequences, rows: count * sequences, into: &scratch)
      for index in 0..<count {
        let step = direction == .forward ? index : count - 1 - index
        if done + index > 0 {
          let before = direction == .forward ? first + step - 1 : first + step + 1
          multiplyRecurrent(
            outputs, before: before, step: step, layout: layout, into: &scratch)
        }
        finish(
          scratch.gates, from: step * sequences * 4 * cells, states: &scratch.states,
          outputs: &outputs, step: first + step, layout: layout)
      }
      done += count
    }
  }

  private func multiplyInput(
    _ frames: Span<Float>, firstRow: Int, rows: Int, into scratch: inout Scratch
  ) {
    var gates = scratch.gates.mutableSpan
    MatrixProduct(rows: rows, inner: inputs, columns: 4 * cells)
      .multiply(frames.extracting((firstRow * inputs)...), by: input.span, into: &gates)
  }

  private func multiplyRecurrent(
    _ outputs: [Float], before: Int, step: Int, layout: Layout, into scratch: inout Scratch
  ) {
    var gates = scratch.gates.mutableSpan
    let product = MatrixProduct(
      rows: layout.sequences, inner: cells, columns: 4 * cells, leftStride: layout.outputStride)
    let start = before * layout.sequences * layout.outputStride + layout.outputStart
    product.multiply(
      outputs.span.extracting(start...), by: recurrent.span, into: &gates,
      from: step * layout.sequences * 4 * cells, isAdded: true)
  }

  /// The gates' functions, new states and outputs of one step.
  ///
  /// - Parameters:
  ///   - gates: holds sequences × 4·cells, without bias, from the value `start` on.
  ///   - step: number of the step, for the outputs' place.
  private func finish(
    _ gates: [Float], from start: Int, states: inout [Float], outputs: inout [Float], step: Int,
    layout: Layout
  ) {
    let (gates, bias) = (gates.span, bias.span)
    var states = states.mutableSpan
    var outputs = outputs.mutableSpan
    for sequence in 0..<layout.sequences {
      let gate = start + sequence * 4 * cells
      let target =
        (step * layout.sequences + sequence) * layout.outputStride + layout.outputStart
      for cell in stride(from: 0, to: cells, by: Lanes.scalarCount) {
        let (forget, new, out) = (cell + cells, cell + 2 * cells, cell + 3 * cells)
        let (state, output) = Self.next(
          states.lanes(at: sequence * cells + cell),
          input: gates.lanes(at: gate + cell) + bias.lanes(at: cell),
          forget: gates.lanes(at: gate + forget) + bias.lanes(at: forget),
          new: gates.lanes(at: gate + new) + bias.lanes(at: new),
          out: gates.lanes(at: gate + out) + bias.lanes(at: out))
        states.setLanes(state, at: sequence * cells + cell)
        outputs.setLanes(output, at: target + cell)
      }
    }
  }

  /// State and output of eight cells, with an absolute error of at most 1e-6 for states below 1.
  ///
  /// σ(x) = 1 / (1 + E(x)) and tanh(x) = (1 - E(2x)) / (1 + E(2x)) with E(x) = e^-x; where two of them
  /// are multiplied one division serves both.
  @inline(__always)
  static func next(
    _ state: Lanes, input: Lanes, forget: Lanes, new: Lanes, out: Lanes
  ) -> (state: Lanes, output: Lanes) {
    let one = Lanes(repeating: 1)
    let (e, d) = (
      Lanes.exponential2(input * -Lanes.log2e), Lanes.exponential2(new * -Self.twoLog2e)
    )
    let kept = state / (one + Lanes.exponential2(forget * -Lanes.log2e))
    let next = kept + (one - d) / ((one + e) * (one + d))
    let (u, v) = (Lanes.exponential2(out * -Lanes.log2e), Lanes.exponential2(next * -Self.twoLog2e))
    return (next, (one - v) / ((one + u) * (one + v)))
  }

  private static let twoLog2e: Float = 2 * Lanes.log2e

  private static func clear(_ values: inout [Float]) {
    for index in values.indices { values[index] = 0 }
  }
}
