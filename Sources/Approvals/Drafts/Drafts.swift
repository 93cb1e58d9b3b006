package import Git
package import Resources
import Spelling
import YAML

/// The drafts of a workspace.
package struct Drafts: OnWorkspace {
    package let workspace: OpenWorkspace

    package init(_ workspace: OpenWorkspace) { self.workspace = workspace }

    /// All drafts, by name: those that are here, and the remote's.
    package func all() throws -> [Draft] {
        let here = try repository.references(under: Refs.drafts)
        guard remote != nil else { return here.compactMap { Draft(reference: $0.name, tip: $0.id) } }
        // What nobody can have as a draft, such as a name of a thousand letters, is not looked for.
        let names = Set(
            (here + (try SharedRefs(workspace).shared(under: Refs.drafts))).map(\.name).filter {
                Draft(reference: $0, tip: .zero) != nil
            }
            .map(ExactText.init))
        return try names.map(\.description).sorted { $0.isExactlyBefore($1) }.compactMap { try existing(at: $0) }
    }

    /// The draft that a person means: `draft/ana/new-leads`, `ana/new-leads`, or `new-leads` (their own first, then the
    /// only one of that name).
    package func draft(named name: String) throws -> Draft {
        let short = name.hasPrefix("draft/") ? String(name.dropFirst("draft/".count)) : name
        if short.contains("/"), let draft = try existing(at: Refs.drafts + short) { return draft }
        let all = try all()
        let same = all.filter { $0.slug.isExactly(short) }
        let mine = same.first { draft in myID.map(draft.member.isExactly) ?? false }
        if let mine = mine ?? (same.count == 1 ? same[0] : nil) { return mine }
        throw NameRefusal.unknownDraft(
            name,
            nearest: same.isEmpty
                ? nearest(short, among: all.map { short.contains("/") ? "\($0.member)/\($0.slug)" : $0.slug })
                : same.map(\.name))
    }

    /// A draft as it is here or on the remote, whichever continues the other.
    package func existing(at reference: String) throws -> Draft? {
        let here = try repository.reference(reference)
        guard remote != nil, let there = try SharedRefs(workspace).shared(reference) else {
            return here.flatMap { Draft(reference: reference, tip: $0) }
        }
        // The one that continues the other; if they diverged, this clone's own.
        let isAhead = try here.map { try $0 == there || repository.isAncestor($0, of: there) } ?? true
        var draft = Draft(reference: reference, tip: isAhead ? there : here ?? there)
        draft?.isHere = here != nil
        return draft
    }

    /// Whether the remote has the draft with more than is here.
    package func isBehind(_ draft: Draft) throws -> Bool {
        guard remote != nil, let there = try SharedRefs(workspace).shared(draft.reference), there != draft.tip else {
            return false
        }
        return try repository.isAncestor(draft.tip, of: there)
    }

    /// For choosing among drafts of the same name: not knowing who asks is not an error there.
    var myID: String? {
        do { return try me().id } catch { return nil }
    }

    /// The draft that is checked out.
    package func current() throws -> Draft? {
        guard case .branch(let name, let tip?) = try repository.head() else { return nil }
        return Draft(reference: name, tip: tip)
    }

    /// The named draft, or the one that is checked out.
    package func draft(namedOrCurrent name: String?) throws -> Draft {
        if let name { return try draft(named: name) }
        if let draft = try current() { return draft }
        throw NameRefusal.notOnDraft(head: try repository.head().name)
    }

    /// Drafts of a member that change a resource, by name.
    package func drafts(of member: Member, changing resource: ResourceID) throws -> [Draft] {
        let files = Set([GovernedFile(resource)] + (resource.kind == .model ? [.columns(resource.slug)] : []))
        let changes = try changes()
        return try changes.drafts(differingIn: files).filter { draft in
            try draft.member.isExactly(member.id) && !changes.changes(of: draft, to: files).isEmpty
        }
    }

    /// A name for a new draft of a member that no draft has yet.
    func freeSlug(_ wanted: String, for member: Member) throws -> String {
        let taken = Set(try all().filter { $0.member == member.id }.map(\.slug))
        if !taken.contains(wanted) { return wanted }
        return (2...).lazy.map { "\(wanted)-\($0)" }.first { !taken.contains($0) }!
    }

    /// Starts `draft/<member>/<slug>` at a commit (main's tip, if none is given). Nothing is checked out.
    package func start(_ slug: String, for member: Member, at commit: ObjectID? = nil) throws -> Draft {
        guard Draft.accepts(slug: slug) else { throw NameRefusal.invalidName(slug) }
        let draft = Draft(member: member.id, slug: slug, tip: commit ?? tip)
        guard try existing(at: draft.reference) == nil else { throw NameRefusal.draftExists(draft.name) }
        try requireRoom(for: draft)
        let start = RefUpdate(
            name: draft.reference, expected: nil, new: draft.tip, message: "assent: start \(draft.name)")
        do throws(GitError) {
            try repository.update([start])
        } catch {
            guard error.isModified || error.isExists else { throw error }
            throw NameRefusal.draftExists(draft.name)
        }
        return draft
    }
}

extension Drafts {
    /// git keeps refs as files in folders.
    func requireRoom(for draft: Draft) throws {
        let parts = draft.name.split(separator: "/")
        for length in 1..<parts.count {
            let branch = parts.prefix(length).joined(separator: "/")
            if try repository.reference(Refs.heads + branch) != nil {
                throw NameRefusal.branchInTheWay(draft: draft.name, branch: branch)
            }
        }
        if let inside = try repository.references(under: draft.reference + "/").first {
            throw NameRefusal.branchInTheWay(draft: draft.name, branch: inside.name.shortBranch)
        }
    }
}

extension Drafts {
    /// What the drafts change, read at its first use.
    func changes() throws -> DraftChanges {
        if let knownDraftChanges = workspace.knownDraftChanges { return knownDraftChanges }
        let changes = try DraftChanges(differences(), against: line, in: repository, layout)
        workspace.knownDraftChanges = changes
        return changes
    }

    func differences() throws -> DraftDifferences {
        if let knownDraftDifferences = workspace.knownDraftDifferences { return knownDraftDifferences }
        let differences = try DraftDifferences(all(), against: line, in: repository, layout)
        take(differences)
        return differences
    }

    /// What was found in another workspace on the same main.
    func take(_ differences: DraftDifferences) {
        workspace.knownDraftDifferences = differences
        line.take(differences.comparisons)
    }
}
