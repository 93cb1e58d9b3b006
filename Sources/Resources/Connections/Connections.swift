package import YAML

/// The sources and destinations that a workspace knows, by its manifests, and the other names for them, by its aliases.
package struct Connections: Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case source, destination

        var key: String { rawValue + "s" }
    }

    /// Another name for a source or destination, as a file gives it.
    package struct Alias: Hashable, Sendable {
        package var target: PlacedText
        /// Where the alias itself is written.
        package var range: SourceRange
        package var file: GovernedFile
    }

    /// A source or destination, as a manifest has it.
    package struct Entry: Hashable, Sendable {
        /// For people: `Snowflake (production)`.
        package var name: String?
        /// `snowflake`, `hubspot`
        package var type: String?
    }

    /// What the manifests have under each name; nil unless there is one and all could be read.
    package internal(set) var manifest: [Kind: [ExactText: Entry]]?
    /// No manifest is there at all.
    package internal(set) var hasNoManifest = true
    package internal(set) var aliases: [Kind: [ExactText: Alias]] = [:]

    /// A name that leads through more aliases leads nowhere, as one that goes round in a circle.
    private static let mostSteps = 32

    package init() {}

    /// What a name stands for once aliases are followed; aliases that lead nowhere stand for themselves.
    package func resolve(_ name: String, _ kind: Kind) -> String { end(of: name, kind) ?? name }

    private func end(of name: String, _ kind: Kind) -> String? {
        guard let aliases = aliases[kind] else { return name }
        var end = ExactText(name)
        for _ in 0...Self.mostSteps {
            guard let next = aliases[end]?.target.text else { return end.description }
            end = ExactText(next)
        }
        return nil
    }

    package func resolve(source name: String) -> String { resolve(name, .source) }
    package func resolve(destination name: String) -> String { resolve(name, .destination) }

    /// What a manifest has for a name, aliases followed.
    package func entry(_ name: String, _ kind: Kind) -> Entry? {
        guard let entries = manifest?[kind] else { return nil }
        return entries[ExactText(resolve(name, kind))] ?? entries[ExactText(name)]
    }

    /// The name for people, if a manifest gives one, before the name that files use: `Google Ads (google-ads-5d2ab)`.
    package func words(_ name: String, _ kind: Kind) -> String {
        guard let title = entry(name, kind)?.name, title != name else { return name }
        return "\(title) (\(name))"
    }

    /// Every name that a model or sync may use: those of the manifests, and aliases.
    package func names(_ kind: Kind) -> [String] {
        let names = Set((manifest?[kind] ?? [:]).keys).union((aliases[kind] ?? [:]).keys)
        return names.map(\.description).sorted { $0.isExactlyBefore($1) }
    }
}

extension Connections {
    /// Whether an alias leads back to itself, or through so many others that it leads nowhere.
    func isCircle(_ name: String, _ kind: Kind) -> Bool { end(of: name, kind) == nil }

    /// The name and every alias that it leads through.
    func path(of name: String, _ kind: Kind) -> [String] {
        var (path, name) = ([name], name)
        while path.count <= Self.mostSteps, let next = aliases[kind]?[ExactText(name)]?.target.text,
            !path.contains(where: next.isExactly)
        {
            path.append(next)
            name = next
        }
        return path
    }
}
