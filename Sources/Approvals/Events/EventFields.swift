import Git

/// Takes the members of an event's object one by one, each as what it must be; what is left over at the end is unknown.
///
/// Anybody who can push a ref chooses these texts. What passes here is printed, compared and put into names of refs
/// further on, so each is held to its form at this one place.
struct EventFields {
    private var members: JSON.Members

    /// Of a line: many times what the longest act says.
    static let mostBytes = 256 << 10
    /// Of the id of a member or a workspace, in UTF-8.
    private static let mostNameBytes = 255
    /// Of a list.
    private static let mostItems = 1000

    init(_ json: JSON) {
        if case .object(let members) = json { self.members = members } else { members = [:] }
    }

    func end() throws(EventProblem) {
        if let unknown = members.names.first {
            throw EventProblem(reason: "it has a field that does not belong there: \(String(unknown.prefix(40)))")
        }
    }

    // MARK: Acts

    mutating func act(of kind: Event.Kind) throws(EventProblem) -> Act {
        let link = try link(isFirst: kind == .submit || kind == .accept)
        switch (kind, link) {
        case (.submit, nil): return .submit(try proposal(), nonce: try nonce())
        case (.accept, nil): return .accept(try matter(), comment: try comment(), nonce: try nonce())
        case (.revise, let link?): return .revise(try proposal(), link)
        case (.comment, let link?): return .comment(try words(), link)
        case (.approve, let link?):
            let said = Approving(risks: try riskCodes(), comment: try comment(), after: try digests("after"))
            return .approve(try matter(), said, link)
        case (.decline, let link?): return .decline(try matter(), reason: try words(), link)
        case (.withdraw, let link?): return .withdraw(comment: try comment(), link)
        case (.delete, let link?): return .delete(comment: try comment(), link)
        case (.publish, let link?):
            let said = Publishing(waives: try waives(), comment: try comment(), after: try digests("after"))
            return .publish(try matter(), said, link)
        default: throw EventProblem(reason: "it is written as the first event and is not, or the reverse")
        }
    }

    /// - Returns: nil for a first event.
    private mutating func link(isFirst: Bool) throws(EventProblem) -> Link? {
        let sequence = try int("sequence")
        guard isFirst == (sequence == 0) else {
            throw EventProblem(reason: "it is written as the first event and is not, or the reverse")
        }
        if isFirst { return nil }
        return Link(request: try digest("request"), sequence: sequence, previous: try digest("previous"))
    }

    private mutating func matter() throws(EventProblem) -> Matter {
        Matter(revision: try objectID("revision"), subject: try digest("subject"))
    }

    private mutating func proposal() throws(EventProblem) -> Proposal {
        Proposal(
            draft: try draft(), matter: try matter(),
            to: try texts("to").map { name throws(EventProblem) in
                try Self.requireName(name, "to")
            }, comment: try comment(), after: try digests("after"))
    }

    // MARK: Texts

    private mutating func text(_ field: String) throws(EventProblem) -> String? {
        guard let value = members.removeValue(forKey: field) else { return nil }
        guard let text = value.string else { throw EventProblem(reason: "its \(field) is not text") }
        return text
    }

    mutating func required(_ field: String) throws(EventProblem) -> String {
        guard let text = try text(field), !text.isEmpty else { throw EventProblem(reason: "its \(field) is missing") }
        return text
    }

    /// The id of a member or of a workspace.
    mutating func name(_ field: String) throws(EventProblem) -> String {
        try Self.requireName(try required(field), field)
    }

    private static func requireName(_ name: String, _ field: String) throws(EventProblem) -> String {
        guard !name.isEmpty, name.utf8.count <= mostNameBytes, !name.unicodeScalars.contains(where: \.breaksLines)
        else { throw EventProblem(reason: "its \(field) is not a name") }
        return name
    }

    mutating func branch() throws(EventProblem) -> String {
        let branch = try required("branch")
        guard Refs.isName(branch) else { throw EventProblem(reason: "its branch is not the name of a branch") }
        return branch
    }

