import Git
import Resources

/// What each ref of a push is to the workspace of this server.
struct Places {
    /// In full; nil: there is no workspace, and the push brings none.
    let main: String?
    /// In the order of the push.
    let all: [(ref: PushedRef, place: RefPlace)]

    /// - Parameters:
    ///   - main: in full; nil: there is none.
    ///   - next: the name that settings give main, in full.
    init(_ push: PushedRefs, main: String?, next: String?) {
        self.main = main
        all = push.refs.map { ($0, RefPlace(of: $0, main: main, next: next)) }
    }

    init(_ push: PushedRefs, _ served: ServedMain, in repository: Repository) throws {
        let main = try served.branch.map { Refs.heads + $0 } ?? Self.brought(by: push, in: repository)
        let named = try served.tip.flatMap { try ServedMain.settings(at: $0, in: repository)?.branch }
        self.init(push, main: main, next: named.map { Refs.heads + $0 })
    }

    subscript(index: Int) -> RefPlace { all[index].place }

    var governed: [PushedRef] { all.filter { $0.place != .other }.map(\.ref) }

    /// The branch of a workspace that is not here yet: the one that its own settings name.
    private static func brought(by push: PushedRefs, in repository: Repository) throws -> String? {
        let found = try push.refs.filter { ref in
            guard let new = ref.new, ref.name.hasBytes(Refs.heads), !ref.name.hasBytes(Refs.drafts) else {
                return false
            }
            return try ServedMain.names(ref.name, itself: new, in: repository)
        }
        if found.count > 1 { throw ServedMain.Unclear(branches: found.map(\.name.shortBranch)) }
        return found.first?.name
    }

    /// Refs of the server that are another one's name: whoever pushes them moves that. Between ordinary branches it is
    /// nobody's business.
    func symbolic(in repository: Repository) throws -> [PushRefusal] {
        try all.compactMap { ref, place in
            guard ref.isText, let target = try Self.target(of: ref.name, in: repository) else { return nil }
            let there = RefPlace(of: PushedRef(name: target, old: nil, new: nil), main: main, next: nil)
            if place == .other, there == .other, try Self.target(of: target, in: repository) == nil { return nil }
            return PushRefusal(ref: ref.name, reason: .symbolic(target: target))
        }
    }

    private static func target(of name: String, in repository: Repository) throws -> String? {
        do { return try repository.symbolicTarget(of: name) } catch {
            // git lets nobody make it.
            if error.isInvalidName { return nil }
            throw error
        }
    }
}
