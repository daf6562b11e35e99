import Foundation
import Glibc
import Recognition
import Testing

@Suite("The library that runs models")
struct SpeechRuntimeTests {
  /// A new folder that is gone with the value.
  private final class Folder {
    let path: String
    init() throws {
      let place = FileManager.default.temporaryDirectory.appending(path: "sori-runtime-XXXXXX").path
      var template = Array(place.utf8CString)
      path = String(cString: try #require(mkdtemp(&template)))
    }
    deinit {
      unlink("\(path)/libtranscribe.so")
      rmdir(path)
    }
  }

  @Test("A folder without it is named, with what the system says")
  func missing() throws {
    let folder = try Folder()
    let error = #expect(throws: RecognitionError.self) {
      try WhisperEngine(model: "model.bin", runtimeFolder: folder.path)
    }
    #expect(error?.code == .runtimeUnusable)
    #expect(error?.path == "\(folder.path)/libtranscribe.so")
  }

  @Test("A file that is no library is refused")
  func noLibrary() throws {
    let folder = try Folder()
    let descriptor = open("\(folder.path)/libtranscribe.so", O_WRONLY | O_CREAT, 0o600)
    #expect(write(descriptor, "no library", 10) == 10)
    close(descriptor)
    let error = #expect(throws: RecognitionError.self) {
      try WhisperEngine(model: "model.bin", runtimeFolder: folder.path)
    }
    #expect(error?.code == .runtimeUnusable)
  }

  @Test("Another library under its name is refused before any of it is called")
  func otherLibrary() throws {
    let folder = try Folder()
    let places = ["/lib/x86_64-linux-gnu", "/lib/aarch64-linux-gnu", "/lib64", "/usr/lib"]
    let library = places.first { access("\($0)/libm.so.6", R_OK) == 0 }
    guard let library else { return }
    #expect(symlink("\(library)/libm.so.6", "\(folder.path)/libtranscribe.so") == 0)
    let error = #expect(throws: RecognitionError.self) {
      try WhisperEngine(model: "model.bin", runtimeFolder: folder.path)
    }
    #expect(error?.message == "has no function transcribe_version")
  }
}
