package import Review

/// Where a run talks to people: standard output through one buffer, standard error at once and always after what was
/// printed before it, questions on a terminal only.
package final class Terminal {
    private let surroundings: Surroundings
    private let allowsColor: Bool
    private var pending: [UInt8] = []
    private static let bufferSize = 64 << 10
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
        if let page = surroundings.page, isLong, let pager {
            page(pending, pager)
        } else {
            surroundings.output.write(pending)
        }
        pending = []
    }

    /// More than the terminal shows at once.
    private var isLong: Bool {
        guard surroundings.output.isTerminal, let height = surroundings.output.height else { return false }
        return pending.count { $0 == UInt8(ascii: "\n") } >= height
    }

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
        // The cursor stands behind the question.
        surroundings.input.atInterrupt(Array("\n\(farewell.text(errorStyle))".utf8))
        defer { surroundings.input.atInterrupt(nil) }
        return try questions()
    }

    /// A question whose plain answer is no. Anything but a clear yes is no, and so is the end of input.
    package func confirm(_ question: String) -> Bool {
        guard let answer = ask("\(question) [y/N] ") else { return false }
        return ["y", "yes"].contains(answer.lowercased())
    }

    /// One of several, by number; nil if none was chosen.
    ///
    /// - Parameter otherwise: what pressing Enter does.
    package func choose(_ question: String, _ choices: [String], orElse otherwise: String = "choose none") -> Int? {
        var text = "\(question)\n"
        for (index, choice) in choices.enumerated() { text += "  \(index + 1)  \(choice)\n" }
        guard
            let answer = ask(
                text
                    + "Choose \(choices.count == 2 ? "1 or 2" : "1 to \(choices.count)"), or press Enter to \(otherwise): "
            ), let number = Int(answer),
            choices.indices.contains(number - 1)
        else { return nil }
        return number - 1
    }

    /// What is typed, without blanks around it; nil at the end of input.
    package func ask(_ prompt: String) -> String? {
        flush()
        surroundings.errors.write(Array(prompt.utf8))
        guard let line = surroundings.input.readLine() else {
            surroundings.errors.write([UInt8(ascii: "\n")])
            return nil
        }
        var answer = Substring(line)
        while answer.last?.isWhitespace == true { answer.removeLast() }
        return String(answer.drop(while: \.isWhitespace))
    }
}
