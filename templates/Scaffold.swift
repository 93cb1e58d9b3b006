/// What `new` writes where there is nothing to copy: a small resource that says with its own comments what to change.
/// The files beside this one in `scaffolds/` are embedded, with `{name}` where a value goes.
package enum Scaffold: String, CaseIterable, Sendable {
    case model, sync

    private var bytes: [UInt8] {
        switch self {
        case .model: PackageResources.model_yaml
        case .sync: PackageResources.sync_yaml
        }
    }

    /// The names that stand in braces in the scaffold, in order.
    package var names: [String] {
        parts.filter(\.isName).map(\.text).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    /// The text with each `{name}` replaced. Values are put in as they are: whoever calls writes them as YAML.
    package func filled(with values: [String: String]) -> String {
        parts.map { part in
            guard part.isName else { return part.text }
            guard let value = values[part.text] else { preconditionFailure("the scaffold needs \(part.text)") }
            return value
        }
        .joined()
    }

    private struct Part {
        var text: String
        var isName: Bool
    }

    private var parts: [Part] {
        var parts: [Part] = []
        var rest = Substring(decoding: bytes, as: UTF8.self)
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            parts.append(Part(text: String(rest[..<open]), isName: false))
            parts.append(Part(text: String(rest[rest.index(after: open)..<close]), isName: true))
            rest = rest[rest.index(after: close)...]
        }
        return parts + [Part(text: String(rest), isName: false)]
    }
}
