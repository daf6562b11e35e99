/// When records are forced from the system's memory onto the disk. A process that dies loses nothing of
/// what it wrote in any case; this is about machines that lose their power.
public enum Durability: String, Hashable, Sendable, CaseIterable {
  /// After every record: a machine that dies loses none that was written.
  case each
  /// Once a second, and at the end: it loses those of the last second.
  case batch
  /// When the system sees fit (Linux: within half a minute or so), and not at the end either.
  case none
}
