/// How many voices a call is to be divided into.
public enum SpeakerCount: Hashable, Sendable {
  /// As many as its speech gives evidence of, from one to this many.
  case automatic(most: Int)
  /// This many, from 1, whatever the speech says. Voices that cannot be found have no speech.
  case exactly(Int)

  /// One to four: two parties, one transferred to, one listening in.
  public static let automatic = SpeakerCount.automatic(most: 4)
}
