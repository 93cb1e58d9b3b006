import Git
package import Resources
import Spelling

/// Resources by the names that people type.
package struct ResourceNames: OnWorkspace {
    package let workspace: OpenWorkspace

    package init(_ workspace: OpenWorkspace) { self.workspace = workspace }

    /// A resource as it is typed, published or not. A slug alone may be of either kind.
    package func resource(named name: String) throws -> ResourceID {
        if let resource = ResourceID(name) { return resource }
        throw NameRefusal.unknownResource(name, nearest: try near(name, in: published))
    }

    /// What may have been meant by a name: those at hand.
    package func near(_ name: String) throws -> [String] { try near(name, in: atHand()) }

    private func near(_ name: String, in state: Snapshot) throws -> [String] {
        let known = try names(in: state)
        let both = ResourceKind.allCases.map { ResourceID(kind: $0, slug: name).description }
        let same = both.filter(known.contains)
        return same.isEmpty ? nearest(name, among: known) : same
    }

    /// A resource that is there: in the work tree, or where there is none on the member's draft or on main.
    package func existing(named name: String) throws -> ResourceID {
        let state = try atHand()
        if let resource = ResourceID(name) {
            let file = GovernedFile(resource)
            if repository.workFiles.file(at: layout.path(of: file), limit: 1) != nil { return resource }
            if try state.text(of: file) != nil { return resource }
            let me = Drafts(workspace).myID
            for draft in try Drafts(workspace).all()
            where draft.slug.isExactly(resource.slug) || me.map(draft.member.isExactly) == true {
                if try snapshot(of: draft.tip).text(of: file) != nil { return resource }
            }
        }
        throw NameRefusal.unknownResource(name, nearest: try near(name, in: state))
    }

    /// - Throws: `NameRefusal.unknownResource`, with what may have been meant.
    package func requirePublished(_ resource: ResourceID) throws {
        guard try published.text(of: GovernedFile(resource)) == nil else { return }
        let near = nearest(resource.slug, among: try published.slugs(of: resource.kind)).map {
            ResourceID(kind: resource.kind, slug: $0).description
        }
        throw NameRefusal.unknownResource(resource.description, nearest: near)
    }

    /// Those of the draft that is checked out, else of main: `model/leads`.
    package func atHand(of kinds: [ResourceKind]) throws -> [String] { try names(of: kinds, in: atHand()) }

    /// Those of main.
    package func onMain() throws -> [String] { try names(in: published) }

    private func atHand() throws -> Snapshot {
        try Drafts(workspace).current().map { try snapshot(of: $0.tip) } ?? published
    }

    private func names(of kinds: [ResourceKind] = ResourceKind.allCases, in state: Snapshot) throws -> [String] {
        try kinds.flatMap { kind in
            try state.slugs(of: kind).map { ResourceID(kind: kind, slug: $0).description }
        }
    }
}
