package import Git
package import Resources

/// The change to undo: a commit on main, and the request that it landed, unless it was committed directly.
package struct PublishedChange: Hashable, Sendable {
    package let commit: ObjectID
    package let request: ApprovalRequest?

    package init(commit: ObjectID, request: ApprovalRequest?) {
        self.commit = commit
        self.request = request
    }
}

/// A draft that reverts a published change.
package struct Reversal: Sendable {
    package let change: PublishedChange
    package let draft: Draft
    /// What publishing the draft would do.
    package let plan: Plan
    package let outcome: Outcome
}

/// Reverts published changes, on a draft.
package struct Reverter: OnWorkspace {
    package let workspace: OpenWorkspace

    package init(_ workspace: OpenWorkspace) { self.workspace = workspace }

    /// What a person means: a request by its id or draft, or a commit on main.
    package func publishedChange(named name: String) throws -> PublishedChange {
        if let resource = ResourceID(name) { throw ReversalRefusal.namesNoChange(resource) }
        var request: ApprovalRequest
        do { request = try RequestNames(workspace).request(named: name) } catch NameRefusal.unknownRequest {
            guard let commit = try repository.resolve(name) else {
                let same = try ResourceNames(workspace).near(name).compactMap(ResourceID.init)
                guard let resource = same.first(where: { $0.slug.isExactly(name) }) else {
                    throw NameRefusal.unknownRequest(name)
                }
                throw ReversalRefusal.namesNoChange(resource)
            }
            return try publishedChange(at: commit)
        } catch NameRefusal.noRequest(let draft, _, _) {
            // A draft may go on after it was published.
            guard let past = try Requests(workspace).publishedRequests().first(where: { $0.draftName.isExactly(draft) })
            else {
                throw ReversalRefusal.notPublished(draft: draft, request: nil)
            }
            request = past
        }
        // Published wins, whoever left or pushed its ref again.
        if request.state == .open,
            let landing = try Landings(workspace).all().first(where: { $0.request == request.id }),
            let published = try Requests(workspace).published(by: landing)
        {
            request = published
        }
        guard case .published(let commit) = request.state else {
            throw ReversalRefusal.notPublished(draft: request.draftName, request: request)
        }
        return PublishedChange(commit: commit, request: request)
    }

    private func publishedChange(at commit: ObjectID) throws -> PublishedChange {
        let line = try History(workspace).line
        // The start itself published nothing: it adopted what was there.
        guard line.dropLast().contains(commit) else { throw ReversalRefusal.notOnMain(commit: commit) }
        return PublishedChange(
            commit: commit,
            request: try Landings(workspace).landing(at: commit).flatMap(Requests(workspace).published(by:)))
    }

    /// Reverts a change on a draft of its own, field by field (B4): what was published since stays, unless it changed
    /// the same fields again. Nothing is published by it, and nothing is checked out.
    package func revert(_ change: PublishedChange, by member: Member) throws -> Reversal {
        let landing = try repository.commit(change.commit)
        guard let parent = try landing.parents.first.map(repository.commit) else {
            throw ReversalRefusal.notOnMain(commit: change.commit)
        }
        let (landed, before) = (try snapshot(of: landing.id), try snapshot(of: parent.id))
        var edits: [GovernedFile: FileText?] = [:]
        var conflicts: [FieldConflict] = []
        for path in try repository.changes(from: parent.tree, to: landing.tree).map(\.path) {
            guard let file = layout.file(at: path) else { continue }
            let now = try published.text(of: file)
            let outcome = Resources.merge(
                file, base: try landed.text(of: file), published: now, draft: try before.text(of: file))
            switch outcome {
            case .conflict(let found): conflicts += found
            case .merged(let text): if text != now { edits[file] = .some(text) }
            }
        }
        guard conflicts.isEmpty else { throw ReversalRefusal.changedSince(change, conflicts) }
        guard !edits.isEmpty else { throw ReversalRefusal.nothingToRevert(change) }
        let slug = change.request.map { String($0.draftName.split(separator: "/").last ?? "") } ?? landing.id.short
        let draft = try DraftWriter(workspace).start(
            "revert-\(slug.prefix(80))", changing: edits, by: member,
            message: "Revert \(change.request?.draftName ?? landing.id.short)")
        return Reversal(
            change: change, draft: draft, plan: try Planner(workspace).plan(draft, by: member.id),
            outcome: Outcome(.revert, by: member, [.started(draft)]))
    }
}
