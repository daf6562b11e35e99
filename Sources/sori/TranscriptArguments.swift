public import ArgumentParser
public import CallAnalysis
public import Transcripts

// Conformances of public types are public, whoever states them.

extension TranscriptWriter.Format: @retroactive ExpressibleByArgument {}
extension RedactionSettings.Sound: @retroactive ExpressibleByArgument {}
