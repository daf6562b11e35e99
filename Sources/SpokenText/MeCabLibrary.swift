internal import Glibc

/// The functions of libmecab that are used, looked up in a library opened while the program runs.
///
/// A library once opened stays open to the end of the process: analyzers keep its functions.
struct MeCabLibrary: Sendable {
  typealias NewModel = @convention(c) (UnsafePointer<CChar>) -> OpaquePointer?
  typealias NewPart = @convention(c) (OpaquePointer) -> OpaquePointer?
  typealias Destroy = @convention(c) (OpaquePointer) -> Void
  typealias SetSentence = @convention(c) (OpaquePointer, UnsafePointer<CChar>, Int) -> Void
  typealias Parse = @convention(c) (OpaquePointer, OpaquePointer) -> CInt
  typealias Text = @convention(c) (OpaquePointer) -> UnsafePointer<CChar>?
  typealias Version = @convention(c) () -> UnsafePointer<CChar>?

  let newModel: NewModel
  let newTagger: NewPart
  let newLattice: NewPart
  let destroyModel: Destroy
  let destroyTagger: Destroy
  let destroyLattice: Destroy
  let setSentence: SetSentence
  let parse: Parse
  let text: Text
  /// `0.996`
  let version: String

  /// - Throws: `TextError` (`analyzerUnavailable`): no such library, or one without these functions.
  init(path: String) throws(TextError) {
    guard let handle = dlopen(path, RTLD_NOW | RTLD_LOCAL) else {
      throw TextError(.analyzerUnavailable, path: path, "cannot be opened as a library")
    }
    func symbol<Function>(_ name: String, as type: Function.Type) throws(TextError) -> Function {
      guard let address = dlsym(handle, name) else {
        throw TextError(.analyzerUnavailable, path: path, "has no function \(name)")
      }
      // A pointer to a C function, of the type that mecab.h gives it.
      return unsafeBitCast(address, to: Function.self)
    }
    newModel = try symbol("mecab_model_new2", as: NewModel.self)
    newTagger = try symbol("mecab_model_new_tagger", as: NewPart.self)
    newLattice = try symbol("mecab_model_new_lattice", as: NewPart.self)
    destroyModel = try symbol("mecab_model_destroy", as: Destroy.self)
    destroyTagger = try symbol("mecab_destroy", as: Destroy.self)
    destroyLattice = try symbol("mecab_lattice_destroy", as: Destroy.self)
    setSentence = try symbol("mecab_lattice_set_sentence2", as: SetSentence.self)
    parse = try symbol("mecab_parse_lattice", as: Parse.self)
    text = try symbol("mecab_lattice_tostr", as: Text.self)
    let version = try symbol("mecab_version", as: Version.self)
    self.version = version().map { String(cString: $0) } ?? "unknown"
  }
}

/// An opened dictionary and what parses with it; released with it.
struct MeCabTagger: ~Copyable {
  private let library: MeCabLibrary
  private let model: OpaquePointer
  private let tagger: OpaquePointer
  private let lattice: OpaquePointer

  /// - Throws: `TextError` (`analyzerUnavailable`): no dictionary that MeCab can use in the folder.
  init(_ library: MeCabLibrary, dictionary: String) throws(TextError) {
    // -r /dev/null: no configuration of the machine's may change what comes out.
    let arguments = "-r /dev/null -d \(dictionary)"
    guard let model = library.newModel(arguments) else {
      throw TextError(
        .analyzerUnavailable, path: dictionary, "holds no dictionary that MeCab can open")
    }
    guard let tagger = library.newTagger(model) else {
      library.destroyModel(model)
      throw TextError(.analyzerUnavailable, path: dictionary, "MeCab made no tagger")
    }
    guard let lattice = library.newLattice(model) else {
      library.destroyTagger(tagger)
      library.destroyModel(model)
      throw TextError(.analyzerUnavailable, path: dictionary, "MeCab made no lattice")
    }
    self.library = library
    self.model = model
    self.tagger = tagger
    self.lattice = lattice
  }

  deinit {
    library.destroyLattice(lattice)
    library.destroyTagger(tagger)
    library.destroyModel(model)
  }

  /// Lines `surface TAB features`, closed by `EOS`, as UTF-8; empty where MeCab gives up.
  func parsed(_ sentence: String) -> [UInt8] {
    var sentence = sentence
    // The lattice refers to the sentence's bytes until they are parsed and printed: both happen inside.
    return sentence.withUTF8 { bytes in
      guard let base = bytes.baseAddress else { return [] }
      return base.withMemoryRebound(to: CChar.self, capacity: bytes.count) { text in
        library.setSentence(lattice, text, bytes.count)
        guard library.parse(tagger, lattice) != 0, let result = library.text(lattice) else {
          return []
        }
        // MeCab's own buffer, closed by a zero byte, valid until the next call.
        return UnsafeRawBufferPointer(start: result, count: strlen(result)).map { $0 }
      }
    }
  }
}
