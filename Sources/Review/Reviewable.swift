package import Approvals
package import Git
package import Resources
import Spelling

/// What a person may ask to see, and F8 lets them reach: from the request, from the draft, and from the resource itself.
package enum Reviewable: Sendable {
    case request(ApprovalRequest)
    /// One without an open request.
    case draft(Draft)
    /// One that no open request or draft changes, or more than one.
    case resource(ResourceID)
}

extension OpenWorkspace {
    /// A resource that one open request changes is shown as that request would change it; else one draft; else as it is
    /// published.
    package func reviewable(named name: String) throws -> Reviewable {
        if let resource = ResourceID(name) { return try reviewable(resource) }
        do { return .request(try request(named: name)) } catch NameRefusal.noRequest {
            return .draft(try draft(named: name))
        } catch NameRefusal.unknownRequest {
            let drafts = try drafts().map { "\($0.member)/\($0.slug)" }
            do { return .draft(try draft(named: name)) } catch NameRefusal.unknownDraft(_, let near) {
                throw NameRefusal.unknownDraft(name, nearest: near.isEmpty ? nearest(name, among: drafts) : near)
            }
        }
    }

    private func reviewable(_ resource: ResourceID) throws -> Reviewable {
        let requests = try openRequests().filter { try resources(changedBy: $0.revision).contains(resource) }
        if requests.count == 1 { return .request(requests[0]) }
        if requests.isEmpty {
            let drafts = try drafts().filter { try resources(changedBy: $0.tip).contains(resource) }
            if drafts.count == 1 { return .draft(drafts[0]) }
            if !drafts.isEmpty { return .resource(resource) }
        }
        guard try published.text(of: GovernedFile(resource)) != nil || !requests.isEmpty else {
            let known = try published.slugs(of: resource.kind)
            let near = nearest(resource.slug, among: known).map {
                ResourceID(kind: resource.kind, slug: $0).description
            }
            throw NameRefusal.unknownResource(resource.description, nearest: near)
        }
        return .resource(resource)
    }
}

// MARK: - Requests that are no longer open

extension OpenWorkspace {
    /// Published, withdrawn and deleted requests, newest first.
    package func pastEntries() throws -> [RequestEntry] {
        try (publishedRequests() + closedRequests())
            .sorted { ($0.record.chain.last.event.time, $0.id) > ($1.record.chain.last.event.time, $1.id) }.map(
                pastEntry)
    }

    package func pastEntry(_ request: ApprovalRequest) throws -> RequestEntry {
        guard case .published(let landing) = request.state else { return RequestEntry(request, plan: nil) }
        // `Publish ana/new-leads: model/leads`
        let title = try repository.commit(landing).message.split(separator: "\n").first.map(String.init) ?? ""
        let words = title.split(separator: ":", maxSplits: 1)
        return RequestEntry(request, plan: nil, title: words.count == 2 ? String(words[1].dropFirst()) : "")
    }

    /// What a published request changed on main, and the syncs that ran on its models then.
    package func landed(by request: ApprovalRequest) throws -> WorkComparison {
        guard case .published(let id) = request.state, let parent = try repository.commit(id).parents.first else {
            return WorkComparison(changes: [], uses: [:])
        }
        let changes = try self.changes(from: parent, to: id)
        return WorkComparison(changes: changes, uses: try snapshot(of: id).uses(of: changes))
    }

    /// What two commits mean differently.
    package func changes(from old: ObjectID, to new: ObjectID) throws -> [FileChange] {
        let (before, after) = (try snapshot(of: old), try snapshot(of: new))
        return try repository.changes(from: before.tree, to: after.tree).compactMap { change in
            guard let file = layout.file(at: change.path) else { return nil }
            return try compare(file, before: before.text(of: file), after: after.text(of: file))
        }
    }
}

// MARK: - Comparison

/// What `diff` shows.
package struct WorkComparison: Sendable {
    package let changes: [FileChange]
    /// By slug, the syncs on every model that changes.
    package let uses: [String: [Subject.Use]]
}

extension OpenWorkspace {
    /// The work at hand, a draft, a request, or one resource of the work at hand, against what is published.
    package func comparison(of name: String?) async throws -> WorkComparison {
        guard let name else {
            let preview = try await preview(by: nil)
            return WorkComparison(changes: preview.changes, uses: preview.uses)
        }
        if let resource = ResourceID(name) {
            let preview = try await preview(by: nil)
            let changes = preview.changes.filter { $0.resource == resource }
            let isThere = try published.text(of: GovernedFile(resource)) != nil
            guard !changes.isEmpty || isThere else {
                let known = try published.slugs(of: resource.kind)
                let near = nearest(resource.slug, among: known).map { "\(resource.kind.rawValue)/\($0)" }
                throw NameRefusal.unknownResource(name, nearest: near)
            }
            return WorkComparison(changes: changes, uses: preview.uses)
        }
        switch try reviewable(named: name) {
        case .request(let request):
            guard request.state == .open else {
                return try landed(by: request)
            }
            let plan = try plan(request)
            return WorkComparison(changes: plan.changes, uses: plan.uses)
        case .draft(let draft):
            let plan = try plan(draft, by: draft.member)
            return WorkComparison(changes: plan.changes, uses: plan.uses)
        case .resource: return WorkComparison(changes: [], uses: [:])
        }
    }
}
