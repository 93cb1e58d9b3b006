import SSH
import YAML

/// Edits of `assent.yaml`: text in, text out, every other byte left alone. Each answers with a file; whether what it
/// now says makes sense is for `parse` to find.
extension Settings {
    /// An edit that cannot be made; nothing was changed.
    package struct EditProblem: Error, Hashable, Sendable {
        /// One line for people, lower case.
        package var message: String
        package var help: String?
        /// To be typed; `help` says what for.
        package var command: String?

        package init(message: String, help: String? = nil, command: String? = nil) {
            self.message = message
            self.help = help
            self.command = command
        }
    }

    /// Adds somebody under an id that nobody has or had.
    package static func adding(_ member: Member, to bytes: [UInt8]) throws(EditProblem) -> [UInt8] {
        let document = Document(bytes)
        if let there = document.root?["members"]?.entry(member.id)?.value {
            let isRemoved = there["removed"]?.bool ?? false
            throw EditProblem(
                message: isRemoved
                    ? "\(member.id) was removed, and an id is never used again"
                    : "there is already a member \(member.id)",
                help: isRemoved ? "choose another id" : nil)
        }
        try requireFree(member.email, for: member.id, in: document)
        return try edit(document) { (document) throws(EditError) in
            if document.root?["members"] == nil {
                let members = Value.mapping([Value.Pair(key: member.id, value: member.value)])
                return try document.adding("members", .value(members), to: [], after: nil)
            }
            return try document.adding(member.id, .value(member.value), to: ["members"], after: nil)
        }
    }

    /// Gives a member one key more.
    package static func adding(key line: String, to id: String, in bytes: [UInt8]) throws(EditProblem) -> [UInt8] {
        do throws(SSHKeyError) { _ = try SSHPublicKey(line: line) } catch {
            let flaw = SSHKeyFlaw(error)
            throw EditProblem(message: flaw.message, help: flaw.help)
        }
        return try changingKeys(of: id, in: bytes) { keys in keys.contains(line) ? keys : keys + [line] }
    }

    /// Takes a key away, by its line; what stands behind it does not matter.
    package static func removing(key line: String, from id: String, in bytes: [UInt8]) throws(EditProblem) -> [UInt8] {
        func words(_ line: String) -> [Substring] { Array(line.split(separator: " ").prefix(2)) }
        return try changingKeys(of: id, in: bytes) { keys throws(EditProblem) in
            let left = keys.filter { words($0) != words(line) }
            if left.count == keys.count { throw EditProblem(message: "\(id) has no such key") }
            return left
        }
    }

    private static func changingKeys(
        of id: String, in bytes: [UInt8], _ change: ([String]) throws(EditProblem) -> [String]
    ) throws(EditProblem) -> [UInt8] {
        let document = Document(bytes)
        let there = try member(id, in: document)
        let keys = try change(there["keys"]?.items?.compactMap(\.anyText) ?? [])
        return try edit(document) { (document) throws(EditError) in
            if keys.isEmpty { return try document.removing(["members", .key(id), "keys"]) }
            return try put(.sequence(keys.map(Value.string)), at: ["members", id, "keys"], in: document)
        }
    }

    /// Takes a member's role, keys and login away, and keeps the id so that nobody gets it again.
    package static func removing(member id: String, from bytes: [UInt8]) throws(EditProblem) -> [UInt8] {
        let document = Document(bytes)
        let there = try member(id, in: document)
        var bytes = bytes
        for key in ["role", "keys", "login"] where there.entry(key) != nil {
            bytes = try edit(Document(bytes)) { (document) throws(EditError) in
                try document.removing(["members", .key(id), .key(key)])
            }
        }
        return try edit(Document(bytes)) { (document) throws(EditError) in
            if there.entry("removed") != nil {
                return try document.replacing(["members", .key(id), "removed"], with: .value(.bool(true)))
            }
            return try document.adding("removed", .value(.bool(true)), to: ["members", .key(id)], after: nil)
        }
    }

    /// Writes one setting, as a person types it: `approvals.required` `2`, `roles.lead.permissions` `draft, approve`.
    package static func setting(_ key: String, to text: String, in bytes: [UInt8]) throws(EditProblem) -> [UInt8] {
        guard let shape = shape(of: key) else { throw unknown(key) }
        let document = Document(bytes)
        let path = parts(of: key)
        if path[0] == "members" { _ = try member(path[1], in: document) }
        let value = try value(text, as: shape, of: key)
        if path[0] == "members", path[path.count - 1] == "email" { try requireFree(text, for: path[1], in: document) }
        return try edit(document) { (document) throws(EditError) in try put(value, at: path, in: document) }
    }

    /// Takes one setting out, so that its default holds.
    package static func unsetting(_ key: String, in bytes: [UInt8]) throws(EditProblem) -> [UInt8] {
        guard shape(of: key) != nil else { throw unknown(key) }
        let document = Document(bytes)
        let path = parts(of: key)
        if path[0] == "members" { _ = try member(path[1], in: document) }
        guard hasDefault(path) else { throw EditProblem(message: "\(key) has no default") }
        guard document.node(at: path.map(Step.key)) != nil else { return bytes }
        return try edit(document) { (document) throws(EditError) in try document.removing(path.map(Step.key)) }
    }

    private static func hasDefault(_ path: [String]) -> Bool { !Shape.map(shape).isNeeded(at: path) }

    /// Gives a copy of a workspace an id of its own.
    package static func renewing(id: String, in bytes: [UInt8]) throws(EditProblem) -> [UInt8] {
        try edit(Document(bytes)) { (document) throws(EditError) in try put(.string(id), at: ["id"], in: document) }
    }

