/// Which voices a call has: their number, and a direction for each.
struct VoiceClustering {
  /// `voices × width`, row-major, each of length 1.
  let centroids: [Float]
  /// The voice of each vector.
  let voices: [Int]
  /// Gain of dividing the two closest voices, lessened as counting lessens it; nil for one voice.
  let weakestKept: Double?
  /// The highest such gain for which a voice was not divided; nil where none was tried. Groups that proved
  /// to be no voice are not meant: that they were parted off says nothing of how many voices there are.
  let strongestRefused: Double?

  /// Number of voices.
  var voiceCount: Int { centroids.count / VoiceVectors.width }

  /// The directions of `voices`, row-major.
  func centroids(of voices: [Int]) -> [Float] {
    let width = VoiceVectors.width
    return voices.flatMap { centroids[$0 * width..<($0 + 1) * width] }
  }
}

/// Counts voices and tells them apart.
struct VoiceClusterer {
  let vectors: VoiceVectors
  let settings: VoiceCountConfiguration

  /// Vectors taken for one voice, with what speaks for two.
  private struct Group {
    let rows: [Int]
    /// Gain on held-out speech, lessened; minus infinity for speech too short to be halved.
    let gain: Double
    /// Where the division that gains it was sought.
    let starts: TwoVoices.Starts
  }

  /// From one voice to `most`: whatever gains most on held-out speech is divided, as long as it gains more
  /// than `leastGain`. Then every vector goes to the nearest voice, and the closest two voices must pass
  /// the same test again or are one.
  func counted(most: Int) -> VoiceClustering {
    var groups = [group(Array(0..<vectors.count))]
    while groups.count < most {
      guard let (index, parts) = bestDivision(of: groups) else { break }
      groups.replaceSubrange(index...index, with: parts.map { group($0) })
    }
    let refused = groups.map(\.gain).max()
    return merged(groups.map(\.rows), refused: refused.flatMap { $0.isFinite ? $0 : nil })
  }

  /// Exactly `count` voices: those that average linkage parts last, each with a fair part of the speech;
  /// with a smaller and smaller part where there are not so many.
  ///
  /// - Precondition: at least `count` vectors.
  func divided(into count: Int) -> VoiceClustering {
    precondition(
      1...max(vectors.count, 1) ~= count, "VoiceClusterer: \(count) of \(vectors.count) vectors")
    guard count > 1 else { return counted(most: 1) }
    let tree = AverageLink(vectors)
    var share = settings.leastEvenShare / Double(count)
    var groups: [[Int]]?
    while groups == nil, share * Double(vectors.count) > 1 {
      groups = tree.groups(count, ofAtLeast: Int((share * Double(vectors.count)).rounded(.up)))
      share /= 2
    }
    let start = groups ?? tree.groups(count, ofAtLeast: 1) ?? []
    let division = settled(start)
    return VoiceClustering(
      centroids: division.centroids, voices: division.groups,
      weakestKept: weakestGain(division), strongestRefused: nil)
  }

  /// `clustering` without `voice`, whose vectors go to the nearest of the others.
  func removing(_ voice: Int, from clustering: VoiceClustering) -> VoiceClustering {
    let others = (0..<clustering.voiceCount).filter { $0 != voice }
    let division = SphericalKMeans(vectors, startingAt: clustering.centroids(of: others))
    return VoiceClustering(
      centroids: division.centroids, voices: division.groups,
      weakestKept: weakestGain(division), strongestRefused: clustering.strongestRefused)
  }

  /// `voices` of `clustering`, with the directions they have there, and what they gain on `vectors`: those
  /// of speech that is theirs.
  func keeping(_ voices: [Int], of clustering: VoiceClustering) -> VoiceClustering {
    let division = SphericalKMeans(
      vectors, startingAt: clustering.centroids(of: voices), mostRounds: 0)
    return VoiceClustering(
      centroids: division.centroids, voices: division.groups, weakestKept: weakestGain(division),
      strongestRefused: division.members.map { group($0).gain }.filter(\.isFinite).max())
  }

  /// Gain of dividing the two closest voices; nil for one voice and for speech too short to be halved.
  private func weakestGain(_ division: SphericalKMeans) -> Double? {
    closestPair(division).map { group($0.rows).gain }.flatMap { $0.isFinite ? $0 : nil }
  }

