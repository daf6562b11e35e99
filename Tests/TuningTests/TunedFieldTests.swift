import CallAnalysis
import Testing

@testable import Tuning

@Suite struct TunedFieldTests {
  private func numbers(_ text: String) throws -> [Double] {
    try TunedField(parsing: text).values.map { value in
      guard case .number(let number) = value else { return .nan }
      return number
    }
  }

  @Test("A range holds its first value, every step, and its last where a step meets it")
  func ranges() throws {
    #expect(try numbers("f=0:0.3:0.1") == [0, 0.1, 0.2, 0.3])
    #expect(try numbers("f=-3:3:2") == [-3, -1, 1, 3])
    #expect(try numbers("f=1:2:0.4") == [1, 1.4, 1.8])
    #expect(try numbers("f=5:5:1") == [5])
    #expect(try numbers("f=0.011:0.013:0.001") == [0.011, 0.012, 0.013])
    #expect(try numbers("f=1e-3:3e-3:1e-3") == [0.001, 0.002, 0.003])
  }

  @Test("Every step of a range is the number that its decimals write", arguments: [1, 7, 25, 99])
  func exact(step: Int) throws {
    let values = try numbers("f=0:9.99:\(Double(step) / 100)")
    #expect(!values.isEmpty)
    for value in values { #expect(Double("\(value)") == value && "\(value)".count <= 5) }
  }

  @Test("Values are ascending, each once, and of the kind they look like")
  func lists() throws {
    #expect(
      try TunedField(parsing: "a.b=8,2,true,2,x,false,1:3:1").values == [
        .boolean(false), .boolean(true), .number(1), .number(2), .number(3), .number(8),
        .text("x"),
      ])
    #expect(try TunedField(parsing: "a.b=8").name == "a.b")
    #expect(SettingValue("0x10") == .text("0x10"))
    #expect(SettingValue("inf") == .text("inf"))
  }

  @Test(
    "What is no field with values is refused",
    arguments: [
      "", "f", "=1", "f=", "f=1,,2", "f=1:2", "f=1:2:3:4", "f=2:1:1", "f=1:2:0", "f=1:2:-1",
      "f=a:b:c", "f=0:1e8:0.001", "f=nan:1:1", "f=1:2:1e-12",
    ])
  func refused(text: String) {
    #expect(throws: TuningError.self) { try TunedField(parsing: text) }
  }
}
