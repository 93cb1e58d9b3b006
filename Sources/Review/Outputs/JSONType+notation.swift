extension Output {
    /// The members of the document, for `--help`: `{requests: [{id, draft, …}], unsound: [{ref, …}], version}`. What is in
    /// an object that others share is told where the document holds little else, as a listing does.
    package var notation: String {
        documents.map { document in
            let isListing = document.members.count <= 4
            return document.notation { isListing ? $0.notation(\.shortName) : $0.shortName }
        }.joined(separator: ", or ")
    }

    /// The paragraph of `--help` about programs.
    package var help: String {
        let head = isLines ? "Each line is JSON" : "JSON"
        return "\(head): \(notation). See assent schema output \(command)."
    }
}

extension JSONObject {
    fileprivate var shortName: String { name ?? notation(\.shortName) }

    /// - Parameter inner: how the objects in it are told.
    fileprivate func notation(_ inner: (JSONObject) -> String) -> String {
        let texts = members.map { member in
            let type = member.type.notation(inner)
            return type.map { $0 == member.name ? $0 : "\(member.name): \($0)" } ?? member.name
        }
        return "{\((texts + (isOpen ? ["..."] : [])).joined(separator: ", "))}"
    }
}

extension JSONType {
    /// Nil where the name of a member says enough.
    fileprivate func notation(_ inner: (JSONObject) -> String) -> String? {
        switch self {
        case .text, .commit, .digest, .time, .flag, .version, .count, .choice, .anything: nil
        case .list(let type): type.notation(inner).map { "[\($0)]" }
        case .map(let key, let type): "{<\(key)>: \(type.notation(inner) ?? "<value>")}"
        case .optional(let type): type.notation(inner)
        case .object(let object): inner(object)
        }
    }
}
