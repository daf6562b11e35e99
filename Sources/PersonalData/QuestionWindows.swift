internal import SpeechTimeline
internal import SpokenText

/// A time in which digits are the answer to a question for personal data.
struct QuestionWindow {
  /// Who asked; everyone else answers. Nil where nobody is told apart.
  var asker: Int?
  var kinds: Set<ContextKind>
  /// Whether a day or a month may be the answer.
  var asksForDate: Bool { !kinds.isDisjoint(with: [.expiry, .birth, .resident, .card]) }
  /// Utterances after the question that fall into the window, in order of time.
  var utterances: [Int] = []
}

/// Finds questions for personal data, and how long each waits for its answer.
///
///     agent     카드번호 말씀해 주세요.      네.       네 확인되셨습니다. 어떤 …
///     customer                     사오칠이…   팔일이구…                  이틀 전에 …
///     window                      [───────────────────────────────)
///
/// A window opens at the end of the question. It closes `questionMilliseconds` after it, or
/// `answerMilliseconds` after the last digits of an answer, whichever is later; or when the asker, having
/// heard digits, says something longer that asks for no more of them (`longestPrompt` words); or when the
/// asker asks for something else, or names it at the end: 네 승인번호는.
struct QuestionWindows {
  /// Words that the asker may say between two parts of an answer without ending the window.
  private static let longestPrompt = 5
  /// No window is open longer, milliseconds.
  private static let longest = 120_000
  /// No window holds more utterances, whatever their times say.
  private static let mostUtterances = 100

  static func all(
    in utterances: [Utterance], _ numbers: SpokenNumbers, _ contexts: [UtteranceContext],
    _ answers: [AnswerNumbers], _ configuration: PersonalDataConfiguration
  ) -> [QuestionWindow] {
    var windows: [QuestionWindow] = []
    // Where parties are not told apart, whoever asks may be who answers.
    let isDivided = utterances.contains { $0.speaker != utterances[0].speaker }
    for (place, index) in numbers.order.enumerated() {
      let asked = contexts[index].asked
      guard !asked.isEmpty else { continue }
      var window = QuestionWindow(asker: isDivided ? utterances[index].speaker : nil, kinds: asked)
      follow(&window, from: place, utterances, numbers, contexts, answers, configuration)
      windows.append(window)
    }
    return windows
  }

  private static func follow(
    _ window: inout QuestionWindow, from place: Int, _ utterances: [Utterance],
    _ numbers: SpokenNumbers, _ contexts: [UtteranceContext], _ answers: [AnswerNumbers],
    _ configuration: PersonalDataConfiguration
  ) {
    let start = utterances[numbers.order[place]].span.end
    var end = start + configuration.questionMilliseconds
    var hasAnswer = false
    for index in numbers.order[(place + 1)...] {
      let utterance = utterances[index]
      guard utterance.span.start < min(end, start + longest),
        window.utterances.count < mostUtterances
      else { return }
      let hasDigits =
        answers[index].isAnswer || numbers.readings[index].contains(where: \.holdsDigits)
      if utterance.speaker == window.asker {
        if closes(index, hasAnswer: hasAnswer, utterances, numbers, contexts) { return }
      } else if hasDigits {
        hasAnswer = true
        end = max(end, utterance.span.end + configuration.answerMilliseconds)
      }
      window.utterances.append(index)
    }
  }

  /// Whether what the asker says next ends the window.
  private static func closes(
    _ index: Int, hasAnswer: Bool, _ utterances: [Utterance], _ numbers: SpokenNumbers,
    _ contexts: [UtteranceContext]
  ) -> Bool {
    let context = contexts[index]
    let names = context.hits.contains { $0.kind.isPersonal || $0.kind == .part }
    if names { return false }
    // 네 승인번호는: what is said next is that.
    if hasAnswer, context.asksImpersonally { return true }
    let others = numbers.readings[index].count { $0.role == .text }
    if context.hits.contains(where: { $0.kind == .impersonal }), context.isQuestion { return true }
    return hasAnswer && others > longestPrompt
  }
}
