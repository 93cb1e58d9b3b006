import Spelling

/// Cron expressions, as a sync's schedule may carry them.
///
/// Five fields (minute, hour, day of month, month, day of week) of `*`, numbers, names, ranges, steps and lists, or one
/// of the words `@yearly` to `@hourly`. Also taken, as schedulers in use take them: `?`, `L`, `W`, `#`, a step behind a
/// single number, and a range of weekdays over the week's end.
package enum Cron {
    package struct Problem: Hashable, Sendable {
        /// One line, lower case, for people.
        package var message: String
        /// Bytes of the expression that are wrong.
        package var range: Range<Int>
    }

    /// What is wrong with an expression; nil: nothing.
    package static func validate(_ expression: String) -> Problem? {
        let bytes = Array(expression.utf8)
        let words = split(bytes, bytes.indices) { $0 == 32 || $0 == 9 || $0 == 10 || $0 == 13 }.filter { !$0.isEmpty }
        guard let first = words.first, let last = words.last else {
            return Problem(message: "the cron expression is empty", range: bytes.indices)
        }
        let all = first.lowerBound..<last.upperBound
        if bytes[first.lowerBound] == UInt8(ascii: "@") {
            let word = text(bytes, all).asciiLowercased
            guard !nicknames.contains(word) else { return nil }
            let near = nearest(word, among: nicknames, limit: 1).first.map { ": did you mean \($0)?" } ?? ""
            // On one line, however many it has.
            let written = words.map { text(bytes, $0) }.joined(separator: " ")
            return Problem(message: "\(written) is not a schedule\(near)", range: all)
        }
        guard words.count == fields.count else {
            let count = words.count == 1 ? "1 field" : "\(words.count) fields"
            let message = "a cron expression has 5 fields (minute, hour, day, month, weekday), this one has \(count)"
            return Problem(message: message, range: all)
        }
        for (field, word) in zip(fields, words) {
            if let problem = field.problem(in: bytes, word) { return problem }
        }
        return neverComes(bytes, words)
    }

    static let nicknames = ["@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly"]

    static let fields = [
        Field(name: "minute", bounds: 0...59),
        Field(name: "hour", bounds: 0...23),
        Field(name: "day of the month", bounds: 1...31),
        Field(
            name: "month", bounds: 1...12,
            names: ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]),
        Field(
            name: "day of the week", bounds: 0...7, names: ["sun", "mon", "tue", "wed", "thu", "fri", "sat"],
            isCircular: true),
    ]

    static let monthLengths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

    /// `0 0 31 2 *`: plain days that none of the plain months has.
    private static func neverComes(_ bytes: [UInt8], _ words: [Range<Int>]) -> Problem? {
        guard ["*", "?"].contains(text(bytes, words[4])) else { return nil }
        let days = split(bytes, words[2]) { $0 == UInt8(ascii: ",") }.map { Int(text(bytes, $0)) }
        let months = split(bytes, words[3]) { $0 == UInt8(ascii: ",") }.map { fields[3].number(text(bytes, $0)) }
        guard let first = days.compactMap({ $0 }).min(), !days.contains(nil), !months.contains(nil),
            months.compactMap({ $0 }).allSatisfy({ monthLengths[$0 - 1] < first })
        else { return nil }
        return Problem(message: "that day never comes", range: words[2].lowerBound..<words[3].upperBound)
    }

    static func split(_ bytes: [UInt8], _ range: Range<Int>, at isSeparator: (UInt8) -> Bool) -> [Range<Int>] {
        var parts: [Range<Int>] = []
        var start = range.lowerBound
        for index in range where isSeparator(bytes[index]) {
            parts.append(start..<index)
            start = index + 1
        }
        parts.append(start..<range.upperBound)
        return parts
    }

    static func text(_ bytes: [UInt8], _ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
}

extension Cron {
    /// What one of the five fields may hold.
    struct Field: Sendable {
        var name: String
        var bounds: ClosedRange<Int>
        /// Names for the numbers from the first bound on.
        var names: [String] = []
        /// Ranges may run over the end.
        var isCircular = false

        func problem(in bytes: [UInt8], _ word: Range<Int>) -> Problem? {
            for part in Cron.split(bytes, word, at: { $0 == UInt8(ascii: ",") }) {
                guard !part.isEmpty else { return Problem(message: "a \(name) is missing between commas", range: word) }
                if let message = message(for: Cron.text(bytes, part).asciiLowercased) {
                    return Problem(message: message, range: part)
                }
            }
            return nil
        }

        func number(_ text: String) -> Int? {
            let text = text.asciiLowercased
            if let index = names.firstIndex(of: text) { return bounds.lowerBound + index }
            guard let number = unsigned(text), bounds.contains(number) else { return nil }
            return number
        }

        private func unsigned(_ text: String) -> Int? {
            guard text.utf8.count < 10, text.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }) else { return nil }
            return Int(text)
        }

        /// - Parameter part: one entry of a list.
        private func message(for part: String) -> String? {
            let halves = part.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
            if halves.count > 2 { return "\(part) has two steps" }
            if halves.count == 2 {
                guard let step = unsigned(halves[1]) else {
                    return "\(halves[1].isEmpty ? part : halves[1]) is not a step"
                }
                if step == 0 { return "a step of 0 never comes" }
            }
            let base = halves[0]
            if base == "*" { return nil }
            if let isSpecial = isSpecial(base), halves.count == 1 { return isSpecial ? nil : outOfBounds(base) }
            let ends = base.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
            guard ends.count <= 2 else { return outOfBounds(base) }
            for end in ends where number(end) == nil { return outOfBounds(end.isEmpty ? base : end) }
            if ends.count == 2, let low = number(ends[0]), let high = number(ends[1]), low > high, !isCircular {
                return "\(base) runs backwards"
            }
            return nil
        }

        private func outOfBounds(_ text: String) -> String {
            let allowed = names.isEmpty ? "" : " or \(names[0]) to \(names[names.count - 1])"
            return "\(text) is not a valid \(name) (\(bounds.lowerBound) to \(bounds.upperBound)\(allowed))"
        }

        /// `?`, `L`, `L-3`, `15W`, `LW` for a day; `?`, `L`, `5L`, `MON#2` for a weekday. nil: no such form.
        private func isSpecial(_ text: String) -> Bool? {
            guard bounds.lowerBound == 1 && bounds.upperBound == 31 || isCircular else { return nil }
            if text == "?" || text == "l" { return true }
            if isCircular {
                if text.hasSuffix("l") { return number(String(text.dropLast())) != nil }
                guard text.contains("#") else { return nil }
                let parts = text.split(separator: "#", omittingEmptySubsequences: false).map(String.init)
                return parts.count == 2 && number(parts[0]) != nil && (1...5).contains(unsigned(parts[1]) ?? 0)
            }
            if text == "lw" || text == "wl" { return true }
            if text.hasSuffix("w") { return number(String(text.dropLast())) != nil }
            if text.hasPrefix("l-") { return (1...30).contains(unsigned(String(text.dropFirst(2))) ?? 0) }
            return nil
        }
    }
}
