internal import Scoring
internal import SpeechTimeline

/// RTTM. Checked: what is written of each recording is read back.
func examineRTTM(_ bytes: [UInt8]) throws {
  guard let text = String(validating: bytes, as: UTF8.self) else { return }
  guard let recordings = try? RTTMLabels.read(text, path: "") else { return }
  for (name, labels) in recordings.sorted(by: { $0.key < $1.key }) {
    let written = RTTMLabels.write(labels, fileID: name)
    let back = try readBack(written) { text throws(LabelError) in
      try RTTMLabels.read(text, path: "")
    }
    let expected = labels.isEmpty ? [:] : [name: labels]
    try require(back == expected, "read back as \(back), expected \(expected)")
  }
}

/// Lists of start and end. Checked: what is written is read back.
func examineSpeechLabels(_ bytes: [UInt8]) throws {
  guard let text = String(validating: bytes, as: UTF8.self) else { return }
  guard let speech = try? SpeechLabels.read(text, path: "") else { return }
  let back = try readBack(SpeechLabels.write(speech)) { text throws(LabelError) in
    try SpeechLabels.read(text, path: "")
  }
  try require(back == speech, "read back as \(back.spans), expected \(speech.spans)")
}

/// Audacity's label tracks. Checked: what is written is read back, tabs in labels as spaces.
func examineAudacityLabels(_ bytes: [UInt8]) throws {
  guard let text = String(validating: bytes, as: UTF8.self) else { return }
  guard let labels = try? AudacityLabels.read(text, path: "") else { return }
  let back = try readBack(AudacityLabels.write(labels)) { text throws(LabelError) in
    try AudacityLabels.read(text, path: "")
  }
  let names = labels.labels.map {
    ($0, String(String.UnicodeScalarView($0.unicodeScalars.map { $0 == "\t" ? " " : $0 })))
  }
  let expected = labels.renamed(Dictionary(names, uniquingKeysWith: { first, _ in first }))
  try require(back == expected, "read back as \(back), expected \(expected)")
}

/// Evaluation maps. Checked: what is written is read back.
func examineEvaluationMap(_ bytes: [UInt8]) throws {
  guard let text = String(validating: bytes, as: UTF8.self) else { return }
  guard let maps = try? EvaluationMap.read(text, path: "") else { return }
  let back = try readBack(EvaluationMap.write(maps)) { text throws(LabelError) in
    try EvaluationMap.read(text, path: "")
  }
  let expected = maps.filter { !$0.value.isEmpty }
  try require(back == expected, "read back as \(back), expected \(expected)")
}

private func readBack<Labels>(
  _ text: String, _ read: (String) throws(LabelError) -> Labels
) throws(BrokenPromise) -> Labels {
  do {
    return try read(text)
  } catch {
    throw BrokenPromise("what was written is not read back: \(error) in \(text)")
  }
}
