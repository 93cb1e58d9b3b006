import Git

// The JSON line of an event, written and read. What is read is what would be written, byte for byte.

extension Event {
    /// The canonical JSON line.
    package var line: String {
        var members: JSON.Members = [
            "version": .int(Self.version), "kind": .string(kind.rawValue), "workspace": .string(workspace),
            "branch": .string(branch), "sequence": .int(sequence), "actor": .string(actor), "time": .string(time),
        ]
        if let link {
            members["request"] = .string(link.request)
            members["previous"] = .string(link.previous)
        }
        if let matter {
            members["revision"] = .string(matter.revision.hex)
            members["subject"] = .string(matter.subject)
        }
        members["comment"] = comment.map(JSON.string)
        // Empty fields are left out, so that there is only one way to write an event.
        func list(_ texts: [String]) -> JSON? { texts.isEmpty ? nil : .array(texts.map(JSON.string)) }
        members["after"] = list(after)
        switch act {
        case .submit(let proposal, _), .revise(let proposal, _):
            members["draft"] = .string(proposal.draft)
            members["to"] = list(proposal.to)
        case .approve(_, let said, _): members["risks"] = .array(said.risks.map(JSON.string))
        case .publish(_, let said, _): members["waive"] = said.waives ? true : nil
        case .accept, .comment, .decline, .withdraw, .delete: break
        }
        switch act {
        case .submit(_, let nonce), .accept(_, _, let nonce): members["nonce"] = .string(nonce)
        default: break
        }
        return JSON.object(members).canonical
    }

    /// SHA-256 over the JSON line, in hexadecimal.
    package var digest: String { Digest.sha256(Array(line.utf8)) }
}

/// Why a commit is not an event.
package struct EventProblem: Error, Hashable {
    package let reason: String
}

extension Event {
    /// Reads the JSON line. Unknown fields, kinds and versions, fields that the kind does not have, and texts that are
    /// not what their field holds are refused.
    init(line: ArraySlice<UInt8>) throws(EventProblem) {
        guard line.count <= EventFields.mostBytes else { throw EventProblem(reason: "its JSON line is too long") }
        let json: JSON
        do { json = try JSON(canonical: line) } catch {
            throw EventProblem(reason: "its JSON line \(error.reason)")
        }
        var fields = EventFields(json)
        guard try fields.int("version") == Self.version else { throw EventProblem(reason: "its version is unknown") }
        guard let kind = Kind(rawValue: try fields.required("kind")) else {
            throw EventProblem(reason: "its kind is unknown")
        }
        workspace = try fields.name("workspace")
        branch = try fields.branch()
        actor = try fields.name("actor")
        time = try fields.time()
        act = try fields.act(of: kind)
        try fields.end()
    }
}
