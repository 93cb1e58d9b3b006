import Approvals
package import Review
import Synchronization

/// Where a run talks to people: standard output through one buffer, standard error at once and always after what was
/// printed before it, questions on a terminal only.
package final class Terminal {
    private let surroundings: Surroundings
    private let allowsColor: Bool
    private var pending: [UInt8] = []
    private static let bufferSize = 64 << 10
    /// Somebody is asked here: what is shown beside a question stays there to be looked at.
    private var isDialogue = false
    /// What git's configuration says of pagers; asked only if one is needed.
    var configuredPager: () -> String? = { nil }

    /// - Parameter isPlain: `--no-color`.
    init(_ surroundings: Surroundings, isPlain: Bool) {
        self.surroundings = surroundings
        let environment = surroundings.environment
        // https://no-color.org: set and not empty, whatever its value.
        allowsColor = !isPlain && environment["NO_COLOR"] ?? "" == "" && environment["TERM"] != "dumb"
    }

    /// Of standard output.
    package var style: Style { style(of: surroundings.output) }
    /// Of standard error.
    package var errorStyle: Style { style(of: surroundings.errors) }

    private func style(of output: Surroundings.Output) -> Style {
        Style(width: output.width ?? 80, isColored: output.isTerminal && allowsColor)
    }

    /// Says what is waited for, on a line that goes when it is over (nil). The cursor stands at its beginning, so that git's
    /// question for a password takes its place.
    var show: @Sendable (Transfer?) -> Void {
        let (write, room) = (surroundings.errors.write, errorStyle.width - 1)
        let shown = Shown()
        return { transfer in
            let words = transfer.map { String(Words($0).plain.prefix(room)) } ?? ""
            let left = String(repeating: " ", count: max(0, shown.exchange(words.count) - words.count))
            write(Array("\(words)\(left)\r".utf8))
        }
    }

    /// Standard output: what was asked for.
    package func print(_ text: String) {
        pending += text.utf8
        if !text.isEmpty && !text.hasSuffix("\n") { pending.append(UInt8(ascii: "\n")) }
        // On a terminal it may turn out to be too long for it.
        if pending.count > Self.bufferSize, !surroundings.output.isTerminal { flush() }
    }

    /// A file's content, byte for byte.
    package func print(_ bytes: [UInt8]) { pending += bytes }

    /// Standard error: notes and refusals.
    package func complain(_ text: String) {
        flush()
        surroundings.errors.write(Array(text.utf8) + (text.hasSuffix("\n") ? [] : [UInt8(ascii: "\n")]))
    }

    package func flush() {
        if pending.isEmpty { return }
        let isPaged =
            if !isDialogue, let page = surroundings.page, isLong(pending), let pager { page(pending, pager) } else {
                false
            }
        if !isPaged { surroundings.output.write(pending) }
        pending = []
    }

    /// `errno` of the failure that kept output from its reader.
    var lostOutput: Int32? { surroundings.output.problem() }

    /// From here on no pager comes between what is shown and what is asked.
    func beginDialogue() { isDialogue = true }

    /// Nothing more is asked.
    func endDialogue() { isDialogue = false }

    /// More than the terminal shows at once.
    private func isLong(_ text: some Sequence<UInt8>) -> Bool {
        guard surroundings.output.isTerminal, let height = surroundings.output.height else { return false }
        return text.count { $0 == UInt8(ascii: "\n") } >= height
    }

    func isLong(_ text: String) -> Bool { isLong(text.utf8) }

    /// As git chooses one: `GIT_PAGER`, `core.pager`, `PAGER`, `less`; nil for none.
    private var pager: String? {
        let environment = surroundings.environment
        let pager = environment["GIT_PAGER"] ?? configuredPager() ?? environment["PAGER"] ?? "less"
        return pager.isEmpty || pager == "cat" ? nil : pager
    }
}

// MARK: - Questions

extension Terminal {
    /// Whether somebody is there who can answer.
    package var isInteractive: Bool { surroundings.input.isTerminal && surroundings.errors.isTerminal }

    /// Asks questions; who presses Ctrl-C at one is told something before the process ends.
    package func asking<Answer>(orElse farewell: Page, _ questions: () throws -> Answer) rethrows -> Answer {
        sayAtInterrupt(farewell)
        defer { surroundings.input.atInterrupt(nil) }
        return try questions()
    }

    /// While it asks: another farewell, as more is known.
    func sayAtInterrupt(_ farewell: Page) {
        // The cursor stands behind the question.
        surroundings.input.atInterrupt(Array("\n\(farewell.text(errorStyle))".utf8))
    }

    /// A question whose plain answer is no. What is neither is asked again.
    package func confirm(_ question: String) throws(CalledOff) -> Bool {
        var question = question
        while true {
            switch try ask("\(question) [y/N] ").lowercased() {
            case "y", "yes": return true
            case "", "n", "no": return false
            default: complain("Type y or n.")
            }
            // What was said before it is still there to be read.
            if let end = question.lastIndex(of: "\n") { question = String(question[end...].dropFirst()) }
        }
    }

    /// The same with what there is to know beforehand.
    func confirm(_ question: Page) throws(CalledOff) -> Bool {
        try confirm(String(question.text(errorStyle).dropLast()))
    }

    /// One of several, by number; nil if none was chosen. A number that none of them has is asked again.
    ///
    /// - Parameter otherwise: what pressing Enter does.
    package func choose(
        _ question: String, _ choices: [String], orElse otherwise: String = "choose none"
    ) throws(CalledOff) -> Int? {
        let width = String(choices.count).count
        var text = "\(question)\n"
        for (index, choice) in choices.enumerated() {
            let number = String(index + 1)
            text += "  \(String(repeating: " ", count: width - number.count))\(number)  \(choice)\n"
        }
        let numbers = choices.count == 1 ? "1" : choices.count == 2 ? "1 or 2" : "1 to \(choices.count)"
        var prompt = "\(text)Choose \(numbers), or press Enter to \(otherwise): "
        while true {
            let answer = try ask(prompt)
            if answer.isEmpty { return nil }
            if let number = Int(answer), choices.indices.contains(number - 1) { return number - 1 }
            prompt = "Type \(numbers), or press Enter to \(otherwise): "
        }
    }

    /// What is typed, without blanks around it.
    ///
    /// - Throws: at the end of input: who presses Ctrl-D has not answered.
    package func ask(_ prompt: String) throws(CalledOff) -> String {
        beginDialogue()
        flush()
        surroundings.errors.write(Array(prompt.utf8))
        guard let line = surroundings.input.readLine() else {
            surroundings.errors.write([UInt8(ascii: "\n")])
            throw CalledOff()
        }
        var answer = Substring(line)
        while answer.last?.isWhitespace == true { answer.removeLast() }
        return String(answer.drop(while: \.isWhitespace))
    }
}

/// Somebody answered a question with Ctrl-D: what it was about does not happen.
package struct CalledOff: Error, Hashable {
    /// What is left of it, and how to go on; nil: nothing was done.
    var farewell: Page?
}

/// How long the line is that stands on the terminal for now.
private final class Shown: Sendable {
    private let width = Mutex(0)

    func exchange(_ new: Int) -> Int {
        width.withLock { width in
            defer { width = new }
            return width
        }
    }
}
