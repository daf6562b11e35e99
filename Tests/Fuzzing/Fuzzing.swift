internal import CLibFuzzer
internal import Glibc
internal import HostileInput

/// `sori-fuzz`: gives one reader inputs that libFuzzer makes up, guided by the branches that they reach.
/// Which reader, `SORI_FUZZ_READER` names; arguments are libFuzzer's. `scripts/fuzz` builds and calls it.
@main
struct Fuzzing {
  static func main() {
    guard reader != nil else {
      let names = HostileReader.allCases.map(\.rawValue).joined(separator: ", ")
      print("sori-fuzz: SORI_FUZZ_READER names no reader; it is one of: \(names)")
      exit(64)
    }
    var count = CommandLine.argc
    // Both outlive the call, which does not return before it is done.
    var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
    exit(LLVMFuzzerRunDriver(&count, &arguments, testOneInput))
  }
}

private let reader = getenv("SORI_FUZZ_READER").flatMap {
  HostileReader(rawValue: String(cString: $0))
}

/// In the one that `scripts/fuzz` takes away in the end.
private let folder = try? ScratchFolder(in: getenv("TMPDIR").map { String(cString: $0) })

/// What libFuzzer calls with each input. 0: keep it in the corpus if it reached anything new.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  guard let reader, let folder else { fatalError("no reader, or no folder for its files") }
  // libFuzzer: `count` bytes, which live until this returns; they are copied.
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  do {
    try reader.examine(bytes, in: folder)
  } catch {
    // A crash is what libFuzzer keeps the input of.
    fatalError("\(reader.rawValue): \(error)")
  }
  return 0
}
