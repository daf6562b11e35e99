import Foundation
import Testing

/// What goes wrong around a batch, brought about for real.
@Suite struct FaultTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func text(_ name: String) throws -> String {
    try String(contentsOfFile: "\(folder.path)/\(name)", encoding: .utf8)
  }

  private func exists(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: "\(folder.path)/\(name)")
  }

  @Test("Two runs on one output exclude each other, and the first is not disturbed")
  func lock() throws {
    try folder.writeRecording("a.wav")
    let outcome = try Program.shell(
      """
      (echo a.wav; sleep 2; echo a.wav) | $SORI analyze - -q -o out.jsonl & sleep 1
      $SORI analyze a.wav -o out.jsonl; echo "second $?"
      $SORI analyze a.wav -o out.jsonl --resume; echo "third $?"
      wait $!; echo "first $?"
      """, in: folder.path)
    #expect(outcome.output == "second 2\nthird 2\nfirst 0\n")
    #expect(outcome.errors.contains("out.jsonl: another run is writing it"))
    #expect(try text("out.jsonl").split(separator: "\n").count == 2)
    #expect(!exists("out.jsonl.journal"))
  }

  @Test("A disk that is full ends the run with whole lines, and more room lets it go on")
  func fileTooLarge() throws {
    for index in 10..<20 { try folder.writeRecording("in/\(index).wav") }
    let whole = try Program.run(["analyze", "in", "-q"], in: folder.path).output
    for output in ["out.jsonl", "out.jsonl.gz"] {
      // Blocks of 1024 bytes: some records fit, not all.
      let blocks = output.hasSuffix("gz") ? 5 : 7
      let outcome = try Program.shell(
        "ulimit -f \(blocks); $SORI analyze in -q -o \(output) --fsync each; echo $?",
        in: folder.path)
      #expect(outcome.output == "2\n")
      #expect(outcome.errors == "sori: \(output): File too large\n")
      let left = try Program.shell("gzip -dcf \(output)", in: folder.path)
      #expect(left.exitCode == 0 && whole.hasPrefix(left.output) && left.output.hasSuffix("\n"))
      let resumed = try Program.run(
        ["analyze", "in", "-q", "-o", output, "--resume"], in: folder.path)
      #expect(resumed.exitCode == 0)
      #expect(try Program.shell("gzip -dcf \(output)", in: folder.path).output == whole)
    }
  }

  @Test("A file system without room ends the run with whole lines (where one may be mounted)")
  func noSpace() throws {
    for index in 10..<40 { try folder.writeRecording("in/\(index).wav") }
    let outcome = try Program.shell(
      """
      unshare -m bash -c 'mkdir -p small && mount -t tmpfs -o size=40k none small || exit 77
        $SORI analyze in -q -o small/out.jsonl; echo $?; cat small/out.jsonl' 2>err
      """, in: folder.path)
    guard outcome.exitCode == 0 else {
      print("not tested: this user may mount nothing")
      return
    }
    let errors = try text("err")
    #expect(errors == "sori: small/out.jsonl: No space left on device\n")
    #expect(outcome.lines.first == "2")
    let written = outcome.output.dropFirst(2)
    let whole = try Program.run(["analyze", "in", "-q"], in: folder.path).output
    #expect(!written.isEmpty && written.hasSuffix("\n") && whole.hasPrefix(written))
  }

  @Test("Compressed records are on the disk a second later, though nothing else comes")
  func compressedInTime() throws {
    try folder.writeRecording("a.wav")
    try writeLongRecording("long.wav")
    let outcome = try Program.shell(
      """
      $SORI analyze a.wav long.wav -q -j 1 -o out.jsonl.gz & pid=$!
      for i in $(seq 600); do [ -s out.jsonl.gz ] && break; sleep 0.1; done
      gzip -dc out.jsonl.gz | wc -l; grep -c long.wav out.jsonl.gz.journal; kill -KILL $pid; wait $pid
      """, in: folder.path)
    #expect(outcome.output == "1\n1\n")
  }

  @Test("A manifest that comes through a pipe does not keep its records or the program waiting")
  func manifestThroughPipe() throws {
    try folder.writeRecording("a.wav")
    let outcome = try Program.shell(
      """
      mkfifo m.csv; (printf 'path\na.wav\n'; exec sleep 60) > m.csv & writer=$!
      $SORI analyze --manifest m.csv -q -o out.jsonl & pid=$!
      for i in $(seq 600); do [ -s out.jsonl ] && break; sleep 0.1; done
      wc -l < out.jsonl; kill -INT $pid; wait $pid; echo $?; kill $writer
      """, in: folder.path)
    #expect(outcome.output == "1\n130\n")
  }

  @Test("An output that is taken away is noticed, not written into nowhere")
  func vanished() throws {
    try folder.writeRecording("a.wav")
    let outcome = try Program.shell(
      """
      (echo a.wav; sleep 1.5; rm out.jsonl; echo a.wav) | $SORI analyze - -q -o out.jsonl
      echo $?
      """, in: folder.path)
    #expect(outcome.output == "2\n")
    #expect(outcome.errors.contains("out.jsonl: was removed or replaced while it was written"))
  }

  @Test("A call that takes too long fails alone")
  func timeout() throws {
    try folder.writeRecording("a.wav")
    // A header that tells of a second, and twenty gigabytes behind it that are hashed for the record.
    try folder.writeRecording("b.wav")
    _ = try Program.shell("truncate -s 20G b.wav", in: folder.path)
    let outcome = try Program.run(
      ["analyze", "a.wav", "b.wav", "a.wav", "--timeout", "3"], in: folder.path)
    let records = try outcome.records()
    #expect(records.map(\.status) == ["ok", "failed", "ok"])
    #expect(records.map(\.error?.code) == [nil, "timed_out", nil])
    #expect(outcome.exitCode == 1)
    #expect(
      try Program.run(["analyze", "a.wav", "--timeout", "0"], in: folder.path).exitCode == 64)
  }

  @Test("A recording that crashes the program is tried alone, and at the third crash it failed")
  func crashes() throws {
    try writeLongRecording("long.wav")
    try folder.writeRecording("a.wav")
    // The program is made to crash while the long recording, and it alone, is being measured.
    let run = """
      $SORI analyze a.wav long.wav a.wav -q -o out.jsonl --resume --jobs 2 & pid=$!
      until grep -q 'measuring "long.wav"' out.jsonl.journal \
        && [ $(grep -Ec 'measuring|!' out.jsonl.journal) = 1 ]; do sleep 0.05; done
      kill -SEGV $pid; wait $pid; echo $?
      """
    for crash in 1...3 {
      let outcome = try Program.shell(run, in: folder.path)
      #expect(outcome.lines.last == "139")
      #expect(try text("out.jsonl.journal").contains("! 11"))
      if crash > 1 {
        #expect(try text("out.jsonl.journal").contains("crashes \(crash - 1) \"long.wav\""))
      }
    }
    let last = try Program.run(
      ["analyze", "a.wav", "long.wav", "a.wav", "-q", "-o", "out.jsonl", "--resume"],
      in: folder.path)
    #expect(last.exitCode == 1)
    let records = try text("out.jsonl")
    #expect(records.split(separator: "\n").count == 3)
    #expect(records.contains("\"error\":{\"code\":\"crashed\""))
    #expect(!exists("out.jsonl.journal"))
  }

  @Test("A machine that loses its power is not held against the call under way")
  func deaths() throws {
    try writeLongRecording("long.wav")
    for death in 0..<4 {
      // The journal of the run before is there until this one has read it.
      let known = death > 0 ? "deaths \(death) " : "measuring"
      let outcome = try Program.shell(
        """
        $SORI analyze long.wav -q -o out.jsonl --resume & pid=$!
        until grep -q '\(known)' out.jsonl.journal && grep -q measuring out.jsonl.journal
        do sleep 0.05; done
        kill -KILL $pid; wait $pid; echo $?
        """, in: folder.path)
      #expect(outcome.lines.last == "137")
    }
    #expect(try text("out.jsonl.journal").contains("deaths 3 \"long.wav\""))
    #expect(try !text("out.jsonl.journal").contains("crashes"))
  }

  @Test("Odd inputs have each its line")
  func oddInputs() throws {
    try folder.writeRecording("a.wav")
    let outcome = try Program.shell(
      #"""
      mkfifo pipe.wav; mkdir folder.wav; ln -s loop.wav loop.wav; ln -s nowhere gone.wav
      cp a.wav $'new\nline.wav'; cp a.wav $'\xff\xfe.wav'; cp a.wav closed.wav; : > empty.wav
      printf '%s\0' pipe.wav folder.wav loop.wav gone.wav $'new\nline.wav' $'\xff\xfe.wav' empty.wav \
        a.wav a.wav | timeout 60 $SORI analyze -0 - -q
      echo "ended with $?"
      """#, in: folder.path)
    #expect(outcome.output.hasSuffix("ended with 1\n"))
    let records = try Program.Outcome(
      exitCode: 1, output: String(outcome.output.dropLast("ended with 1\n".count)), errors: ""
    ).records()
    #expect(
      records.map { $0.error?.code ?? $0.status } == [
        "not_a_regular_file", "not_a_regular_file", "unreadable", "not_found", "ok",
        "path_not_utf8", "empty_file", "ok", "ok",
      ])
    #expect(records[4].input.path == "new\nline.wav")
  }

  /// A recording of an hour and a half, of a tone in turns: some seconds of work.
  private func writeLongRecording(_ name: String) throws {
    let short = try folder.writeRecording("\(name).short")
    let bytes = try Data(contentsOf: URL(fileURLWithPath: short))
    let header = [UInt8](bytes.prefix(44))
    let second = [UInt8](bytes.dropFirst(44))
    let times = 2700
    func field(_ value: Int) -> [UInt8] {
      (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
    let count = second.count * times
    var content = Array(header[..<4]) + field(36 + count) + header[8..<40] + field(count)
    content.reserveCapacity(44 + count)
    for _ in 0..<times { content += second }
    try folder.write(content, to: name)
  }
}
