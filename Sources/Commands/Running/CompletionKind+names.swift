import Approvals
import ArgumentParser
import Git
import Resources

/// What a shell offers behind a command. The shell asks a process of its own, which reads the repository that it runs
/// in; whatever is wrong there, it offers nothing and says nothing.
extension CompletionKind {
    static var drafts: CompletionKind { names { try $0.shortDrafts() } }
    static var openRequests: CompletionKind { names { try $0.shortRequests() } }
    static var members: CompletionKind { names { $0.settings.members.map(\.id) } }
    static var models: CompletionKind { names { try $0.resources(of: [.model]) } }
    static var syncs: CompletionKind { names { try $0.resources(of: [.sync]) } }
    static var resources: CompletionKind { names { try $0.resources(of: ResourceKind.allCases) } }

    /// All that can be looked at.
    static var reviewables: CompletionKind {
        names { try $0.shortDrafts() + $0.shortRequests() + $0.resources(of: ResourceKind.allCases) }
    }

    /// Drafts, and main to go back to.
    static var branches: CompletionKind { names { try $0.shortDrafts() + [$0.branch] } }

    private static func names(_ all: @escaping @Sendable (OpenWorkspace) throws -> [String]) -> CompletionKind {
        .custom { (words: [String], _: Int, _: String) -> [String] in
            let folder = words.lastIndex(of: "-C").flatMap { words.dropFirst($0 + 1).first }
            do {
                let workspace = try OpenWorkspace(Surroundings.ofProcess().session(in: folder))
                // What a shell would take apart, or for something else, is typed by hand.
                return try all(workspace).filter { name in
                    name.unicodeScalars.allSatisfy {
                        $0.value > 0x20 && $0.value < 0x7F && !"\\'\"`$:;&|<>()*?".unicodeScalars.contains($0)
                    }
                }
            } catch {
                return []
            }
        }
    }
}

extension OpenWorkspace {
    /// One's own by their slug, others with their member.
    fileprivate func shortDrafts() throws -> [String] {
        let mine: String?
        do { mine = try me().id } catch { mine = nil }
        return try drafts().map { mine?.isExactly($0.member) == true ? $0.slug : "\($0.member)/\($0.slug)" }
    }

    fileprivate func shortRequests() throws -> [String] {
        let ids = try shortIDs()
        return try openRequests().flatMap { request in
            [String(request.draftName.dropFirst("draft/".count)), ids.short(request.id)]
        }
    }

    fileprivate func resources(of kinds: [ResourceKind]) throws -> [String] {
        let state = try currentDraft().map { try snapshot(of: $0.tip) } ?? published
        return try kinds.flatMap { kind in
            try state.slugs(of: kind).map { ResourceID(kind: kind, slug: $0).description }
        }
    }
}
