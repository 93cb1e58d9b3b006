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

    /// The type that the manifests give for each name (empty without one); nil unless all manifests could be read, and
    /// there is one.
    package internal(set) var manifest: [Kind: [String: String]]?
    /// No manifest is there at all.
    package internal(set) var hasNoManifest = true
    package internal(set) var aliases: [Kind: [String: Alias]] = [:]

    package init() {}

    /// What a name stands for once aliases are followed; aliases that go round in a circle stand for themselves.
    package func resolve(_ name: String, _ kind: Kind) -> String {
        var seen: Set<String> = [name]
        var name = name
        while let next = aliases[kind]?[name]?.target.text {
            if !seen.insert(next).inserted { return name }
            name = next
        }
        return name
    }

    package func resolve(source name: String) -> String { resolve(name, .source) }
    package func resolve(destination name: String) -> String { resolve(name, .destination) }

    /// The type of a source or destination: `snowflake`, `hubspot`; nil if no manifest says it.
    package func type(of name: String, _ kind: Kind) -> String? {
        guard let types = manifest?[kind] else { return nil }
        return types[resolve(name, kind)] ?? types[name]
    }

    /// Every name that a model or sync may use: those of the manifests, and aliases.
    package func names(_ kind: Kind) -> [String] {
        let names = Set((manifest?[kind] ?? [:]).keys).union((aliases[kind] ?? [:]).keys)
        return names.sorted()
    }
}
