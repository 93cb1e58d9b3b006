import SSH

extension TextFormat {
    /// The texts that have no flaw, as a regular expression of ECMA 262 that other languages read alike.
    ///
    /// Where a regular expression cannot tell, it takes more than `flaw` does: a key's content, letters outside ASCII in
    /// a member's id.
    package var pattern: String {
        switch self {
        case .notBlank: #"\S"#
        case .branch:
            "^(?!draft($|/))(?!refs/)(?!-)(?!@$)"
                + #"(?!.*(\.\.|//|@\{|/\.|\.lock(/|$)))(?![./])[^\x00-\x20\x7f~^:?*\[\\]*[^\x00-\x20\x7f~^:?*\[\\/.]$"#
        case .folder:
            #"^(?!/)(?!(.*/)?(\.\.|\.[gG][iI][tT])(/|$))[^\x00-\x1f\x7f-\x9f\\\ufffd]+$"#
        case .memberID: #"^(?![.-])(?!.*\.\.)(?!.*\.(lock)?$)([A-Za-z0-9._-]|[^\x00-\x7f])+$"#
        case .customRole: "^(?!\(Role.admin.name)$)"
        case .approver: "^(role|member):"
        case .sshKey:
            "^[ \\t]*(\(SSHPublicKey.Kind.allCases.map { escaped($0.rawValue) }.joined(separator: "|")))"
                + #"[ \t]+[A-Za-z0-9+/]+={0,2}([ \t].*)?$"#
        case .cron: Cron.pattern
        case .name: Self.nameText + "*" + Self.end
        case .address: "^" + Self.addressText + Self.end
        case .mailbox:
            #"^(?:(?![\s\S]*://[\s\S]*<)(?:[^\x00-\x1f\x7f-\x9f"<\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]* )?<\#(Self.addressText)>|\#(Self.addressText))"#
                + Self.end
        case .duration: "^[1-9][0-9]{0,3}[mhd]" + Self.end
        case .webhookSource: "^(ASSENT_WEBHOOK_[A-Z0-9_]{1,100}|[a-z0-9-]{1,100})" + Self.end
        case .timeOfDay: #"^(?:\+?0*(?:1?[0-9]|2[0-3]):\+?0*[1-5]?[0-9]|(?![+-]?[0-9]+:[+-]?[0-9]+$)[\s\S]*)$"#
        }
    }

    /// Of the text: a `$` matches before a last line end too, as some read it.
    private static let end = #"(?![\s\S])"#

    private static let nameText =
        #"^(?![\s\S]*://)[^\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]"#

    /// As `MailAddress` takes it.
    private static let addressText: String = {
        let atom = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
        let label = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
        return "(?=[^@]{1,64}@[^@>]{1,255}(?:>|(?![\\s\\S])))\(atom)(?:\\.\(atom))*@\(label)(?:\\.\(label))*"
    }()

    /// No number, and neither true nor false, has this form; patterns say nothing of those.
    var isNeverPlain: Bool { [.approver, .sshKey, .cron, .address, .mailbox, .duration].contains(self) }

    /// Beside the pattern, for people: an editor shows it in place of the pattern.
    package var advice: String? {
        switch self {
        case .notBlank: nil
        case .branch: "A branch that git takes, outside draft/."
        case .folder: "A folder of this repository, from its top: hightouch, or . for the top itself."
        case .memberID: "Letters, digits, '-', '_' and '.' will do for a member's id."
        case .customRole: "The role admin is built in and cannot be changed."
        case .approver: "role:<role> or member:<id>"
        case .sshKey: "The line of a public SSH key, as in ~/.ssh/id_ed25519.pub: ssh-ed25519 AAAA… name"
        case .cron:
            "Five fields: minute, hour, day of month, month, day of week. 30 6 * * 1-5 runs at 6:30 on weekdays."
        case .timeOfDay: "A time of day: 09:30 or 21:30."
        case .name: "A name without links, line ends and marks of direction."
        case .address: "An e-mail address: bo@acme.example"
        case .mailbox: "An address, or a name and an address: Assent <assent@acme.example>"
        case .duration: "A number and m, h or d: 3d"
        case .webhookSource: "ASSENT_WEBHOOK_<NAME>, or <name> for git config assent.webhook.<name>.url"
        }
    }

    private func escaped(_ text: String) -> String {
        text.reduce(into: "") { $0 += ".+".contains($1) ? "\\\($1)" : String($1) }
    }
}

