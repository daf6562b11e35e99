/// What the words around a number say of it, nearest first.
struct NumberContext {
  /// Kinds with their distance in scalars, spaces not counted; each kind once.
  private(set) var kinds: [(kind: ContextKind, distance: Int, isName: Bool)] = []

  /// Adds a kind, or moves a known one nearer.
  mutating func add(_ kind: ContextKind, at distance: Int, isName: Bool) {
    var entry = (kind: kind, distance: distance, isName: isName)
    if let known = kinds.firstIndex(where: { $0.kind == kind }) {
      entry.distance = min(distance, kinds[known].distance)
      entry.isName = isName || kinds[known].isName
      kinds.remove(at: known)
    }
    // Of two at one distance the first added stays first.
    let place = kinds.firstIndex { $0.distance > entry.distance } ?? kinds.count
    kinds.insert(entry, at: place)
  }

  func has(_ kind: ContextKind) -> Bool { kinds.contains { $0.kind == kind } }

  /// Whether `kind` is named nearer than anything impersonal.
  func tells(_ kind: ContextKind) -> Bool {
    for entry in kinds {
      if entry.kind == .impersonal { return false }
      if entry.kind == kind { return true }
    }
    return false
  }

  /// Whether what is named nearest is nobody's: an order, a parcel, a model.
  var isImpersonal: Bool {
    kinds.first { $0.kind.isPersonal || $0.kind == .impersonal }?.kind == .impersonal
  }

  /// The kind of personal data that is named nearest; nil where none is, or something impersonal is nearer.
  var nearest: ContextKind? {
    let found = kinds.first { $0.kind.isPersonal || $0.kind == .impersonal }?.kind
    return found == .impersonal ? nil : found
  }
}
