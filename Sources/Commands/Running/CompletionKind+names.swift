import Approvals
import ArgumentParser
import Git
import Resources

/// What a shell offers after a command. The shell asks a process of its own, which reads the repository that it runs
/// in; whatever is wrong there, it offers nothing and says nothing.
extension CompletionKind {
    static var drafts: CompletionKind { names { try $0.shortDrafts() } }
    static var openRequests: CompletionKind { names { try $0.shortRequests() } }
    static var settings: CompletionKind {
        names { names in
            let own = names.workspace.settings.entries.map(\.key)
            return own + (Settings.keys + Settings.groups).filter { !own.contains($0) }
        }
    }
    static var members: CompletionKind { names { $0.workspace.settings.members.map(\.id) } }
    static var models: CompletionKind { names { try $0.resources(of: [.model]) } }
    static var syncs: CompletionKind { names { try $0.resources(of: [.sync]) } }
    static var resources: CompletionKind { names { try $0.resources(of: ResourceKind.allCases) } }

    /// All that can be looked at.
    static var reviewables: CompletionKind {
        names { try $0.shortDrafts() + $0.shortRequests() + $0.resources(of: ResourceKind.allCases) }
    }

    /// Fields that are in conflict on the current draft.
    static var conflicts: CompletionKind {
        names { names in
            let conflicts = try ConflictResolver(names.workspace).look().left
            return conflicts.map(ConflictNames(conflicts, names.workspace.layout).name)
        }
    }

    /// Drafts, and main to go back to.
    static var branches: CompletionKind { names { try $0.shortDrafts() + [$0.branch] } }

    /// What can be imported: neither main nor a draft.
    static var outsideBranches: CompletionKind { names { try OutsideBranches($0.workspace).names() } }

    private static func names(_ all: @escaping @Sendable (CompletionNames) throws -> [String]) -> CompletionKind {
        .custom { (words: [String], _: Int, _: String) -> [String] in
            let folder = words.lastIndex(of: "-C").flatMap { words.dropFirst($0 + 1).first }
            do {
                let workspace = try OpenWorkspace(Surroundings.ofProcess().session(in: folder))
                // What a shell would take apart, or for something else, is typed by hand.
                return try all(CompletionNames(workspace: workspace)).filter { name in
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

/// Names as they are typed.
private struct CompletionNames {
    let workspace: OpenWorkspace

    var branch: String { workspace.branch }

    /// One's own by their slug, others with their member.
    func shortDrafts() throws -> [String] {
        let mine: String?
        do { mine = try workspace.me().id } catch { mine = nil }
        return try Drafts(workspace).all().map { draft in
            mine?.isExactly(draft.member) == true ? draft.slug : "\(draft.member)/\(draft.slug)"
        }
    }

    func shortRequests() throws -> [String] {
        let ids = try Requests(workspace).shortIDs()
        return try Requests(workspace).open().flatMap { request in
            [String(request.draftName.dropFirst("draft/".count)), ids.short(request.id)]
        }
    }

    func resources(of kinds: [ResourceKind]) throws -> [String] { try ResourceNames(workspace).atHand(of: kinds) }
}
