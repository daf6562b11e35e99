public import ArgumentParser
public import CallAnalysis
public import Transcripts

// Conformances of public types are public, whoever states them.

extension TranscriptWriter.Format: ExpressibleByArgument {}
extension RedactionSettings.Sound: ExpressibleByArgument {}
