package import Resources
import YAML

/// The meaning that an approval covers (B1), as one digest: SHA-256 over the canonical form of what changes and of what
/// the change rests on. protocol.md, Subject, version 1 of the rules.
package enum Subject {
    /// What an added or changed sync rests on, or who uses a changed model, as it will be published.
    package enum Context: Hashable, Sendable {
        /// The model beneath a sync: its fields that need approval; and where the sync goes.
        case sync(
            path: String, source: String?, destination: String?, model: [FieldChange], connections: [Connection] = [])
        /// The syncs on a model.
        case model(path: String, uses: [Use], connections: [Connection] = [])
    }

    /// What a manifest says of a source or destination that a change rests on. The manifest is not governed, so that
    /// anybody may change it. If it changes, the review showed other names and was judged by other types than hold now.
    package struct Connection: Hashable, Sendable {
        package var kind: Connections.Kind
        /// Aliases followed.
        package var name: String
        package var entry: Connections.Entry

        package init(kind: Connections.Kind, name: String, entry: Connections.Entry) {
            self.kind = kind
            self.name = name
            self.entry = entry
        }
    }

    /// A model or sync that an alias leads elsewhere, though its own file stays.
    package struct Redirection: Hashable, Sendable {
        package var path: String
        /// Before and after, where it is one of these.
        package var sources: [String]
        package var destinations: [String]
    }

    /// All that a subject covers beside the changes themselves: none of it need be in a file that changes.
    package struct Basis: Hashable, Sendable {
        package let redirections: [Redirection]
        package let context: [Context]

        /// The syncs that it redirects.
        package func syncs(_ layout: Layout) -> [GovernedFile] {
            context.compactMap { if case .sync(let path, _, _, _, _) = $0 { layout.file(at: path) } else { nil } }
        }
    }

    package struct Use: Hashable, Sendable {
        package var path: String
        package var destination: String?
        package var isPaused: Bool

        package init(path: String, destination: String?, isPaused: Bool) {
            self.path = path
            self.destination = destination
            self.isPaused = isPaused
        }
    }

    /// So many digits stand for a subject where somebody says which one they looked at. An author can find two changes
    /// that share 8 in a second; the 8 on screen are for recognising.
    package static let matchDigits = 32

    /// The digest, in hexadecimal.
    package static func digest(
        _ changes: [(path: String, change: FileChange)], redirections: [Redirection] = [], context: [Context]
    ) -> String {
        Digest.sha256(whole(changes, redirections, context).canonicalBytes)
    }

    /// What is hashed.
    package static func canonicalForm(
        _ changes: [(path: String, change: FileChange)], redirections: [Redirection] = [], context: [Context]
    ) -> String {
        whole(changes, redirections, context).canonical
    }

    private static func whole(
        _ changes: [(path: String, change: FileChange)], _ redirections: [Redirection], _ context: [Context]
    ) -> JSON {
        let sorted = changes.sorted { $0.path.isExactlyBefore($1.path) }
        let redirected = redirections.sorted { $0.path.isExactlyBefore($1.path) }
        return [
            "changes": .array(sorted.map { form(of: $0.change, at: $0.path) } + redirected.map(form(of:))),
            "context": .array(context.map(form(of:)).sorted { $0.canonical.isExactlyBefore($1.canonical) }),
            "version": .int(Event.version),
        ]
    }

    private static func form(of change: FileChange, at path: String) -> JSON {
        var members: JSON.Members = ["path": .string(path), "kind": .string(change.kind.rawValue)]
        if change.isOpaque {
            members["before"] = form(of: change.before)
            members["after"] = form(of: change.after)
        } else {
            members["fields"] = .array(
                change.fields.sorted { $0.path < $1.path }.map { field in
                    // One form for all orders of what has none.
                    let values = [field.before, field.after].map {
                        $0.map { change.file.canonical($0, at: field.path) }
                    }
                    return .array([form(of: field.path)] + values.map(form(of:)))
                })
        }
        // The mode counts, of an added file too: an executable is not the file that was shown.
        let modes = [change.before?.mode, change.after?.mode].map { mode in
            JSON.string(mode.map { String($0, radix: 8) } ?? "")
        }
        members["modes"] = .array(modes)
        return .object(members)
    }

    private static func form(of text: FileText?) -> JSON {
        guard let text else { return [] }
        return [.string(String(text.mode, radix: 8)), .string(Digest.sha256(text.bytes))]
    }

    private static func form(of path: FieldPath) -> JSON {
        .array(path.segments.map { .array($0.typedForm.map(JSON.string)) })
    }

    /// Scalars are (kind, text), never JSON numbers; an absent value is an empty list.
    private static func form(of value: Value?) -> JSON {
        switch value {
        case nil: []
        case .scalar(let kind, let text): [.string(kind.rawValue), .string(text)]
        case .sequence(let items): ["list", .array(items.map(form(of:)))]
        case .mapping(let pairs):
            [
                "map",
                .array(
                    pairs.sorted { $0.key.isExactlyBefore($1.key) }.map { [.string($0.key), form(of: $0.value)] }),
            ]
        }
    }

    private static func form(of redirection: Redirection) -> JSON {
        [
            "kind": "redirected", "path": .string(redirection.path),
            "sources": .array(redirection.sources.map(JSON.string)),
            "destinations": .array(redirection.destinations.map(JSON.string)),
        ]
    }

    private static func form(of context: Context) -> JSON {
        var members: JSON.Members
        let connections: [Connection]
        switch context {
        case .sync(let path, let source, let destination, let model, let known):
            members = [
                "sync": .string(path), "source": .string(source ?? ""), "destination": .string(destination ?? ""),
                "model": .array(
                    model.sorted { $0.path < $1.path }.map { [form(of: $0.path), form(of: $0.after)] }),
            ]
            connections = known
        case .model(let path, let uses, let known):
            members = [
                "model": .string(path),
                "uses": .array(
                    uses.sorted { $0.path.isExactlyBefore($1.path) }.map {
                        [.string($0.path), .string($0.destination ?? ""), .bool($0.isPaused)]
                    }),
            ]
            connections = known
        }
        if !connections.isEmpty {
            let forms = connections.map { connection -> JSON in
                [
                    .string(connection.kind.rawValue), .string(connection.name), .string(connection.entry.type ?? ""),
                    .string(connection.entry.name ?? ""),
                ]
            }
            members["connections"] = .array(
                Set(forms).sorted { $0.canonical.isExactlyBefore($1.canonical) })
        }
        return .object(members)
    }
}