  private func group(_ rows: [Int]) -> Group {
    let usual = TwoVoices.Starts(shares: settings.startShares, usesPrincipalAxis: true)
    guard unitCount(rows) >= settings.leastUnitsDivided else {
      return Group(rows: rows, gain: -.infinity, starts: usual)
    }
    let members = vectors.selecting(rows)
    let gain = gain(members, usual)
    let rareShare = Double(settings.rareWindows) / Double(rows.count)
    guard gain <= settings.leastGain, let least = settings.startShares.min(), rareShare < least
    else { return Group(rows: rows, gain: gain, starts: usual) }
    // A voice of less than the smallest share: nothing that divides the rest of the speech may hide it.
    let rare = TwoVoices.Starts(shares: [rareShare], usesPrincipalAxis: false)
    let rareGain = self.gain(members, rare)
    return rareGain > settings.rareGain
      ? Group(rows: rows, gain: rareGain, starts: rare)
      : Group(rows: rows, gain: gain, starts: usual)
  }

  private func gain(_ members: VoiceVectors, _ starts: TwoVoices.Starts) -> Double {
    HeldOutGain(of: members, splits: settings.splits, starts: starts)
      .lowered(byDeviations: settings.deviations)
  }

  /// The group that gains most by division, and the two it is divided into.
  private func bestDivision(of groups: [Group]) -> (index: Int, parts: [[Int]])? {
    let candidates = groups.indices.filter { groups[$0].gain > settings.leastGain }
      .sorted { (groups[$1].gain, $0) < (groups[$0].gain, $1) }
    for index in candidates {
      let rows = groups[index].rows
      let division = TwoVoices(vectors.selecting(rows), starts: groups[index].starts)
      guard let parts = division?.parts.map({ $0.map { rows[$0] } }) else { continue }
      if parts.allSatisfy({ unitCount($0) >= settings.leastUnits }) { return (index, parts) }
    }
    return nil
  }

  private func merged(_ groups: [[Int]], refused: Double?) -> VoiceClustering {
    var division = settled(groups)
    var refused = refused
    var kept: Double?
    while division.groupCount > 1 {
      let members = division.members
      if let none = noVoice(division) {
        division = settled(members.enumerated().filter { $0.offset != none }.map(\.element))
        continue
      }
      guard let pair = closestPair(division) else { break }
      let gain = group(pair.rows).gain
      if gain > settings.leastGain {
        kept = gain
        break
      }
      if gain.isFinite { refused = max(refused ?? gain, gain) }
      let others = members.enumerated().filter { !pair.voices.contains($0.offset) }
      division = settled(others.map(\.element) + [pair.rows])
    }
    return VoiceClustering(
      centroids: division.centroids, voices: division.groups, weakestKept: kept,
      strongestRefused: refused)
  }

  /// A group that is no voice, if there is one: of too few units, or of sounds that are not alike. Such
  /// sounds are no closer to what else is in their group than to the other voices.
  private func noVoice(_ division: SphericalKMeans) -> Int? {
    let units = division.members.map(unitCount)
    if let fewest = units.indices.min(by: { units[$0] < units[$1] }),
      units[fewest] < settings.leastUnits
    {
      return fewest
    }
    let margins = VoiceMargins.values(vectors, division)
    let means = division.members.map { rows in
      rows.reduce(Float(0)) { $0 + margins[$1] } / Float(max(rows.count, 1))
    }
    return means.indices.filter { Double(means[$0]) < settings.leastMargin }
      .min { means[$0] < means[$1] }
  }

  private func settled(_ groups: [[Int]]) -> SphericalKMeans {
    SphericalKMeans(vectors, startingAt: groups.flatMap { vectors.centroid(of: $0) })
  }

  /// The two voices whose directions are closest, and all vectors of both, ascending.
  private func closestPair(_ division: SphericalKMeans) -> (voices: [Int], rows: [Int])? {
    let count = division.groupCount
    let cosines = VoiceVectors(
      values: division.centroids, units: Array(repeating: 0, count: count)
    ).cosines(with: division.centroids)
    var closest: (first: Int, second: Int, cosine: Float)?
    for first in 0..<count {
      for second in (first + 1)..<max(count, first + 1)
      where cosines[first * count + second] > (closest?.cosine ?? -.infinity) {
        closest = (first, second, cosines[first * count + second])
      }
    }
    guard let closest else { return nil }
    let voices = [closest.first, closest.second]
    return (voices, division.groups.indices.filter { voices.contains(division.groups[$0]) })
  }

  /// Units of speech that `rows`, ascending, were heard in.
  private func unitCount(_ rows: [Int]) -> Int {
    var count = 0
    var previous: Int?
    for row in rows where vectors.units[row] != previous {
      previous = vectors.units[row]
      count += 1
    }
    return count
  }
}
