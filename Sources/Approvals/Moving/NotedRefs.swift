import Git

/// Refs that move, as notes have them.
enum NotedRefs {
    /// An empty text: the ref is not there.
    static func json(_ refs: [RefUpdate]) -> JSON {
        func id(_ id: ObjectID?) -> JSON { .string(id?.hex ?? "") }
        return .array(refs.map { ["name": .string($0.name), "expected": id($0.expected), "new": id($0.new)] })
    }

    /// Of a file that this process writes about them.
    static func name(of refs: [RefUpdate]) -> String {
        LocalFile.own(refs[0].new?.hex ?? refs[0].expected?.hex ?? "")
    }

    /// - Returns: nil: these are not refs, or there are none.
    static func refs(_ json: JSON?) -> [RefUpdate]? {
        guard let all = json?.array, !all.isEmpty else { return nil }
        let refs = all.compactMap(ref)
        return refs.count == all.count ? refs : nil
    }

    /// Whether they have moved: the first has its new value, or went on from it.
    ///
    /// - Parameter remote: whose refs these are; nil: they are this repository's own.
    static func isPast(_ refs: [RefUpdate], at remote: String?, in repository: Repository) throws -> Bool {
        let name = remote.map { Remote(name: $0).tracking(refs[0].name) } ?? refs[0].name
        let now = try repository.reference(name)
        guard let new = refs[0].new, let now else { return now == refs[0].new }
        return try now == new || repository.isAncestor(new, of: now)
    }

    private static func ref(_ json: JSON) -> RefUpdate? {
        func id(_ field: String) -> ObjectID?? {
            guard let text = json[field]?.string else { return nil }
            return text.isEmpty ? .some(nil) : ObjectID(hex: text).map { .some($0) }
        }
        guard let name = json["name"]?.string, let expected = id("expected"), let new = id("new") else { return nil }
        return RefUpdate(name: name, expected: expected, new: new, message: "assent: finished")
    }
}
