/// A file whose content is published only by approval (format.md).
package enum GovernedFile: Hashable, Comparable, Sendable {
    /// `assent.yaml` at the top of the repository.
    case settings
    /// `<root>/models/<slug>.yaml`
    case model(String)
    /// `<root>/syncs/<slug>.yaml`
    case sync(String)
    /// `<root>/columns/<slug>.yaml`: the columns of the model with that slug.
    case columns(String)
    /// `<root>/aliases-*.yaml`, by its whole file name.
    case aliases(String)

    package init(_ resource: ResourceID) {
        self =
            switch resource.kind {
            case .model: .model(resource.slug)
            case .sync: .sync(resource.slug)
            }
    }

    /// The resource that the file belongs to: a columns file to its model, settings and aliases to none.
    package var resource: ResourceID? {
        switch self {
        case .model(let slug), .columns(let slug): .model(slug)
        case .sync(let slug): .sync(slug)
        case .settings, .aliases: nil
        }
    }

    private var rank: Int {
        switch self {
        case .settings: 0
        case .aliases: 1
        case .model: 2
        case .columns: 3
        case .sync: 4
        }
    }

    private var name: String {
        switch self {
        case .settings: ""
        case .model(let name), .sync(let name), .columns(let name), .aliases(let name): name
        }
    }

    package static func == (a: GovernedFile, b: GovernedFile) -> Bool {
        a.rank == b.rank && a.name.isExactly(b.name)
    }

    /// Settings, aliases, models, columns, syncs; by name within each.
    package static func < (a: GovernedFile, b: GovernedFile) -> Bool {
        a.rank == b.rank ? a.name.isExactlyBefore(b.name) : a.rank < b.rank
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(rank)
        hasher.combine(name)
    }
}
