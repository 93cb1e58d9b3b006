/// A named set of permissions, for all or for some sources and destinations.
package struct Role: Hashable, Sendable {
    package var name: String
    package var permissions: Set<Permission>
    /// Names of sources as written, aliases not resolved; nil: all.
    package var sources: [String]?
    /// Names of destinations as written, aliases not resolved; nil: all.
    package var destinations: [String]?

    package init(
        name: String, permissions: Set<Permission>, sources: [String]? = nil, destinations: [String]? = nil
    ) {
        self.name = name
        self.permissions = permissions
        self.sources = sources
        self.destinations = destinations
    }
}

extension Role {
    package static let admin = Role(name: "admin", permissions: Set(Permission.allCases))
    package static let editor = Role(name: "editor", permissions: [.draft, .publish, .approve])
    package static let draftContributor = Role(name: "draft-contributor", permissions: [.draft])
    package static let viewer = Role(name: "viewer", permissions: [])

    /// The roles that every workspace has (F9). Settings may give `editor`, `draft-contributor` and `viewer` other
    /// permissions (F2); `admin` stays what it is.
    package static let standard: [Role] = [.admin, .editor, .draftContributor, .viewer]
}
