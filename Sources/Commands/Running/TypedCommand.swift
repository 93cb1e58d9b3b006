import ArgumentParser
import Resources
import Review

/// The words of a command line that name a command, read before anything is parsed: a name that does not exist is then
/// told as such, with the nearest that does, instead of as an unexpected argument.
struct TypedCommand {
    private let words: [String]

    init(_ arguments: [String]) {
        var words: [String] = []
        var isValue = false
        for argument in arguments {
            if argument == "--" { break }
            if isValue {
                isValue = false
            } else if argument.hasPrefix("-") {
                isValue = Self.takesValue.contains(argument)
            } else {
                words.append(argument)
            }
        }
        self.words = words
    }

    private static let takesValue: Set = ["-C", "--format"]

    var unknownCommand: UnknownCommand? {
        var command: any ParsableCommand.Type = AssentCommand.self
        var path = ["assent"]
        for word in words {
            let known =
                command.configuration.subcommands + command.configuration.groupedSubcommands.flatMap { $0.subcommands }
            guard !known.isEmpty, word != "help" else { return nil }
            guard let next = known.first(where: { $0.name == word }) else {
                return UnknownCommand(word: word, path: path, known: known.map { $0.name })
            }
            command = next
            path.append(word)
        }
        return nil
    }
}

extension ParsableCommand {
    fileprivate static var name: String { _commandName }
}

/// A command that does not exist.
struct UnknownCommand: Error {
    let word: String
    /// `assent`, `draft`
    let path: [String]
    let known: [String]

    var message: String {
        let parent = path.joined(separator: " ")
        let near = nearest(word, among: known)
        let help =
            near.isEmpty
            ? "it has: \(known.joined(separator: ", "))" : "did you mean: \(parent) \(near.joined(separator: ", "))"
        return "\(parent) has no command \(SafeText.line(word)).\n  \(help)\n  all of them:  \(parent) --help\n"
    }
}
