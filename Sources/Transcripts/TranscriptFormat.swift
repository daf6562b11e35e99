/// Forms of transcript that are read. Which one a file has, its content tells, never its name.
public enum TranscriptFormat: String, Hashable, Sendable, CaseIterable {
  /// sori's own JSON; `docs/TRANSCRIPTS.md` defines it.
  case sori
  /// openai-whisper's JSON, and that of OpenAI's service (`verbose_json`).
  case openAIWhisper = "openai-whisper"
  case fasterWhisper = "faster-whisper"
  case whisperCpp = "whisper.cpp"
  case whisperX = "whisperx"
  /// Amazon Transcribe.
  case amazonTranscribe = "amazon-transcribe"
  /// Amazon Transcribe Call Analytics, and Contact Lens of Amazon Connect.
  case amazonCallAnalytics = "amazon-call-analytics"
  /// Amazon's sample solution Post Call Analytics, which rewrites the two above.
  case amazonPostCallAnalytics = "amazon-post-call-analytics"
  case googleV1 = "google-v1"
  case googleV2 = "google-v2"
  /// Azure Speech, batch transcription.
  case azureBatch = "azure-batch"
  /// Azure Speech, fast transcription.
  case azureFast = "azure-fast"
  /// NAVER CLOVA Speech, long sentences.
  case clova
  /// RTZR (formerly VITO).
  case rtzr
  /// Vosk: one result, several one after the other, or JSON Lines.
  case vosk
  case webVTT = "webvtt"
  /// SubRip.
  case srt
  /// NIST's CTM.
  case ctm
  /// Praat's TextGrid, long and short.
  case textGrid = "textgrid"
  /// vCon, with a transcript among its analyses; or one such analysis alone.
  case vCon = "vcon"
}
