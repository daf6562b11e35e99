/// What waits of one frame of 10 ms: 8 bytes.
struct WaitingFrame {
  /// Sum of the squared samples.
  var energy: Float
  /// See `EnvelopeReading.reached`.
  var reached: UInt8
  var marks: Marks

  struct Marks: OptionSet {
    let rawValue: UInt8
    /// The whole frame stays within one step of the codec.
    static let flat = Marks(rawValue: 1)
    /// A run of digital silence begins in the frame.
    static let runStarts = Marks(rawValue: 2)
    /// A run of digital silence ends in the frame.
    static let runEnds = Marks(rawValue: 4)
    static let speech = Marks(rawValue: 8)
  }
}

typealias FrameQueue = FlatQueue<WaitingFrame>
typealias ByteQueue = FlatQueue<UInt8>

/// A first-in, first-out queue in one array: no allocation once it has reached its longest.
struct FlatQueue<Element> {
  private var storage: [Element] = []
  private var head = 0

  var count: Int { storage.count - head }

  mutating func append(_ element: Element) { storage.append(element) }

  /// Position 0 is the oldest.
  subscript(position: Int) -> Element {
    get { storage[head + position] }
    set { storage[head + position] = newValue }
  }

  /// Moves what is left to the front when half the array is spent: each element moves at most once on
  /// average.
  mutating func removeFirst(_ number: Int) {
    precondition(number >= 0 && number <= count, "FlatQueue: \(number) of \(count)")
    head += number
    guard head * 2 >= storage.count else { return }
    storage.removeFirst(head)
    head = 0
  }
}
