import Glibc
import Recognition
import Testing

/// What `scripts/setup --with-stt` installs, where it is; the folder that `SORI_MODELS` names or the package's own.
private let installed: String? = {
  let named = getenv("SORI_MODELS").map { String(cString: $0) } ?? "models"
  let folder = "\(named)/whisper"
  return access("\(folder)/whisper-base.bin", R_OK) == 0 ? folder : nil
}()

@Suite(
  "The installed model", .enabled(if: installed != nil, "scripts/setup --with-stt installs it"))
struct RealModelTests {
  @Test("A tone gives text that no guard lets through, the same each time")
  func nothingSaid() throws {
    let folder = try #require(installed)
    let engine = try WhisperEngine(
      model: "\(folder)/whisper-base.bin", runtimeFolder: "\(folder)/runtime")
    let tone = (0..<48_000).map { 0.1 * sinf(Float($0) * 0.17) }
    let first = try engine.recognise(tone, language: "ko")
    #expect(try engine.recognise(tone, language: "ko") == first)
    #expect(first.noSpeechProbability ?? 0 > 0.3 || first.averageLogProbability ?? 0 < -1)
    #expect(throws: RecognitionError.self) { try engine.recognise(tone, language: "xx") }
  }

  @Test("A file that is no model is refused by name")
  func noModel() throws {
    let folder = try #require(installed)
    let error = #expect(throws: RecognitionError.self) {
      try WhisperEngine(model: "/dev/null", runtimeFolder: "\(folder)/runtime")
    }
    #expect(error?.code == .modelUnusable)
    #expect(error?.path == "/dev/null")
  }
}
