package import YAML

/// What files JSON Schemas are for.
package enum SchemaKind: String, CaseIterable, Sendable {
    case model, sync, settings

    package var shape: Shape.Map {
        switch self {
        case .model: Model.shape
        case .sync: Sync.shape
        case .settings: Settings.shape
        }
    }

    /// A JSON Schema (draft 7) for such a file: it refuses what the checks find wrong with the shape of one (A301, A302 and
    /// A304, errors and warnings) as far as each value tells it by itself.
    package var schema: Value {
        let head: [Value.Pair] = [
            .init(key: "$schema", value: .string("http://json-schema.org/draft-07/schema#")),
            .init(key: "title", value: .string(title)),
            .init(key: "description", value: .string("Written by: assent schema \(rawValue)")),
        ]
        return .mapping(head + (Shape.map(shape).schema.pairs ?? []))
    }

    private var title: String {
        switch self {
        case .model: "A model of a workspace (models/<slug>.yaml)"
        case .sync: "A sync of a workspace (syncs/<slug>.yaml)"
        case .settings: "The settings of a workspace (assent.yaml)"
        }
    }
}