    private mutating func draft() throws(EventProblem) -> String {
        let draft = try required("draft")
        guard Refs.isDraft(draft) else { throw EventProblem(reason: "its draft is not the name of a draft") }
        return draft
    }

    private mutating func comment() throws(EventProblem) -> String? {
        let comment = try text("comment")
        guard comment?.utf8.count ?? 0 <= Event.mostCommentBytes else {
            throw EventProblem(reason: "its comment is longer than 16,384 bytes")
        }
        return comment
    }

    private mutating func words() throws(EventProblem) -> String {
        guard let words = try comment() else { throw EventProblem(reason: "its comment is missing") }
        return words
    }

    /// `2026-03-01T12:00:00Z`, as RFC 3339 has it and as this product writes it.
    mutating func time() throws(EventProblem) -> String {
        let time = try required("time")
        guard Timestamp.isWellFormed(time) else { throw EventProblem(reason: "its time is not a time in UTC") }
        return time
    }

    // MARK: Digits

    private mutating func digest(_ field: String) throws(EventProblem) -> String {
        try Self.requireDigest(try required(field), field)
    }

    private static func requireDigest(_ text: String, _ field: String) throws(EventProblem) -> String {
        guard Digest.isWellFormed(text) else { throw EventProblem(reason: "its \(field) is not a SHA-256") }
        return text
    }

    private mutating func nonce() throws(EventProblem) -> String {
        let nonce = try required("nonce")
        guard nonce.utf8.count <= 64, nonce.utf8.allSatisfy(Digest.hexadecimal.contains) else {
            throw EventProblem(reason: "its nonce is not hexadecimal")
        }
        return nonce
    }

    private mutating func objectID(_ field: String) throws(EventProblem) -> ObjectID {
        let text = try required(field)
        guard let id = ObjectID(hex: text), id.hex == text else {
            throw EventProblem(reason: "its \(field) is not an object id")
        }
        return id
    }

    mutating func int(_ field: String) throws(EventProblem) -> Int {
        guard let number = members.removeValue(forKey: field)?.int, number >= 0 else {
            throw EventProblem(reason: "its \(field) is not a number")
        }
        return number
    }

    /// `waive` is there, and true, or it is not there.
    private mutating func waives() throws(EventProblem) -> Bool {
        guard let value = members.removeValue(forKey: "waive") else { return false }
        guard value == true else { throw EventProblem(reason: "its waive is not true") }
        return true
    }

    // MARK: Lists

    /// - Parameter mayBeEmpty: else an empty list is left out, so that there is one way to say it.
    private mutating func texts(_ field: String, mayBeEmpty: Bool = false) throws(EventProblem) -> [String] {
        guard let value = members.removeValue(forKey: field) else {
            if mayBeEmpty { throw EventProblem(reason: "its \(field) is missing") }
            return []
        }
        guard let items = value.array, items.count <= Self.mostItems else {
            throw EventProblem(reason: "its \(field) is not a list of texts")
        }
        guard mayBeEmpty || !items.isEmpty else {
            throw EventProblem(reason: "its \(field) is empty instead of left out")
        }
        let texts = items.compactMap(\.string)
        guard texts.count == items.count else { throw EventProblem(reason: "its \(field) is not a list of texts") }
        return texts
    }

    private mutating func digests(_ field: String) throws(EventProblem) -> [String] {
        try texts(field).map { text throws(EventProblem) in try Self.requireDigest(text, field) }
    }

    /// `A401`
    private mutating func riskCodes() throws(EventProblem) -> [String] {
        let codes = try texts("risks", mayBeEmpty: true)
        guard codes.allSatisfy(Self.isCode) else { throw EventProblem(reason: "its risks are not codes of findings") }
        return codes
    }

    private static func isCode(_ text: String) -> Bool {
        (1...8).contains(text.utf8.count)
            && text.utf8.allSatisfy {
                (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
            }
    }
}
