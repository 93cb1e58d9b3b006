/// Where text goes: how wide it may be, and whether colours mean something there. `Commands` knows the terminal and
/// makes the style; everything in `Review` only takes it.
package struct Style: Hashable, Sendable {
    /// Columns. Text is wrapped to it; below 40 it would only become unreadable.
    package var width: Int
    package var isColored: Bool

    package init(width: Int = 80, isColored: Bool = false) {
        self.width = max(40, min(width, 100))
        self.isColored = isColored
    }

    /// 80 columns, no colours: files, pipes, tests.
    package static let plain = Style()

    /// What a piece of text is, not what it looks like.
    package enum Tone: Hashable, Sendable {
        /// The name of the thing in question.
        case strong
        /// Said for completeness: ids, line numbers, units.
        case faint
        case good, warning, error, notice
        case added, removed
        /// Within a line that is added or removed: what the line beside it does not have.
        case addedWord, removedWord
        /// To be typed unchanged.
        case command
        /// What would stand in a file or on a command line; the text is in backticks.
        case code

        /// SGR parameters of the sixteen colours that every terminal has, as its user chose them.
        fileprivate var parameters: String? {
            switch self {
            case .strong: "1"
            case .faint: "2"
            case .good, .added: "32"
            case .warning: "33"
            case .error: "1;31"
            case .removed: "31"
            case .addedWord: "7;32"
            case .removedWord: "7;31"
            case .notice, .command: "36"
            case .code: nil
            }
        }
    }

    /// Text that is safe already, in a tone. Without colours it is the text alone: no tone carries what words do not.
    package func paint(_ text: String, _ tone: Tone?) -> String {
        guard isColored, let parameters = tone?.parameters, !text.isEmpty else { return text }
        return "\u{1B}[\(parameters)m\(text)\u{1B}[0m"
    }
}
