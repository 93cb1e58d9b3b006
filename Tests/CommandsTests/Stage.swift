import Commands
import FoundationEssentials
import Git
import Review
import Support
import Synchronization
import Testing

/// A scratch repository, the people in it, and a transcript of all that was typed and answered. Commands run in this
/// process, with a clock and randomness of the stage's own, so ids and ages are the same each time.
///
///     let stage = try await Stage.company()
///     await stage.type("ana", "draft start new-leads")
///     try stage.matchesGolden("draft")
///
/// In a transcript `|` is standard output, `!` standard error, `=` the exit status.
final class Stage {
    let scratch: ScratchRepository
    private(set) var transcript = ""
    /// Moves on by ten minutes with each command.
    private let clock = Clock()
    private let dice = Dice()
    private(set) var lastStatus: Int32 = 0
    private(set) var lastOutput = ""
    private(set) var lastErrors = ""
    /// Hints are typed in a copy of all that there is: a server whose hooks still run behind an answer cannot be copied.
    var typesHints = true

    static let people = [
        "ana": ("Ana Silva", "ana@acme.example"), "bo": ("Bo Chen", "bo@acme.example"),
        "carol": ("Carol Diaz", "carol@acme.example"), "dan": ("Dan Okafor", "dan@acme.example"),
        "eva": ("Eva Lind", "eva@acme.example"), "zoe": ("Zoë \"Z\" Roy", "zoe+crm@acme.example"),
    ]

    init(_ scratch: ScratchRepository = .current) { self.scratch = scratch }

    func environment(of person: String) -> [String: String] {
        guard let (name, email) = Self.people[person] else {
            // Nobody: git does not know who this is.
            let named = ["GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL"]
            return scratch.environment.filter { !named.contains($0.key) }.merging(["HOME": scratch.folder]) { $1 }
        }
        let date = "\(clock.seconds) +0000"
        return scratch.environment.merging([
            "GIT_AUTHOR_NAME": name, "GIT_AUTHOR_EMAIL": email, "GIT_AUTHOR_DATE": date, "GIT_COMMITTER_NAME": name,
            "GIT_COMMITTER_EMAIL": email, "GIT_COMMITTER_DATE": date,
        ]) { $1 }
    }

