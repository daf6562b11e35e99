// swift-tools-version: 6.2
import PackageDescription

// The house, floor by floor: a target may use what stands above it in this list, never what stands
// below. CONTRIBUTING.md draws it.

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

func room(_ name: String, uses dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(
  _ name: String, uses dependencies: [Target.Dependency], excluding folders: [String] = []
) -> Target {
  .testTarget(name: name, dependencies: dependencies, exclude: folders, swiftSettings: strict)
}

func library(_ name: String, debian package: String) -> Target {
  .systemLibrary(name: name, providers: [.apt([package])])
}

let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let csv = Target.Dependency.product(name: "SwiftCSV", package: "SwiftCSV")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let arguments = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
  name: "sori",
  products: [
    .executable(name: "sori", targets: ["sori"]),
    .library(
      name: "SoriAnalysis", targets: ["CallAnalysis", "Reporting", "CallMetrics", "SpeechTimeline"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/swiftcsv/SwiftCSV", from: "0.10.0"),
  ],
  targets: [
    // System libraries: a module map and a shim each, imported by exactly one room.
    library("CSndfile", debian: "libsndfile1-dev"),
    library("CFFTW", debian: "libfftw3-dev"),
    library("CSoxr", debian: "libsoxr-dev"),
    library("CEbur128", debian: "libebur128-dev"),
    library("COneDNN", debian: "libdnnl-dev"),
    library("CCairo", debian: "libcairo2-dev"),
    library("CZlib", debian: "zlib1g-dev"),

    // What is loaded while the program runs, if at all: declarations only.
    .systemLibrary(name: "CSpeechRuntime"),
    // A function of the C library that Swift's module of it lacks.
    .systemLibrary(name: "CSyncFS"),

    // Ground floor.
    room("SpeechTimeline"),
    room("ChildProcesses"),
    room("AudioIO", uses: ["CSndfile", "CSoxr", crypto]),
    room("Signal", uses: ["CFFTW", "CEbur128"]),
    room("NeuralNets", uses: ["COneDNN", crypto]),
    room("Pictures", uses: ["CCairo", "SpeechTimeline"]),

    // First floor.
    room("SpokenText", uses: ["SpeechTimeline", yams]),
    room("CallMetrics", uses: ["SpeechTimeline"]),
    room("Transcripts", uses: ["SpeechTimeline"]),
    room("VoiceActivity", uses: ["Signal", "NeuralNets", "SpeechTimeline"]),

    room("Recognition", uses: ["ChildProcesses", "CSpeechRuntime", "SpeechTimeline"]),

    // Second floor.
    room("PersonalData", uses: ["SpokenText", "SpeechTimeline"]),
    room("Diarization", uses: ["VoiceActivity", "Signal", "NeuralNets", "SpeechTimeline"]),
    room("Reporting", uses: ["CallMetrics", "SpeechTimeline"]),
    room("Scoring", uses: ["CallMetrics", "SpeechTimeline"]),

    // Third floor.
    room(
      "CallAnalysis",
      uses: [
        "ChildProcesses", "AudioIO", "Signal", "NeuralNets", "VoiceActivity", "Diarization",
        "CallMetrics", "Recognition", "Reporting", "SpeechTimeline", "CSyncFS", "CZlib",
        "PersonalData", "SpokenText", "Transcripts", crypto, csv,
      ]),

    // Fourth floor.
    room(
      "Tuning",
      uses: ["CallAnalysis", "Scoring", "Reporting", "CallMetrics", "SpeechTimeline", crypto]),
    room(
      "Inspection",
      uses: ["CallAnalysis", "Scoring", "VoiceActivity", "Signal", "Pictures", "SpeechTimeline"]),

    // The roof: what people run.
    .executableTarget(
      name: "sori",
      dependencies: [
        "Tuning", "Inspection", "Pictures", "CallAnalysis", "Diarization", "Scoring", "Reporting",
        "CallMetrics", "Recognition", "SpeechTimeline", "PersonalData", "Transcripts", "SpokenText",
        arguments, logging,
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "sori-bench",
      dependencies: [
        "CallAnalysis", "Reporting", "VoiceActivity", "Signal", "NeuralNets", "AudioIO", arguments,
        crypto,
      ],
      swiftSettings: strict),

    // What tests listen to.
    .target(name: "SyntheticSounds", path: "Tests/SyntheticSounds", swiftSettings: strict),
    // What must hold of every reader, whatever it reads.
    .target(
      name: "HostileInput",
      dependencies: [
        "CallAnalysis", "Scoring", "Reporting", "Transcripts", "NeuralNets", "AudioIO",
        "SpeechTimeline", crypto,
      ],
      path: "Tests/HostileInput", swiftSettings: strict),

    tests("SpeechTimelineTests", uses: ["SpeechTimeline"]),
    tests("AudioIOTests", uses: ["AudioIO"]),
    tests("RecognitionTests", uses: ["Recognition", "SpeechTimeline"]),
    tests("SignalTests", uses: ["Signal", "SyntheticSounds"]),
    tests("NeuralNetsTests", uses: ["NeuralNets"], excluding: ["Vectors"]),
    tests("CallMetricsTests", uses: ["CallMetrics", "SpeechTimeline"]),
    tests("TranscriptsTests", uses: ["Transcripts", "SpeechTimeline"], excluding: ["Samples"]),
    tests(
      "VoiceActivityTests",
      uses: [
        "VoiceActivity", "AudioIO", "Signal", "NeuralNets", "SpeechTimeline", "SyntheticSounds",
      ], excluding: ["Vectors"]),
    tests(
      "DiarizationTests",
      uses: ["Diarization", "VoiceActivity", "Signal", "NeuralNets", "SpeechTimeline"],
      excluding: ["Vectors"]),
    tests(
      "ScoringTests", uses: ["Scoring", "CallMetrics", "SpeechTimeline"], excluding: ["Vectors"]),
    tests(
      "PersonalDataTests", uses: ["PersonalData", "SpokenText", "SpeechTimeline"],
      excluding: ["Vectors"]),
    tests("ReportingTests", uses: ["Reporting", "CallMetrics", "SpeechTimeline"]),
    tests(
      "CallAnalysisTests",
      uses: [
        "CallAnalysis", "AudioIO", "Recognition", "Diarization", "NeuralNets", "VoiceActivity",
        "Signal", "Reporting", "CallMetrics", "Transcripts", "PersonalData", "SpeechTimeline",
        "SyntheticSounds",
      ]),
    tests(
      "TuningTests",
      uses: ["Tuning", "CallAnalysis", "Scoring", "CallMetrics", "SpeechTimeline"]),
    tests("SpokenTextTests", uses: ["SpokenText", "SpeechTimeline"], excluding: ["Vectors"]),
    tests("PicturesTests", uses: ["Pictures", "SpeechTimeline"]),
    tests(
      "InspectionTests",
      uses: [
        "Inspection", "Pictures", "CallAnalysis", "Scoring", "VoiceActivity", "SpeechTimeline",
      ]),
    tests("HostileInputTests", uses: ["HostileInput"], excluding: ["Inputs"]),
    tests("CommandLineTests", uses: ["sori"]),
  ]
)

// Built by scripts/fuzz alone, which compiles everything for libFuzzer.
if Context.environment["SORI_FUZZING"] != nil {
  package.targets += [
    .systemLibrary(name: "CLibFuzzer", path: "Tests/CLibFuzzer"),
    .executableTarget(
      name: "sori-fuzz", dependencies: ["HostileInput", "CLibFuzzer"], path: "Tests/Fuzzing",
      exclude: ["Dictionaries"],
      swiftSettings: strict),
  ]
}