    /// A member who can still act: what is said of one who was removed has no effect.
    private static func member(_ id: String, in document: Document) throws(EditProblem) -> Node {
        let members = document.root?["members"]
        guard let member = members?.entry(id)?.value else {
            let ids = members?.entries?.filter { $0.value["removed"]?.bool != true }.compactMap(\.key.anyText) ?? []
            throw EditProblem(message: "there is no member \(id)", help: didYouMean(id, among: ids))
        }
        guard member["removed"]?.bool != true else {
            throw EditProblem(
                message: "\(id) was removed, and stays removed", help: "if they are back, add them under another id")
        }
        return member
    }

    /// Whether a text can be the e-mail address of a member.
    package static func isAddress(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        return parts.count == 2 && parts.allSatisfy { !$0.isEmpty }
            && !text.unicodeScalars.contains { $0.properties.isWhitespace || "<>,;\"".unicodeScalars.contains($0) }
    }

    /// git's `user.email` says who acts: an address of two members would lock both out.
    private static func requireFree(_ email: String, for id: String, in document: Document) throws(EditProblem) {
        guard isAddress(email)
        else {
            throw EditProblem(
                message: "\(email.isEmpty ? "an empty text" : email) is not an e-mail address",
                help: "write it as git has it in user.email: bo@acme.example")
        }
        let owner = document.root?["members"]?.entries?.first { entry in
            entry.key.anyText.map { !$0.isExactly(id) } ?? false && entry.value["removed"]?.bool != true
                && entry.value["email"]?.anyText?.lowercased() == email.lowercased()
        }
        if let owner = owner?.key.anyText {
            throw EditProblem(
                message: "\(email) is the address of the member \(owner)",
                help: "git's user.email says who acts, so each member needs an address of their own")
        }
    }

    private static func unknown(_ key: String) -> EditProblem {
        switch key {
        case "version", "id":
            EditProblem(
                message: "\(key) is not set by hand",
                help: key == "id" ? "give a copy its own" : nil,
                command: key == "id" ? "assent init --new-id" : nil)
        default:
            EditProblem(
                message: "there is no setting \(key)",
                help: didYouMean(key, among: keys) ?? "settings: \(inWords(keys))")
        }
    }

    private static func value(_ text: String, as shape: Shape, of key: String) throws(EditProblem) -> Value {
        switch shape {
        case .text(let format):
            guard !text.isEmpty else { throw empty(key) }
            if let flaw = format?.flaw(in: text, at: key) { throw EditProblem(message: flaw.message, help: flaw.help) }
            return .string(text)
        case .flag:
            switch text.lowercased() {
            case "true", "yes", "on": return .bool(true)
            case "false", "no", "off": return .bool(false)
            default: throw EditProblem(message: "\(key) must be true or false, not \(text)")
            }
        case .count:
            guard let number = Int(text), number >= 1 else {
                throw EditProblem(message: "\(key) must be a number of 1 or more, not \(text)")
            }
            return .int(number)
        case .choice(let choices):
            guard choices.has(text) else {
                throw EditProblem(message: "\(key) must be \(inWords(choices.names, last: "or")), not \(text)")
            }
            return .string(text)
        // A list of names.
        default:
            let names = text.split(whereSeparator: { $0 == "," || $0 == " " }).map(String.init)
            if names.isEmpty { throw empty(key) }
            return .sequence(names.map(Value.string))
        }
    }

    private static func empty(_ key: String) -> EditProblem {
        EditProblem(
            message: "\(key) cannot be empty",
            help: hasDefault(parts(of: key)) ? "to go back to its default" : nil,
            command: hasDefault(parts(of: key)) ? "assent settings --unset \(key)" : nil)
    }

    /// Replaces or adds the value at a path of keys, with the maps that lead to it.
    private static func put(
        _ value: Value, at path: [String], in document: Document
    ) throws(EditError) -> [UInt8] {
        var parents = path.dropLast()
        var value = value
        var key = path[path.count - 1]
        if document.node(at: path.map(Step.key)) != nil {
            return try document.replacing(path.map(Step.key), with: .value(value))
        }
        while !parents.isEmpty, document.node(at: parents.map(Step.key)) == nil {
            value = .mapping([Value.Pair(key: key, value: value)])
            key = parents.removeLast()
        }
        return try document.adding(key, .value(value), to: parents.map(Step.key), after: nil)
    }

    private static func edit(
        _ document: Document, _ change: (Document) throws(EditError) -> [UInt8]
    ) throws(EditProblem) -> [UInt8] {
        guard document.problems.isEmpty, FileMeaning.isOurs(document.opaque, in: .settings) else {
            throw EditProblem(
                message: "assent.yaml cannot be read", help: "see what is wrong with it", command: "assent check")
        }
        do throws(EditError) {
            return try change(document)
        } catch {
            throw EditProblem(
                message: "assent.yaml could not be changed: \(error.reason)", help: "change it in an editor")
        }
    }
}

extension Member {
    /// As `assent.yaml` has it.
    var value: Value {
        var pairs = [
            Value.Pair(key: "name", value: .string(name)), Value.Pair(key: "email", value: .string(email)),
        ]
        if let login { pairs.append(Value.Pair(key: "login", value: .string(login))) }
        if !role.isEmpty { pairs.append(Value.Pair(key: "role", value: .string(role))) }
        if !keys.isEmpty { pairs.append(Value.Pair(key: "keys", value: .sequence(keys.map(Value.string)))) }
        if isRemoved { pairs.append(Value.Pair(key: "removed", value: .bool(true))) }
        return .mapping(pairs)
    }
}
