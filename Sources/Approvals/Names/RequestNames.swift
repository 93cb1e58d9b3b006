package import Git
package import Resources
import YAML

/// Requests by the names that people type.
package struct RequestNames: OnWorkspace {
    package let workspace: OpenWorkspace

    package init(_ workspace: OpenWorkspace) { self.workspace = workspace }

    private var requests: Requests { Requests(workspace) }

    /// The request that a person means: an id or the beginning of one, the commit that published it, a draft, or a resource
    /// that one open request touches.
    package func request(named name: String) throws -> ApprovalRequest {
        if let match = try request(beginningWith: name.lowercased(), typed: name) { return match }
        let unsound = try unsoundRefs(called: name)
        if !unsound.isEmpty { throw NameRefusal.unsoundRequest(unsound) }
        let open = try requests.open()
        if let resource = ResourceID(name) {
            // A draft may have the name of a resource, and then a request for it is meant as well as not.
            let touching = try open.filter {
                try $0.draftName.isExactly("draft/\(name)") || resources(changedBy: $0.revision).contains(resource)
            }
            if touching.count > 1 { throw NameRefusal.ambiguousRequest(name, ids: touching.map(\.id)) }
            if let match = touching.first { return match }
            throw NameRefusal.unknownRequest(name)
        }
        let short = name.hasPrefix("draft/") ? name : "draft/\(name)"
        let own = open.filter { $0.draftName.isExactly(short) }
        let end = "/\(name)".utf8.reversed()
        let sameSlug = own.isEmpty ? open.filter { $0.draftName.utf8.reversed().starts(with: end) } : own
        if sameSlug.count > 1 { throw NameRefusal.ambiguousRequest(name, ids: sameSlug.map(\.id)) }
        if let match = sameSlug.first { return match }
        let drafts = try Drafts(workspace).all()
        if let draft = drafts.first(where: { $0.name.isExactly(short) || $0.slug.isExactly(name) }) {
            throw NameRefusal.noRequest(
                draft: draft.name, closed: try ClosedRequests(workspace).last(of: draft.name),
                hasChanges: try !workspace.line.has(draft.tip))
        }
        if let past = try past(named: name) { return past }
        throw NameRefusal.unknownRequest(name)
    }

    /// The published request that a person means, also by a draft that went on since; nil: it is not published.
    package func published(named name: String) throws -> ApprovalRequest? {
        let draft: String
        do {
            let request = try request(named: name)
            if case .published = request.state { return request }
            draft = request.draftName
        } catch NameRefusal.noRequest(let found, _, _) { draft = found }
        return try requests.publishedRequests().first { $0.draftName.isExactly(draft) }
    }

    /// By its id. The refs carry it, so that no other request is read. Of what is published, acts print the commit.
    private func request(beginningWith hex: String, typed name: String) throws -> ApprovalRequest? {
        guard (4...64).contains(hex.utf8.count), hex.utf8.allSatisfy(Digest.hexadecimal.contains) else { return nil }
        for (folder, state) in [(Refs.requests, ApprovalRequest.State.open), (Refs.closed, .closed)] {
            let matches = try SharedRefs(workspace).shared(under: folder).filter {
                $0.name.dropFirst(folder.count).hasPrefix(hex)
            }
            .compactMap { try requests.request(at: $0.name, state: state) }
            if matches.count > 1 { throw NameRefusal.ambiguousRequest(name, ids: matches.map(\.id)) }
            if let match = matches.first { return match }
        }
        let matches = try Landings(workspace).all().filter {
            $0.request.hasPrefix(hex) || $0.commit.hex.hasPrefix(hex)
        }.compactMap { try requests.published(by: $0) }
        if Set(matches.map(\.id)).count > 1 { throw NameRefusal.ambiguousRequest(name, ids: matches.map(\.id)) }
        return matches.first
    }

    /// The refs that are not requests, of which a name is the beginning: an id, what stands in its place, or the whole
    /// name as listings show it.
    private func unsoundRefs(called name: String) throws -> [UnsoundRef] {
        let folder = [Refs.requests, Refs.closed].first(where: name.hasPrefix) ?? ""
        let rest = name.dropFirst(folder.count)
        guard rest.utf8.count >= 4 else { return [] }
        return try [(Refs.requests, ApprovalRequest.State.open), (Refs.closed, .closed)].flatMap { folder, state in
            try SharedRefs(workspace).shared(under: folder).filter { reference in
                let own = reference.name.dropFirst(folder.count)
                return reference.name.isExactly(name) || own.utf8.elementsEqual(rest.utf8)
                    || own.hasPrefix(rest.lowercased())
            }.compactMap { try requests.unsoundRef(at: $0, state: state) }
        }
    }

    /// The newest closed or published request of a draft that is gone: by its name, or by its slug, where the member's own
    /// comes first.
    private func past(named name: String) throws -> ApprovalRequest? {
        let all = try requests.publishedRequests() + requests.closedRequests()
        let short = name.hasPrefix("draft/") ? name : "draft/\(name)"
        var found = all.filter { $0.draftName.isExactly(short) }
        if found.isEmpty, !name.contains("/") {
            found = all.filter { Refs.parts(ofDraft: $0.draftName)?.slug.isExactly(name) == true }
            let me = Drafts(workspace).myID
            let own = found.filter { request in
                me.map { Refs.member(ofDraft: request.draftName)?.isExactly($0) ?? false } ?? false
            }
            if !own.isEmpty { found = own }
        }
        let drafts = Dictionary(grouping: found) { ExactText($0.draftName) }
        let newest = drafts.values.compactMap { $0.max { $0.lastTime < $1.lastTime } }
        if newest.count > 1 { throw NameRefusal.ambiguousRequest(name, ids: newest.map(\.id).sorted()) }
        return newest.first
    }

    /// The models and syncs that a revision changes against what it started from; none, where that cannot be read: whoever
    /// looks for a resource is not stopped by what somebody else pushed.
    package func resources(changedBy revision: ObjectID) throws -> Set<ResourceID> {
        do { return try resources(reallyChangedBy: revision) } catch is GitError { return [] }
    }

    private func resources(reallyChangedBy revision: ObjectID) throws -> Set<ResourceID> {
        guard let base = try repository.mergeBases(tip, revision).first else { return [] }
        let changes = try repository.changes(
            from: repository.commit(base).tree, to: repository.commit(revision).tree)
        return Set(changes.compactMap { layout.file(at: $0.path)?.resource })
    }

    /// A draft by its own name, or by its open request.
    package func draft(ofRequestOrDraft name: String) throws -> Draft {
        do { return try Drafts(workspace).draft(named: name) } catch NameRefusal.unknownDraft(let name, let near) {
            let found: ApprovalRequest
            do { found = try request(named: name) } catch NameRefusal.unknownRequest {
                throw NameRefusal.unknownDraft(name, nearest: near)
            }
            return try Drafts(workspace).draft(named: found.draftName)
        }
    }
}
