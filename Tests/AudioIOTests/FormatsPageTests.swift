import AudioIO
import Foundation
import Testing

/// `docs/FORMATS.md` against what is read.
@Suite struct FormatsPageTests {
  private static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  private static let page =
    (try? String(contentsOf: root.appending(path: "docs/FORMATS.md"), encoding: .utf8)) ?? ""

  @Test("The page says what every error code means", arguments: AudioError.Code.allCases)
  func errorCodes(code: AudioError.Code) {
    #expect(Self.page.contains("\n| `\(code.rawValue)` | `failed` | "))
  }

  @Test("The page says what every header status means", arguments: HeaderStatus.allCases)
  func headerStatuses(status: HeaderStatus) {
    #expect(Self.page.contains("\n| `\(status.rawValue)` | "))
  }

  @Test("The page names the codec of every recording in fixtures/codecs")
  func codecs() throws {
    struct Expected: Decodable { var codec: String }
    let expected = try JSONDecoder().decode(
      [String: Expected].self,
      from: Data(contentsOf: Self.root.appending(path: "fixtures/codecs/expected.json")))
    for codec in Set(expected.values.map(\.codec)) {
      #expect(Self.page.contains("`\(codec)`"), "\(codec)")
    }
  }
}