extension Cron {
    /// The expressions that `validate` finds nothing wrong with.
    static let pattern: String = {
        let five = fields.map(\.pattern).joined(separator: blanks)
        let words = nicknames.map { anyCase($0) }.joined(separator: "|")
        return "^\(blanks.replacingLast("+", with: "*"))(?:\(words)|\(neverComing)\(five))"
            + "\(blanks.replacingLast("+", with: "*"))$"
    }()

    private static let blanks = "[ \\t\\r\\n]+"

    /// Plain days that none of the plain months has: as many lookaheads as there are lengths of months.
    private static let neverComing: String = {
        let longest = monthLengths.max() ?? 31
        return Set(monthLengths).subtracting([longest]).sorted().map { length in
            let days = ((length + 1)...longest).map(String.init).joined(separator: "|")
            let months = monthLengths.indices.filter { monthLengths[$0] <= length }.map { index in
                "0*\(index + 1)|\(anyCase(fields[3].names[index]))"
            }.joined(separator: "|")
            let (day, month) = ("0*(?:\(days))", "(?:\(months))")
            let word = "[^ \\t\\r\\n]+"
            return "(?!\(word)\(blanks)\(word)\(blanks)\(day)(?:,\(day))*\(blanks)\(month)(?:,\(month))*\(blanks)[*?]"
                + "(?:[ \\t\\r\\n]|$))"
        }.joined()
    }()

    static func anyCase(_ word: String) -> String {
        word.map { $0.isLetter ? "[\($0.lowercased())\($0.uppercased())]" : String($0) }.joined()
    }
}

extension Cron.Field {
    /// One field: entries of a list, with another one behind each comma.
    fileprivate var pattern: String { "(?:\(entry)(?:,(?=[^ \\t\\r\\n,])|(?=[ \\t\\r\\n]|$)))+" }

    private var entry: String {
        let value = value(from: bounds.lowerBound)
        // A range that runs backwards is none: each start has its own ends.
        let ranges = isCircular ? "\(value)-\(value)" : forwardRanges
        let step = "(?:/0*[1-9][0-9]*)?"
        return "(?:(?:\\*|\(ranges)|\(value))\(step)\(specials))"
    }

    private func names(from low: Int) -> [String] {
        names.enumerated().filter { $0.offset + bounds.lowerBound >= low }.map { Cron.anyCase($0.element) }
    }

    /// A number or name from `low` to the upper bound.
    private func value(from low: Int) -> String {
        "(?:" + (["0*(?:\(numbers(low...bounds.upperBound)))"] + names(from: low)).joined(separator: "|") + ")"
    }

    private var forwardRanges: String {
        let starts = bounds.map { low in
            let name = names.indices.contains(low - bounds.lowerBound) ? names[low - bounds.lowerBound] : nil
            let start = (["0*\(low)"] + [name].compactMap { $0 }.map(Cron.anyCase)).joined(separator: "|")
            return "(?:\(start))-\(value(from: low))"
        }
        return "(?:" + starts.joined(separator: "|") + ")"
    }

    /// Whole numbers below 100, by their tens: `[7-9]|[1-4][0-9]|5[0-6]`.
    private func numbers(_ range: ClosedRange<Int>) -> String {
        func digits(_ first: Int, _ last: Int) -> String { first == last ? "\(first)" : "[\(first)-\(last)]" }
        var parts: [String] = []
        var low = range.lowerBound
        while low <= range.upperBound {
            let fullTens = (range.upperBound + 1) / 10 - low / 10
            if low % 10 == 0, low > 0, fullTens > 0 {
                parts.append(digits(low / 10, low / 10 + fullTens - 1) + "[0-9]")
                low += fullTens * 10
            } else {
                let high = min(low / 10 * 10 + 9, range.upperBound)
                parts.append((low < 10 ? "" : String(low / 10)) + digits(low % 10, high % 10))
                low = high + 1
            }
        }
        return parts.joined(separator: "|")
    }

    /// `?`, `L`, `L-3`, `15W`, `LW` for a day; `?`, `L`, `5L`, `MON#2` for a weekday.
    private var specials: String {
        let value = value(from: bounds.lowerBound)
        if isCircular { return "|\\?|[lL]|\(value)[lL]|\(value)#0*[1-5]" }
        guard bounds == 1...31 else { return "" }
        return "|\\?|[lL]|[lL][wW]|[wW][lL]|\(value)[wW]|[lL]-0*(?:\(numbers(1...30)))"
    }
}

extension String {
    fileprivate func replacingLast(_ character: Character, with other: Character) -> String {
        guard let index = lastIndex(of: character) else { return self }
        return self[..<index] + String(other) + self[self.index(after: index)...]
    }
}
