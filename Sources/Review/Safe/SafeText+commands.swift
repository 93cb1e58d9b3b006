/// Whoever runs a CI job reads its log for commands: GitHub takes each line that begins, after blanks, with `::` for one,
/// and it and others `##[…]`, `##vso[…]` or `##teamcity[…]` wherever they stand. What other people wrote is not a command: the
/// character that would make it one is written out, as `\u{3a}` or `\u{5b}`.
///
/// Everything that a command prints as text goes through here (`Page`, `SafeStream`), and as JSON through
/// `SafeText.json`, which leaves no `##`; what is meant as a command is printed
/// by `WorkflowCommand`.
struct CommandGuard {
    private enum Place { case blanks, colon, text }

    private var place = Place.blanks
    /// `#`, `##`, and 3 for letters behind them.
    private var hashes = 0

    /// Takes the next character of a text.
    ///
    /// - Returns: whether a command would begin with it.
    mutating func isCommand(at scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "\n", "\r":
            self = CommandGuard()
            return false
        case "#":
            hashes = hashes == 1 || hashes == 2 ? 2 : 1
            place = .text
            return false
        case ":" where place == .blanks:
            (place, hashes) = (.colon, 0)
            return false
        case "[" where hashes >= 2: break
        case ":" where place == .colon: break
        default:
            let isLetter = scalar.isASCII && scalar.properties.isAlphabetic
            hashes = isLetter && hashes >= 2 ? 3 : 0
            let isBlank = scalar.properties.isWhitespace || scalar.properties.isDefaultIgnorableCodePoint
            if !isBlank || place == .colon { place = .text }
            return false
        }
        (place, hashes) = (.text, 0)
        return true
    }

    /// The next part of a text, of which nothing is a command.
    mutating func made(safe text: String) -> String {
        var safe = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if isCommand(at: scalar) {
                safe.append(contentsOf: SafeText.code(scalar).unicodeScalars)
            } else {
                safe.append(scalar)
            }
        }
        return String(safe)
    }
}

extension SafeText {
    /// A text of which no line is a command to whoever runs a CI job.
    package static func withoutCommands(_ text: String) -> String {
        guard mayHoldCommands(text) else { return text }
        var commands = CommandGuard()
        return commands.made(safe: text)
    }

    /// Most texts need not be looked at character by character.
    static func mayHoldCommands(_ text: String) -> Bool {
        var previous: UInt8 = 0
        for byte in text.utf8 {
            if byte == previous, byte == UInt8(ascii: ":") || byte == UInt8(ascii: "#") { return true }
            previous = byte
        }
        return false
    }
}
