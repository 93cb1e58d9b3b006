import Review

extension Terminal {
    /// One of what a command may be about: by its number, by its name, or by a part that no other name has. A part that
    /// several have leaves those, and what is in none is asked again.
    ///
    /// - Throws: where none is chosen.
    func pick(_ question: Words, from candidates: [Choice], for reader: Reader) throws(CalledOff) -> Choice {
        var offered = candidates
        var choice = ChoicePage(question, offered, for: reader)
        var prompt = choice.page.text(errorStyle) + "Choose \(ways(choice, of: offered))"
        while true {
            let answer = try ask(prompt)
            if answer.isEmpty { throw CalledOff() }
            if let number = Int(answer), (1...choice.numbered).contains(number) { return offered[number - 1] }
            if let named = Self.named(answer, among: candidates) { return named }
            let found = Self.having(answer, among: offered, orElse: candidates)
            if found.count == 1 { return found[0] }
            if found.isEmpty {
                if Int(answer) == nil { complain("No name here contains “\(SafeText.line(answer))”.") }
                prompt = "Type \(ways(choice, of: offered))"
            } else {
                offered = found
                choice = ChoicePage(question, offered, for: reader)
                prompt = choice.page.text(errorStyle) + "Choose \(ways(choice, of: offered))"
            }
        }
    }

    /// By a part of their names: of those that are offered, or else of all. A number that none of them has is a slip, though
    /// some name may have that digit.
    private static func having(_ part: String, among offered: [Choice], orElse all: [Choice]) -> [Choice] {
        guard Int(part) == nil else { return [] }
        let part = part.lowercased()
        func those(_ choices: [Choice]) -> [Choice] { choices.filter { $0.name.lowercased().contains(part) } }
        let found = those(offered)
        return found.isEmpty ? those(all) : found
    }

    /// By its whole name, or by the part after the slash if only one has that part.
    private static func named(_ name: String, among candidates: [Choice]) -> Choice? {
        if let exact = candidates.first(where: { $0.name == name }) { return exact }
        let ending = candidates.filter { $0.name.hasSuffix("/\(name)") }
        return ending.count == 1 ? ending[0] : nil
    }

    private func ways(_ choice: ChoicePage, of offered: [Choice]) -> String {
        let count = choice.numbered
        let numbers = count == 1 ? "1" : count == 2 ? "1 or 2" : "1 to \(count)"
        return "\(numbers)\(offered.count > count ? ", part of a name" : ""), or press Enter to choose none: "
    }
}
