import Support
import Synchronization
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What an answer tells its reader to type is typed, there and then, by the same person, in a copy of all that there is:
/// it must not be refused, and it must not fail. Each hint is typed once in a run of the tests, where it is met first.
extension Stage {
    private static let typed = Mutex<Set<String>>([])

    func typeHints(of said: String, to person: String, in directory: String, after line: String) async {
        let steps = Hint.all(in: said)
        for (position, hint) in steps.enumerated() where hint.isForReader && !hint.isNext {
            let verb = line.split(separator: " ").prefix(2).filter { !$0.contains("/") }.joined(separator: " ")
            guard Self.typed.withLock({ $0.insert("\(verb): \(hint.shape)").inserted }) else { continue }
            // What follows it is typed after it.
            let sequence = [hint] + steps[(position + 1)...].prefix { $0.isNext }.filter(\.isForReader)
            do {
                try await type(sequence, as: person, in: directory, after: line)
            } catch {
                Issue.record("\(hint.command), after assent \(line), could not be typed: \(error)")
            }
        }
    }

    private func type(_ hints: [Hint], as person: String, in directory: String, after line: String) async throws {
        let copy = scratch.folder + ".hint"
        let here = ChildProcess(in: "/", scratch.environment)
        _ = try await here.run("rm", ["-rf", copy])
        _ = try await here.run("cp", ["-a", scratch.folder, copy])
        let moved = { (path: String) in path.replacing(self.scratch.folder, with: copy) }
        let environment = environment(of: person).mapValues(moved)
        for hint in hints {
            let answer = try await Program.shell("cd '\(moved(directory))' && \(hint.command)", with: environment)
            #expect(
                [0, 1, 4].contains(answer.status) || answer.status == 5 && hint.command.contains("draft update")
                    || answer.error.contains("there is no terminal to confirm it"),
                "\(person)$ assent \(line)\nhints \(hint.label): \(hint.command)\nwhich ends with \(answer.status): \(answer.error)"
            )
        }
        _ = try await here.run("rm", ["-rf", copy])
    }

    /// Whether a copy is a workspace by itself: no other clone, server or work tree would be written to.
    func standsAlone(_ directory: String) -> Bool {
        guard directory == scratch.path, let config = readText(directory + "/.git/config") else { return false }
        return !config.contains("[remote ") && access(directory + "/.git/worktrees", F_OK) != 0
    }
}

/// A command that was printed for somebody to type.
private struct Hint {
    /// `view it`; empty in a list of commands.
    let label: String
    let command: String

    /// `label:  command`, a label with the command on the next line, or commands with dots between them.
    static func all(in text: String) -> [Hint] {
        var hints: [Hint] = []
        var label = ""
        for line in text.split(separator: "\n") {
            let line = line.drop { $0 == " " }
            if let command = command(line) {
                for part in command.split(separator: " · ") {
                    let part = part.hasSuffix(" ·") ? part.dropLast(2) : part
                    hints.append(Hint(label: label, command: String(part)))
                }
            } else if let colon = line.firstRange(of: ":  "), let command = command(line[colon.upperBound...]) {
                hints.append(Hint(label: String(line[..<colon.lowerBound]), command: String(command)))
            }
            label = line.last == ":" ? String(line.dropLast()) : ""
        }
        return hints
    }

    private static func command(_ text: Substring) -> Substring? {
        let words = text.split(separator: " ", maxSplits: 2)
        guard words.count > 1, words[0] == "assent" || words[0] == "git", words[1].first?.isLowercase == true
        else { return nil }
        return text
    }

    /// The second half of a hint that has several commands.
    var isNext: Bool { label == "and" || label.hasPrefix("then") }

    /// Whether it can be typed as it stands: it names all that it needs, is for this reader and not for somebody else,
    /// does not wait for an edit, and stays in the copy.
    var isForReader: Bool {
        let others = [
            "ask ", "send ", "then send ", "for example", "if you ", "only if ", "if it ", "Example", "usage",
            "its author",
        ]
        let elsewhere = [
            "--global", "git clone", "git push", "git fetch", "rebase --interactive", "merge.assent.driver",
        ]
        return !command.contains("<") && !command.contains("|") && !command.contains(">")
            && (isNext || !label.hasSuffix("then"))
            && !others.contains { label.hasPrefix($0) } && !elsewhere.contains { command.contains($0) }
            && !label.contains("can run") && !label.contains("who manages") && !label.contains("can accept it")
    }

    /// Without what is another one each time.
    var shape: String {
        "\(label): \(command)".replacing(/[0-9a-f]{8,}/, with: "#").replacing(
            /(ana|bo|carol|dan)\/[a-z0-9-]+/, with: "*")
    }
}
