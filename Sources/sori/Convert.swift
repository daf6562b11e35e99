internal import ArgumentParser
internal import CallAnalysis
internal import SpeechTimeline
internal import Transcripts

/// `sori convert`: transcripts of any format that is read, in one that is written.
struct Convert: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Convert transcripts from other programs and services.",
    discussion: """
      Reads Whisper, Amazon, Google, Azure, CLOVA, RTZR, Vosk, WebVTT, SubRip, CTM, TextGrid, vCon and \
      sori's own JSON; the content tells which. What is written holds what was said: it is the one \
      thing asked for here. docs/TRANSCRIPTS.md says what each format keeps. Exit codes: 0 all \
      converted, 1 some could not be read, 2 nothing could be read or the output not be written, \
      64 usage.
      """)

  @Argument(help: ArgumentHelp("Transcripts.", valueName: "file"))
  var files: [String]

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Write as webvtt, srt, ctm, json (loses nothing) or vcon (its analysis).",
      valueName: "format"),
    transform: Self.format)
  var to: TranscriptWriter.Format

  @Option(
    name: .shortAndLong,
    help:
      "Write into this file, or for several transcripts into this folder (default: standard output)."
  )
  var output: String?

  @Flag(name: .long, help: "With webvtt: a time stamp in front of every word.")
  var wordTimes = false

  @Flag(
    name: .long, help: "Say on standard error which format each file has, and what was put right.")
  var notes = false

  private static func format(_ text: String) throws -> TranscriptWriter.Format {
    guard let format = TranscriptWriter.Format(rawValue: text) else {
      throw ValidationError("--to is \"\(text)\", expected webvtt, srt, ctm, json or vcon")
    }
    return format
  }

  func validate() throws {
    guard !files.isEmpty else { throw ValidationError("expected a transcript") }
    if wordTimes, to != .webVTT { throw ValidationError("--word-times goes with --to webvtt") }
    if files.count > 1, folder == nil {
      throw ValidationError("\(files.count) transcripts go into a folder: name one with --output")
    }
    if let output, PathInputs.isRecording(output) {
      throw ValidationError("--output \(output) is named like a recording")
    }
    let targets = files.map { self.target(of: $0) }
    guard Set(targets).count == targets.count || folder == nil else {
      throw ValidationError("two of the transcripts have the same name: convert them one by one")
    }
    for target in targets.compactMap(\.self) {
      for file in files where leadToSameFile(file, target) {
        throw ValidationError("\(target) would overwrite \(file)")
      }
    }
  }

  func run() throws {
    do {
      var failureCount = 0
      let destination = try folder.map { path throws(AnalysisError) in try TextFolder(path: path) }
      for file in files {
        do {
          try write(try converted(file), of: file, into: destination)
        } catch let error as TranscriptError {
          report(error.description)
          failureCount += 1
        }
      }
      if failureCount == files.count { throw ExitCodes.nothingDone }
      if failureCount > 0 { throw ExitCodes.someFailed }
    } catch let error as AnalysisError {
      throw ExitCodes.reporting(error)
    }
  }

  private func converted(_ file: String) throws(TranscriptError) -> String {
    let imported = try TranscriptReader().read(path: file)
    if notes { report("\(file): \(summary(imported))") }
    var writer = TranscriptWriter()
    writer.wordTimes = wordTimes
    writer.productVersion = soriVersion
    return writer.write(imported.transcript, as: to, recording: TextFolder.name(ofFile: file))
  }

  private func write(_ text: String, of file: String, into folder: TextFolder?) throws {
    if let folder {
      try folder.write(text, to: name(of: file))
    } else if let output, output != "-" {
      try LineWriter(path: output).write(text)
    } else {
      try LineWriter().write(text)
    }
  }

  /// The folder that is written to, or nil where the output is a file or standard output.
  private var folder: String? {
    guard let output, output != "-" else { return nil }
    let isFolder = files.count > 1 || output.hasSuffix("/") || TextFolder.isFolder(output)
    return isFolder ? output : nil
  }

  private func name(of file: String) -> String {
    "\(TextFolder.name(ofFile: file)).\(to.fileExtension)"
  }

  /// The file that is written, or nil for standard output.
  private func target(of file: String) -> String? {
    if let folder { return "\(folder)/\(name(of: file))" }
    return output == "-" ? nil : output
  }

  /// `whisperx, utf-8, 512 words; estimated times: 14, joined pieces: 3`
  private func summary(_ imported: ImportedTranscript) -> String {
    let words = imported.transcript.words
    let notes = imported.notes
    let counts = [
      ("estimated times", words.count { $0.isEstimated }),
      ("joined pieces", notes.joinedPieces),
      ("moved words", notes.movedWords),
      ("reordered segments", notes.reorderedSegments),
      ("dropped confidences", notes.droppedConfidences),
      ("replaced characters", notes.replacedCharacters),
      ("parts passed over", notes.skippedParts),
    ].filter { $0.1 > 0 }.map { "\($0.0): \($0.1)" }
    let head =
      "\(imported.format.rawValue), \(imported.encoding.rawValue), \(words.count) words"
    return counts.isEmpty ? head : "\(head); \(counts.joined(separator: ", "))"
  }
}
