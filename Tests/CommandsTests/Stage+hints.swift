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

    func typeHints(
        of said: String, to person: String, with environment: [String: String], in directory: String,
        after line: String
    ) async {
        let steps = Hint.all(in: said)
        for (position, hint) in steps.enumerated() where hint.isForReader && !hint.isNext {
            let verb = line.split(separator: " ").prefix(2).filter { !$0.contains("/") }.joined(separator: " ")
            guard Self.typed.withLock({ $0.insert("\(verb): \(hint.shape)").inserted }) else { continue }
            // What follows it is typed after it.
            let sequence = [hint] + steps[(position + 1)...].prefix { $0.isNext }.filter(\.isForReader)
            do {
                try await type(sequence, as: person, with: environment, in: directory, after: line)
            } catch {
                Issue.record("\(hint.command), after assent \(line), could not be typed: \(error)")
            }
        }
    }

    private func type(
        _ hints: [Hint], as person: String, with environment: [String: String], in directory: String,
        after line: String
    ) async throws {
        let copy = scratch.folder + ".hint"
        let here = ChildProcess(in: "/", scratch.environment)
        _ = try await here.run("rm", ["-rf", copy])
        _ = try await here.run("cp", ["-a", scratch.folder, copy])
        // Clones, servers and work trees name each other by their places.
        let move = "grep -rlIF --exclude-dir=objects \"$1\" \"$2\" | xargs -r -d '\\n' sed -i \"s|$1|$2|g\""
        _ = try await here.run("sh", ["-c", move, "sh", scratch.folder, copy])
        // No server looks after the copy: its repository is reached as a folder.
        let reach =
            "find \"$1\" -name config -type f | xargs -r -d '\\n' sed -i -E \"s#url = (ssh|http)://[^ ]*/growth.git#url = file://$1/served/growth.git#\""
        _ = try await here.run("sh", ["-c", reach, "sh", copy])
        let moved = { (path: String) in path.replacing(self.scratch.folder, with: copy) }
        let environment = environment.mapValues(moved)
        // git takes a copied file for an edited one until it looked again.
        _ = try await here.run("git", ["-C", moved(directory), "update-index", "-q", "--refresh"])
        for hint in hints {
            let answer = try await Program.shell("cd '\(moved(directory))' && \(hint.command)", with: environment)
            #expect(
                [0, 1, 4].contains(answer.status) || answer.status == 5 && hint.command.contains("draft update")
                    || answer.error.replacing("\n  ", with: " ").contains("there is no terminal to confirm it"),
                "\(person)$ assent \(line)\nhints \(hint.label): \(hint.command)\nwhich ends with \(answer.status): \(answer.error)"
            )
        }
        _ = try await here.run("rm", ["-rf", copy])
    }

    /// Whether a copy of all that there is has all that it writes to: a server that listens cannot be copied.
    func canBeCopied(_ directory: String) -> Bool {
        guard directory.hasPrefix(scratch.folder) else { return false }
        guard let config = readText(directory + "/.git/config") ?? readText(directory + "/config") else {
            // A linked work tree.
            return access(directory + "/.git", F_OK) == 0
        }
        let urls = config.split(separator: "\n").filter { $0.contains("url = ") }
        return urls.allSatisfy {
            $0.contains("url = \(scratch.folder)/") || $0.contains("url = file://\(scratch.folder)/")
                || $0.contains("127.0.0.1") && $0.hasSuffix("/growth.git")
        }
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
            "its author", "whoever ",
        ]
        let elsewhere = [
            "--global", "git clone", "git push", "git fetch", "rebase --interactive", "merge.assent.driver",
        ]
        let isWhole = !command.replacing("\"…\"", with: "").contains("…")
        return isWhole && !command.contains("<") && !command.contains("|") && !command.contains(">")
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
