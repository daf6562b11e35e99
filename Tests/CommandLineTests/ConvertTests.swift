import Foundation
import Testing

@Suite struct ConvertTests {
  private static let subtitles = """
    1
    00:00:00,500 --> 00:00:01,000
    상담원: 네, 고객님

    2
    00:00:02,000 --> 00:00:02,500
    상담원: 감사합니다

    """

  @Test("A transcript is written to standard output in the format asked for")
  func standardOutput() throws {
    let folder = try TemporaryFolder()
    _ = try folder.write(Self.subtitles, to: "call.srt")
    let run = try Program.run(["convert", "call.srt", "--to", "webvtt"], in: folder.path)
    #expect(run.exitCode == 0)
    #expect(run.errors == "")
    #expect(
      run.output == """
        WEBVTT

        00:00:00.500 --> 00:00:01.000
        <v 상담원>네, 고객님

        00:00:02.000 --> 00:00:02.500
        <v 상담원>감사합니다

        """)
  }

  @Test("Several go into a folder, under their own names; notes say what was put right")
  func folder() throws {
    let folder = try TemporaryFolder()
    _ = try folder.write(Self.subtitles, to: "one.srt")
    _ = try folder.write("call 1 0.5 0.1 네\n", to: "two.txt")
    let run = try Program.run(
      ["convert", "one.srt", "two.txt", "--to", "ctm", "-o", "out", "--notes"], in: folder.path)
    #expect(run.exitCode == 0)
    #expect(run.output == "")
    #expect(
      run.errors == """
        sori: one.srt: srt, utf-8, 3 words; estimated times: 3
        sori: two.txt: ctm, utf-8, 1 words

        """)
    let two = try String(contentsOfFile: "\(folder.path)/out/two.ctm", encoding: .utf8)
    #expect(two == "two 1 0.500 0.100 네\n")
    #expect(FileManager.default.fileExists(atPath: "\(folder.path)/out/one.ctm"))
  }

  @Test("What cannot be read is named, never quoted; the rest is written")
  func failures() throws {
    let folder = try TemporaryFolder()
    _ = try folder.write(Self.subtitles, to: "good.srt")
    _ = try folder.write("WEBVTT\n\n00:02.000 --> 00:01.000\n비밀번호 1234\n", to: "bad.vtt")
    let run = try Program.run(
      ["convert", "bad.vtt", "good.srt", "--to", "json", "-o", "out"], in: folder.path)
    #expect(run.exitCode == 1)
    #expect(run.errors == "sori: bad.vtt: line 3: an end 1000 ms before its start\n")
    #expect(FileManager.default.fileExists(atPath: "\(folder.path)/out/good.transcript.json"))
    let alone = try Program.run(["convert", "bad.vtt", "--to", "json"], in: folder.path)
    #expect(alone.exitCode == 2)
    #expect(alone.output == "")
  }

  @Test("Nothing is overwritten that was given, and usage is checked")
  func usage() throws {
    let folder = try TemporaryFolder()
    _ = try folder.write(Self.subtitles, to: "call.srt")
    let lines = [
      ["convert", "--to", "srt"], ["convert", "call.srt"], ["convert", "call.srt", "--to", "docx"],
      ["convert", "call.srt", "--to", "srt", "-o", "call.srt"],
      ["convert", "call.srt", "--to", "srt", "-o", "."],
      ["convert", "call.srt", "call.srt", "--to", "ctm"],
      ["convert", "call.srt", "call.srt", "--to", "ctm", "-o", "out"],
      ["convert", "call.srt", "--to", "ctm", "--word-times"],
      ["convert", "call.srt", "--to", "ctm", "-o", "call.wav"],
    ]
    for line in lines {
      #expect(try Program.run(line, in: folder.path).exitCode == 64, "\(line)")
    }
    let left = try String(contentsOfFile: "\(folder.path)/call.srt", encoding: .utf8)
    #expect(left == Self.subtitles)
  }

  @Test("sori's JSON converts to itself, byte for byte")
  func identity() throws {
    let folder = try TemporaryFolder()
    _ = try folder.write(Self.subtitles, to: "call.srt")
    let first = try Program.run(["convert", "call.srt", "--to", "json"], in: folder.path)
    _ = try folder.write(first.output, to: "call.json")
    let second = try Program.run(["convert", "call.json", "--to", "json"], in: folder.path)
    #expect(second.output == first.output)
    let analysis = try Program.run(["convert", "call.json", "--to", "vcon"], in: folder.path)
    _ = try folder.write(analysis.output, to: "call.vcon.json")
    let third = try Program.run(["convert", "call.vcon.json", "--to", "json"], in: folder.path)
    #expect(third.output == first.output)
  }
}