    /// Runs `assent` with these words, split at spaces; a word with spaces stands in double quotes.
    ///
    /// - Parameters:
    ///   - answers: what is typed at questions; nil: no terminal.
    ///   - folder: from the scratch folder; else the repository.
    ///   - environment: else the person's own.
    ///   - meanwhile: happens once, where the command reads the clock first: at the act itself, when all is decided.
    @discardableResult
    func type(
        _ person: String, _ line: String = "", answers: [String]? = nil, in folder: String? = nil,
        with environment: [String: String]? = nil, meanwhile: (@Sendable () -> Void)? = nil
    ) async -> Int32 {
        clock.advance()
        let once = Mutex(meanwhile)
        let said = Said()
        var answers = answers
        let isTerminal = answers != nil
        let surroundings = Surroundings(
            directory: folder.map { "\(scratch.folder)/\($0)" } ?? scratch.path,
            environment: environment ?? self.environment(of: person),
            clock: { [clock] in
                once.withLock { act in
                    defer { act = nil }
                    return act
                }?()
                return clock.date
            }, randomness: { [dice] in dice.roll($0) },
            input: .init(isTerminal: isTerminal) {
                guard let answer = answers?.first else { return nil }
                answers?.removeFirst()
                said.add(Array("\(answer)\n".utf8), .errors)
                said.answer()
                return answer
            },
            output: .init(isTerminal: false) { said.add($0, .output) },
            errors: .init(isTerminal: isTerminal, width: 80) { said.add($0, .errors) })
        let words = Self.words(line).map { $0.replacing("<folder>", with: scratch.folder) }
        var environmental = surroundings
        environmental.environment["NO_COLOR"] = "1"
        let isStarted = Mutex(false)
        environmental.startAlone = { _ in isStarted.withLock { $0 = true } }
        environmental.program = "/usr/bin/assent"
        lastStatus = await AssentCommand.run(words, in: environmental)
        if isStarted.withLock(\.self) { await writeMessages(in: environmental) }
        lastOutput = said.text(.output)
        lastErrors = said.text(.errors)
        do {
            let problem = try Output.problem(with: lastOutput, printedBy: words)
            #expect(problem == nil, "assent \(line) prints what assent schema output does not describe")
        } catch {
            Issue.record("assent \(line) prints what is not JSON: \(error)")
        }
        let prompt = "\(person)\(isTerminal ? " (terminal)" : "")$ assent\(line.isEmpty ? "" : " \(line)")"
        transcript += "\(transcript.isEmpty ? "" : "\n")\(prompt)\n" + shown(said)
        if lastStatus != 0 { transcript += "= \(lastStatus)\n" }
        let isRead = !words.contains("--format") && !words.contains("--help") && words.first != "help"
        // An editor that a test made is for this command alone, and an agent listens in one place.
        let isCopied = environment?["GIT_EDITOR"] == nil && environment?["SSH_AUTH_SOCK"] == nil
        let isSaid = isRead && !words.contains("--show")
        #expect(
            !isSaid || !lastOutput.split(separator: "\n").contains { $0.hasSuffix(" ") },
            "assent \(line) prints blanks at the end of a line")
        if typesHints, isRead, isCopied, canBeCopied(surroundings.directory) {
            // Nobody gets mail because of a hint.
            await typeHints(
                of: said.afterLastAnswer, to: person,
                with: surroundings.environment.filter { $0.key != "ASSENT_SMTP_URL" }, in: surroundings.directory,
                after: line)
        }
        return lastStatus
    }

    /// What the process does that an act starts to tell others of it, but for sending: this is done where a test says so.
    private func writeMessages(in surroundings: Surroundings) async {
        var alone = Surroundings(
            directory: surroundings.directory, environment: surroundings.environment, clock: surroundings.clock,
            randomness: surroundings.randomness, input: .init(isTerminal: false) { nil },
            output: .init(isTerminal: false) { _ in }, errors: .init(isTerminal: false) { _ in })
        alone.environment["NO_COLOR"] = "1"
        _ = await AssentCommand.run(["notify"], in: alone)
    }

    private func shown(_ said: Said) -> String {
        var shown = ""
        for (stream, text) in said.lines {
            let text = text.replacing(scratch.folder, with: "<folder>")
            let mark = stream == .output ? "|" : "!"
            shown += text.isEmpty ? "\(mark)\n" : "\(mark) \(text)\n"
        }
        return shown
    }

    /// What happens beside the commands.
    func note(_ text: String) { transcript += "\(transcript.isEmpty ? "" : "\n")# \(text)\n" }

    /// Writes files in the work tree (nil: removes), and says so.
    func edit(_ files: KeyValuePairs<String, String?>) throws {
        for (path, text) in files {
            if let text { try write(text, to: "\(scratch.path)/\(path)") } else { remove("\(scratch.path)/\(path)") }
        }
        note("edited: \(files.map(\.key).joined(separator: ", "))")
    }

    /// Replaces a text in one file of the work tree.
    func edit(_ path: String, _ old: String, _ new: String) throws {
        guard let text = readText("\(scratch.path)/\(path)"), text.contains(old) else {
            throw ScratchError(message: "\(path) does not say \(old)")
        }
        try edit([path: text.replacing(old, with: new)])
    }

    @discardableResult
    func git(_ arguments: String...) async throws -> String {
        let line = arguments.map { $0.contains(" ") ? "\"\($0)\"" : $0 }.joined(separator: " ")
        note("git \(line.replacing(scratch.folder, with: "<folder>"))")
        return try await git(arguments)
    }

    /// The same, without a word in the transcript.
    @discardableResult
    func git(_ arguments: [String], as person: String = "ana") async throws -> String {
        try await ChildProcess(in: scratch.path, environment(of: person)).git(arguments)
    }

    static func words(_ line: String) -> [String] {
        var words: [String] = []
        for (index, part) in line.split(separator: "\"", omittingEmptySubsequences: false).enumerated() {
            if index % 2 == 1 {
                words.append(String(part))
            } else {
                words += part.split(separator: " ").map(String.init)
            }
        }
        return words
    }
}

/// 2026-01-05 09:00 UTC, and later.
private final class Clock: Sendable {
    private let now = Mutex<Int64>(1_767_603_600)
    var seconds: Int64 { now.withLock { $0 } }
    var date: Date { Date(timeIntervalSince1970: Double(seconds)) }
    func advance() { now.withLock { $0 += 600 } }
}

private final class Dice: Sendable {
    private let source = Mutex(Randomness(seed: 1))
    func roll(_ count: Int) -> [UInt8] {
        source.withLock { source in (0..<count).map { _ in UInt8.random(in: 0...255, using: &source) } }
    }
}

/// What a command said, in order.
private final class Said: Sendable {
    enum Stream { case output, errors }

    private let chunks = Mutex<[(Stream, [UInt8])]>([])
    private let answered = Mutex(0)

    /// What was shown before is for the question.
    func answer() { answered.withLock { $0 = chunks.withLock { $0.count } } }

    var afterLastAnswer: String {
        let start = answered.withLock { $0 }
        let chunks = chunks.withLock { $0.dropFirst(start) }
        return [Stream.output, .errors].map { stream in
            String(decoding: chunks.filter { $0.0 == stream }.flatMap(\.1), as: UTF8.self)
        }.joined(separator: "\n")
    }

    func add(_ bytes: [UInt8], _ stream: Stream) { chunks.withLock { $0.append((stream, bytes)) } }

    func text(_ stream: Stream) -> String {
        String(decoding: chunks.withLock { $0 }.filter { $0.0 == stream }.flatMap(\.1), as: UTF8.self)
    }

    /// Line by line; a line that two streams share is broken between them.
    var lines: [(Stream, String)] {
        var lines: [(Stream, String)] = []
        var isOpen = false
        for (stream, bytes) in chunks.withLock({ $0 }) {
            for part in String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
                .enumerated()
            {
                if part.offset == 0, isOpen, let last = lines.last, last.0 == stream {
                    lines[lines.count - 1].1 += part.element
                } else {
                    lines.append((stream, String(part.element)))
                }
            }
            isOpen = bytes.last != UInt8(ascii: "\n")
            if !isOpen { lines.removeLast() }
        }
        return lines
    }
}
