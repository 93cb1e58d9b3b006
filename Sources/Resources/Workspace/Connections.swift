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

    /// Names in the manifests; nil without a manifest that could be read.
    package var manifest: [Kind: Set<String>]?
    package var aliases: [Kind: [String: Alias]]

    package init(manifest: [Kind: Set<String>]? = nil, aliases: [Kind: [String: Alias]] = [:]) {
        self.manifest = manifest
        self.aliases = aliases
    }

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

    /// Nil if there is no manifest to tell by.
    package func knows(_ name: String, _ kind: Kind) -> Bool? {
        guard let names = manifest?[kind] else { return nil }
        return names.contains(name) || names.contains(resolve(name, kind))
    }
}
