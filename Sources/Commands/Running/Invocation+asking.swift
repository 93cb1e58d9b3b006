import ArgumentParser
import Review

extension Invocation {
    /// Whether questions can be asked: on a terminal, and not by a program that reads JSON.
    var mayAsk: Bool { terminal.isInteractive && global.format != .json }

    /// Asks before something happens that nobody is to do by mistake; `--yes` answers. Where nobody can be asked, work is
    /// not discarded, and the line that does it is told; what is on record and can be taken back was meant as it was typed.
    func confirm(_ question: Question) throws -> Bool {
        if global.saysYes { return true }
        if mayAsk { return try terminal.confirm(question.page) }
        if question.discardsWork { throw Unconfirmed(words: question.unanswered(orElse: Shell.line(confirming))) }
        return true
    }

    /// The command line that was typed, with the word that answers all questions.
    private var confirming: [String] {
        let end = typedAgain.firstIndex(of: "--") ?? typedAgain.endIndex
        return typedAgain[..<end] + ["--yes"] + typedAgain[end...]
    }

    /// A text that may be left out.
    func line(_ question: String) throws -> String? {
        while true {
            let answer = try terminal.ask(question)
            if answer.isEmpty { return nil }
            do {
                try answer.requireRoom()
                return answer
            } catch let error as ValidationError {
                note(RefusalWords(Words(error.message)).page.text(terminal.errorStyle))
            }
        }
    }
}
