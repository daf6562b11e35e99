internal import CallMetrics
internal import SpeechTimeline

/// Where the tables of the record live, one file per floor of it.
enum RecordTables {
  /// Everything but the events.
  static let record = RecordTable<CallRecord>.present(envelope + groups)

  /// Everything.
  static let recordWithEvents = RecordTable<CallRecord>.present(
    envelope + groups + [
      .object(
        "events", "The stretches behind the figures, in order of time; only with `--events`.",
        events, \.figures)
    ])

  private static let envelope: [Column<CallRecord>] = [
    .string("schema", "Always `sori.call`.") { _ in CallRecord.schemaName },
    .string("schema_version", "Semantic version of this record's schema.") { _ in
      CallRecord.schemaVersion
    },
    .string("tool_version", "Version of the program that wrote it.") { $0.toolVersion },
    .string("config_hash", "Hash of the configuration it was measured with.") { $0.configHash },
    .string(
      "voice_models",
      "The networks that told the speakers apart: of each its name and the first 12 digits of its SHA-256.",
      null: "speakers were not told apart by voice"
    ) { $0.voiceModels },
    .string("call_id", "From the manifest, else from the file.", null: "it has none") { $0.callID },
    .object("input", "The file.", input) { $0 },
    .choice(
      "status",
      "`ok` measured; `empty` a readable recording of zero frames; `skipped` not measured on purpose; `failed` not measurable."
    ) { $0.status },
    .object("error", "Why it was not measured.", error, \.error),
    .string("started_at", "Start of the call, as the manifest gives it.", null: "not given") {
      $0.startedAt
    },
    .string("direction", "As the manifest gives it.", null: "not given") { $0.direction },
    .string("queue", "As the manifest gives it.", null: "not given") { $0.queue },
    .string(
      "agent_id", "HMAC-SHA-256 of the manifest's agent id under the operator's key.",
      null: "no id or no key given"
    ) { $0.agentID },
  ]

  private static let input = RecordTable<CallRecord>.present([
    .string("path", "As given.") { $0.inputPath },
    .integer("size_bytes", "Size of the file.", unit: "bytes", null: "not readable") {
      $0.inputSizeBytes
    },
    .string("sha256", "SHA-256 of the file, lower-case hexadecimal.", null: "not readable") {
      $0.inputSHA256
    },
  ])

  private static let error = RecordTable<RecordError>.present([
    .string("code", "Stable, lower case.", null: "there is no error") { $0.code },
    .string("message", "For people; may change.", null: "there is no error") { $0.message },
  ])

  private static let groups: [Column<CallRecord>] = [
    .object("reliability", "How far to trust the figures.", reliability, \.figures),
    .object("recording", "The file itself.", recording, \.figures),
    .array(
      "channels", "Levels and defects, one element per measured channel.", of: channel,
      null: "`status` is not `ok`"
    ) {
      $0.figures?.channels
    },
    .array(
      "speakers",
      "One element per party, agent first where roles are known; where speakers were not told apart one element, `speech`, whose figures are null.",
      of: speaker, null: "`status` is not `ok`"
    ) { $0.figures?.speakers },
    .object("activity", "Talk and silence of the whole call.", activity, \.figures),
    .object("turns", "Turn-taking of the whole call.", turns, \.figures),
    .object("overlap", "Two and more speakers at once.", overlap, \.figures),
    .object("silence", "Nobody speaks.", silence, \.figures),
    .object("tones", "What is heard in the whole recording that is not speech.", tones, \.figures),
    .object(
      "transcript", "What the words of the call tell; never what was said.", transcript, \.figures),
    .object("privacy", "Personal data, consent, masking; never a value.", privacy, \.figures),
  ]
}
