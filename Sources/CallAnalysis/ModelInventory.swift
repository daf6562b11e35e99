internal import NeuralNets
internal import Reporting
internal import VoiceActivity

/// Which models are needed for what, whether they are there, and whether they are what they should be.
public struct ModelInventory: Hashable, Sendable {
  /// How a model was found.
  public enum State: String, Hashable, Sendable {
    /// It is there, its digest is the one known, and it can be used.
    case verified
    /// It is there and can be used; no digest is known to hold it against. So is a speech network that
    /// was trained elsewhere.
    case unverified
    /// It is there and cannot be used, or is not what it should be.
    case damaged
    case missing
  }

  /// One model.
  public struct Item: Hashable, Sendable {
    public let name: String
    /// What it is needed for, and what happens without it.
    public let purpose: String
    public fileprivate(set) var state: State
    /// What is wrong with it, and where; nil unless damaged or missing.
    public fileprivate(set) var problem: String?
    /// The file; nil where it is missing. What follows is nil too where it cannot be read.
    public fileprivate(set) var path: String?
    public fileprivate(set) var byteCount: Int?
    /// Of the file as it is where it is verified or unverified; nil otherwise.
    public fileprivate(set) var sha256: String?
    public fileprivate(set) var version: String?
    public fileprivate(set) var licence: String?
    /// The file with the licence's text, where there is one.
    public fileprivate(set) var licencePath: String?
    /// Where its makers publish it, or who made it of what.
    public fileprivate(set) var source: String?
    /// What it was taken out of, where it was installed.
    public fileprivate(set) var package: String?

    /// The command that installs it; nil where nothing has to be installed, or no command does.
    public fileprivate(set) var remedy: String?

    fileprivate init(_ name: String, purpose: String) {
      self.name = name
      self.purpose = purpose
      state = .missing
    }
  }

  /// In the order in which a call meets them.
  public let items: [Item]

  /// Whether every model is there and none is damaged.
  public var isComplete: Bool {
    items.allSatisfy { $0.state == .verified || $0.state == .unverified }
  }

  /// Digests of the speech networks that come with the source code.
  static let shippedDigests = [
    "speech-1": "460535c524002bb60ab099fcefa3cf73ec026bfb8cf90f07f45ea1d9e045505f"
  ]

  /// Takes stock: reads every model whole.
  ///
  /// - Parameter configuration: names the speech network.
  public init(of models: ModelFolder, configuration: AnalysisConfiguration = .init()) {
    items =
      [Self.speechNetwork(configuration.detector.network, in: models)]
      + VoiceNetwork.allCases.map { Self.item($0, in: models) }
      + Self.recogniser(in: models)
  }

  /// The speech recogniser where somebody installed it: it is no part of what every call needs.
  private static func recogniser(in models: ModelFolder) -> [Item] {
    let name = ModelFolder.recogniserFolder
    guard let found = models.folder(holding: "\(name)/\(RecogniserManifest.name)") else {
      return []
    }
    let folder = "\(found)/\(name)"
    var item = Item("whisper-base", purpose: "writes down what is said (sori transcribe)")
    item.path = "\(folder)/\(ModelFolder.recogniserFile)"
    item.byteCount = item.path.flatMap(byteCount(ofFile:))
    item.state = .damaged
    item.remedy = models.recogniserRemedy
    do {
      let manifest = try RecogniserManifest(folder: folder)
      item.version = manifest.version
      item.licence = manifest.licence
      item.licencePath = "\(folder)/whisper-base.LICENSE.txt"
      item.source = manifest.source
      item.package = manifest.packages.keys.sorted().joined(separator: ", ")
      try manifest.verify(in: folder)
      item.state = .verified
      item.remedy = nil
      item.sha256 = manifest.files[ModelFolder.recogniserFile]?.sha256
    } catch {
      item.problem = "\(error)"
    }
    return [item]
  }

  private static func speechNetwork(_ name: String, in models: ModelFolder) -> Item {
    var item = Item(name, purpose: "finds speech; without it nothing is measured")
    do {
      item.path = "\(try models.folder(ofSpeechNetwork: name))/\(name).safetensors"
      item.state = .damaged
      let manifest = try models.speechNetwork(name).manifest
      item.version = manifest.version
      item.licence = manifest.licence
      item.source = manifest.source
      item.byteCount = item.path.flatMap(byteCount(ofFile:))
      guard let expected = shippedDigests[name] else {
        item.state = .unverified
        item.sha256 = manifest.sha256
        return item
      }
      guard manifest.sha256 == expected else {
        item.problem = "SHA-256 \(manifest.sha256), expected \(expected)"
        return item
      }
      item.state = .verified
      item.sha256 = expected
    } catch {
      item.problem = error.message
    }
    return item
  }

  private static func item(_ network: VoiceNetwork, in models: ModelFolder) -> Item {
    var item = Item(network.rawValue, purpose: network.purpose)
    item.remedy = models.remedy
    let folder: String
    do {
      folder = try models.folder(of: network)
    } catch {
      item.problem = error.message
      return item
    }
    item.path = "\(folder)/\(network.rawValue).safetensors"
    item.byteCount = item.path.flatMap(byteCount(ofFile:))
    item.state = .damaged
    do throws(ModelError) {
      let installed = try InstalledModels(folder: folder)
      let entry = try installed.entry(network.rawValue)
      item.version = entry.version
      item.licence = entry.licence
      item.licencePath = "\(folder)/\(entry.licenceFile)"
      item.source = entry.source
      item.package = entry.package
      try installed.verify(network.rawValue)
      try network.check(try installed.tensors(network.rawValue))
      item.state = .verified
      item.remedy = nil
      item.sha256 = entry.sha256
    } catch {
      item.problem = "\(error)"
    }
    return item
  }

  private static func byteCount(ofFile path: String) -> Int? {
    FileFacts(path).map(\.byteCount)
  }
}

extension VoiceNetwork {
  /// Makes the network of its tensors: those that another version of the converter laid out may be intact
  /// and of no use.
  fileprivate func check(_ tensors: MappedTensors) throws(ModelError) {
    switch self {
    case .campplus: _ = try SpeakerNetwork(tensors)
    case .segmentation: _ = try OverlapNetwork(tensors)
    }
  }

  fileprivate var purpose: String {
    switch self {
    case .campplus:
      "tells speakers apart on one channel; without it they are measured as one"
    case .segmentation:
      "finds where two speak at once on one channel; without it speakers are not told apart there"
    }
  }
}
