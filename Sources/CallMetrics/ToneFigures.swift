/// What is heard in the whole recording that is not speech, on any channel (a tone heard on two
/// channels at once counts once). Milliseconds.
public struct ToneFigures: Hashable, Sendable {
  /// Stretches on hold.
  public var hold = Tally()
  /// The longest of them; 0 without any.
  public var holdLongest = 0
  /// The far end rings.
  public var ringback = 0
  /// Engaged or congested.
  public var busy = 0
  /// Waiting for digits.
  public var dialTone = 0
  /// Key presses.
  public var dtmfCount = 0
  /// Music, on hold or not.
  public var music = 0
  /// Comfort tone, on hold or not.
  public var comfortTone = 0
  /// Single short tones.
  public var beepCount = 0

  public init() {}
}
