/// Words of a command line as a shell reads them back.
package enum Shell {
    package static func line(_ words: [String]) -> String { words.map(quoted).joined(separator: " ") }

    /// A word unchanged, or in quotes if a shell would read something else.
    package static func quoted(_ word: String) -> String {
        let isPlain = { (scalar: Unicode.Scalar) in
            switch scalar {
            case "a"..."z", "A"..."Z", "0"..."9", "_", "-", ".", "/", ":", "=", "@", "%", "+", ",": true
            default: scalar.value > 0x7F
            }
        }
        if !word.isEmpty && word.unicodeScalars.allSatisfy(isPlain) { return word }
        if word.contains(where: { "\"$`\\!".contains($0) }) {
            return "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
        }
        return "\"\(word)\""
    }
}
