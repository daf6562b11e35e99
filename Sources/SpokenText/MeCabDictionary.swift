internal import Glibc

/// Where the dictionary mecab-ko-dic lies that `scripts/setup --with-mecab` installs.
public enum MeCabDictionary {
  /// Version of the dictionary that is installed and was measured with.
  public static let version = "2.1.1"
  /// Its folder beside the trained networks.
  public static let folderName = "mecab-ko-dic"

  /// The first of the folders that holds the dictionary, as the dictionary's own folder; nil where none does.
  ///
  /// - Parameter models: folders that hold models, in the order they are tried.
  public static func folder(inModels models: [String]) -> String? {
    models.map { "\($0)/\(folderName)" }.first { access("\($0)/sys.dic", R_OK) == 0 }
  }

  /// MeCab where it and its dictionary are installed, else the rules. `name` says which.
  ///
  /// - Parameter models: folders that hold models, in the order they are tried.
  public static func analyzer(inModels models: [String]) -> any MorphemeAnalyzer {
    guard let folder = folder(inModels: models),
      let analyzer = try? MeCabAnalyzer(dictionary: folder)
    else { return RuleAnalyzer() }
    return analyzer
  }
}
