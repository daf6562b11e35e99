internal import SpeechTimeline
internal import Transcripts

/// Transcripts of every format.
///
/// Checked: words are not empty and hold no white space; times lie in a day, and starts of a segment never
/// run backwards; segments stand together and count up from 0; confidences are 0 to 1; a message holds
/// nothing of the text; sori's own JSON and the vCon analysis are read back as they were, and every other
/// form that is written is read back with all words or letters.
func examineTranscript(_ bytes: [UInt8]) throws {
  let imported: ImportedTranscript
  do {
    imported = try TranscriptReader.read(bytes: bytes, name: "call")
  } catch {
    try require(error.path == "call", "an error without the file's name: \(error)")
    try require(error.description.utf8.count < 300, "a long message: \(error)")
    return
  }
  try examineWords(imported.transcript.words)
  try require(
    imported.transcript.words.count <= bytes.count,
    "\(imported.transcript.words.count) words in \(bytes.count) bytes")
  for format in TranscriptWriter.Format.allCases { try examineWriting(imported, as: format) }
}

private func examineWords(_ words: [TranscriptWord]) throws(BrokenPromise) {
  var last: TranscriptWord?
  for word in words {
    try require(!word.text.isEmpty, "an empty word")
    let hasSpace = word.text.unicodeScalars.contains { $0.properties.isWhitespace }
    try require(!hasSpace, "white space in \(word.text)")
    try require(
      word.span.start >= 0 && word.span.end <= ImportLimits().milliseconds, "at \(word.span)")
    try require(word.confidence.map((0...1).contains) ?? true, "confidence of \(word)")
    try require(word.channel.map((1...64).contains) ?? true, "channel of \(word)")
    let step = word.segment - (last?.segment ?? -1)
    try require(step == 1 || step == 0 && last != nil, "segment \(word.segment) behind \(step)")
    if step == 0, let last {
      try require(last.span.start <= word.span.start, "\(word.span) behind \(last.span)")
    }
    last = word
  }
}

private func examineWriting(
  _ imported: ImportedTranscript, as format: TranscriptWriter.Format
) throws(BrokenPromise) {
  let transcript = imported.transcript
  // A file without a word is no CTM and no SubRip: it is empty.
  if transcript.words.isEmpty, format == .ctm || format == .srt { return }
  let written = Array(TranscriptWriter.write(transcript, as: format).utf8)
  let back: ImportedTranscript
  do {
    back = try TranscriptReader.read(bytes: written, name: "back")
  } catch {
    throw BrokenPromise("as \(format) it is not read back: \(error)")
  }
  switch format {
  case .json, .vCon:
    try require(back.transcript == transcript, "as \(format) it is read back otherwise")
  case .ctm:
    try require(
      back.transcript.words.count == transcript.words.count,
      "as CTM \(back.transcript.words.count) of \(transcript.words.count) words")
  case .webVTT:
    // Punctuation joins words there, and alone it is no cue. Without any voice, what recurs in front of
    // colons is one.
    let hasVoices = transcript.words.contains { $0.speaker != nil }
    try require(
      !hasVoices || letterCount(back.transcript) == letterCount(transcript),
      "as WebVTT \(letterCount(back.transcript)) of \(letterCount(transcript)) letters")
  case .srt:
    // SubRip has no escapes: words that are tags there are lost.
    break
  }
}

private func letterCount(_ transcript: Transcript) -> Int {
  transcript.words.reduce(0) { sum, word in
    sum + word.text.unicodeScalars.count { $0.properties.isAlphabetic }
  }
}
