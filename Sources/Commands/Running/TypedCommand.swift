import ArgumentParser
import Resources
import Review
import Spelling

/// The words of a command line that name a command, read before anything is parsed: a name that does not exist is then
/// told as such, with the nearest that does, instead of as an unexpected argument.
struct TypedCommand {
    /// `assent`, `draft`, `start`
    private(set) var path = ["assent"]
    private(set) var type: any ParsableCommand.Type = AssentCommand.self
    /// The arguments without the words of `path`.
    private(set) var rest: [String]
    /// A name that should be one of a command's.
    private(set) var unknown: UnknownCommand?

    /// `assent help draft list`, `assent draft help`: the help of `type` is asked for.
    private(set) var wantsHelp = false

    /// A program reads the answer, whatever is wrong with the rest.
    let wantsJSON: Bool

    init(_ arguments: [String]) {
        let format = arguments.firstIndex(of: "--format").map { arguments.dropFirst($0 + 1).first }
        wantsJSON = format == "json" || arguments.contains("--format=json")
        rest = arguments
        // How many were taken out before the word that is looked at.
        var removed = 0
        for (index, word) in Self.words(of: arguments) {
            let known = type.configuration.subcommands
            guard !known.isEmpty else { return }
            if word == "help" {
                wantsHelp = true
                rest.remove(at: index - removed)
                removed += 1
                continue
            }
            guard let next = known.first(where: { $0._commandName == word }) else {
                unknown = UnknownCommand(word: word, path: path, known: known.map { $0._commandName })
                return
            }
            type = next
            rest.remove(at: index - removed)
            removed += 1
            path.append(word)
        }
    }

    /// Arguments that are neither an option nor an option's value, judged by the options that every command takes.
    private static func words(of arguments: [String]) -> [(index: Int, word: String)] {
        var words: [(index: Int, word: String)] = []
        var isValue = false
        for (index, argument) in arguments.enumerated() {
            if argument == "--" { break }
            if isValue {
                isValue = false
            } else if argument.hasPrefix("-") {
                isValue = ["-C", "--format", "--generate-completion-script"].contains(argument)
            } else {
                words.append((index, argument))
            }
        }
        return words
    }

    /// The parser's own usage, without what every command takes.
    private func usage(of command: String) -> String {
        let line = AssentCommand.usageString(for: type).split(separator: "\n").first ?? ""
        let everywhere = "[-C <dir>] [--format <format>] [--no-color] [--quiet] [--yes] [--offline] "
        let own = (line + " ").replacing(everywhere, with: "").replacing("Usage: ", with: "")
        return own.hasPrefix(command) ? own.split(separator: " ").joined(separator: " ") : command
    }

    /// A message of the parser's as ours are: from a small letter, in one line, and without a guess that is far off.
    private static func told(_ message: String) -> String {
        let line = message.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let told = line.prefix(1).lowercased() + line.dropFirst()
        guard let guess = told.firstRange(of: " Did you mean '"), told.hasSuffix("'?") else { return told }
        let meant = String(told[guess.upperBound...].dropLast(2))
        let typed = told[..<guess.lowerBound].split(separator: "'").dropFirst().first.map(String.init) ?? ""
        return nearest(typed, among: [meant]).isEmpty ? String(told[..<guess.lowerBound]) : told
    }

    /// What is wrong with the arguments, how the command is typed, and where to read more.
    ///
    /// - Parameter isParsers: the message is the parser's own, which begins with a capital letter.
    func words(about message: String, isParsers: Bool) -> RefusalWords {
        let command = path.joined(separator: " ")
        let plain = isParsers ? Self.told(message) : message
        let usage = type.configuration.usage ?? usage(of: command)
        return RefusalWords(
            Words(plain.hasSuffix(".") || plain.hasSuffix("?") ? plain : plain + "."),
            next: [.init("usage", usage), .init("help", "\(command) --help")])
    }
}

/// A command that does not exist.
struct UnknownCommand: Error {
    let word: String
    let path: [String]
    let known: [String]

    /// What git and code hosts call it.
    private static let elsewhere: [String: String] = [
        "commit": "save", "push": "submit", "checkout": "draft switch", "switch": "draft switch",
        "branch": "draft start", "delete": "draft delete", "merge": "approve", "review": "view", "show": "view",
        "list": "requests", "pull": "draft update", "rebase": "draft update", "update": "draft update",
        "user": "member", "users": "member", "config": "settings", "lint": "check", "reject": "decline",
        "reply": "comment",
    ]

    var words: RefusalWords {
        let parent = path.joined(separator: " ")
        let near = (path.count == 1 ? Self.elsewhere[word].map { [$0] } : nil) ?? nearest(word, among: known)
        let names = (near.isEmpty ? known : near).map { Words($0) }
        // A long list is for the help.
        let facts: [Words] =
            near.isEmpty
            ? (names.count > 9 ? [] : ["it has \(names.inWords(limit: 9))"]) : ["did you mean \(names.inWords("or"))?"]
        return RefusalWords(
            path.count == 1 ? "there is no command \(word)." : "\(parent) has no command \(word).", facts: facts,
            next: [.init("all commands", "\(parent) --help")])
    }
}
