/// Configuration that travels in the environment: `GIT_CONFIG_COUNT` with its numbered keys and values, and
/// `GIT_CONFIG_PARAMETERS`, in which `git -c` hands its own to the commands that it starts.
struct CommandLineConfiguration {
    private var values: [String: [String]] = [:]

    init(_ environment: [String: String]) {
        for index in 0..<max(0, min(Int(environment["GIT_CONFIG_COUNT"] ?? "") ?? 0, 1000)) {
            guard let key = environment["GIT_CONFIG_KEY_\(index)"] else { continue }
            values[Self.normal(key), default: []].append(environment["GIT_CONFIG_VALUE_\(index)"] ?? "")
        }
        for word in Self.words(environment["GIT_CONFIG_PARAMETERS"] ?? "") {
            // 'key'='value' since git 2.31, 'key=value' before; a key alone is a flag that is set.
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            values[Self.normal(String(parts[0])), default: []].append(parts.count == 2 ? String(parts[1]) : "true")
        }
    }

    /// The last value, which wins.
    subscript(key: String) -> String? { all(key).last }

    /// All values, in order.
    func all(_ key: String) -> [String] { values[Self.normal(key)] ?? [] }

    /// Section and variable in lower case; what stands between them keeps its case.
    private static func normal(_ key: String) -> String {
        guard let first = key.firstIndex(of: "."), let last = key.lastIndex(of: ".") else { return key.lowercased() }
        return key[..<first].lowercased() + key[first..<last] + key[last...].lowercased()
    }

    /// Takes apart what git's `sq_quote` put together.
    private static func words(_ text: String) -> [String] {
        var words: [String] = []
        var word = ""
        var isQuoted = false
        var isEscaped = false
        for character in text {
            if isEscaped {
                word.append(character)
                isEscaped = false
            } else if character == "'" {
                isQuoted.toggle()
            } else if character == "\\" && !isQuoted {
                isEscaped = true
            } else if character == " " && !isQuoted {
                if !word.isEmpty { words.append(word) }
                word = ""
            } else {
                word.append(character)
            }
        }
        if !word.isEmpty { words.append(word) }
        return words
    }
}
