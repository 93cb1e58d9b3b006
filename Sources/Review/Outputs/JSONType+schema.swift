package import YAML

extension JSONType {
    /// As JSON Schema (2020-12) has it. Objects with a name are references to `$defs`.
    ///
    /// - Parameter about: what a value means where it stands.
    func schema(_ about: String = "") -> Value { described(about, keywords) }

    private var keywords: [Value.Pair] {
        switch self {
        case .text: [ofType("string")]
        case .commit: [ofType("string"), .init("pattern", .string("^[0-9a-f]{40}$"))]
        case .digest: [ofType("string"), .init("pattern", .string("^[0-9a-f]{64}$"))]
        case .time: [ofType("string"), .init("format", .string("date-time"))]
        case .flag: [ofType("boolean")]
        case .version: [.init("const", .int(1))]
        case .count: [ofType("integer"), .init("minimum", .int(0))]
        case .choice(let texts): [.init("enum", .texts(texts))]
        case .anything: []
        case .list(let item): [ofType("array"), .init("items", item.schema())]
        case .object(let object):
            object.name.map { [.init("$ref", .string("#/$defs/\($0)"))] } ?? object.keywords
        case .map(_, let type): [ofType("object"), .init("additionalProperties", type.schema())]
        case .optional(let type): [.init("anyOf", .sequence([type.schema(), .mapping([ofType("null")])]))]
        }
    }

    /// The objects with a name that are in it.
    var named: [JSONObject] {
        switch self {
        case .text, .commit, .digest, .time, .flag, .version, .count, .choice, .anything: []
        case .list(let type), .map(_, let type), .optional(let type): type.named
        case .object(let object): (object.name == nil ? [] : [object]) + object.members.flatMap(\.type.named)
        }
    }
}

extension JSONObject {
    /// Other members are allowed: later programs add some to the same version.
    fileprivate var keywords: [Value.Pair] {
        let properties = members.map { Value.Pair($0.name, $0.type.schema($0.about)) }
        return [
            ofType("object"), .init("properties", .mapping(properties)), .init("required", .texts(members.map(\.name))),
        ] + (isOpen ? [.init("additionalProperties", .bool(true))] : [])
    }

    fileprivate var schema: Value { described(about, keywords) }
}

extension Output {
    /// A JSON Schema (2020-12) of what the command prints with `--format json`.
    package var schema: Value {
        let documents = documents + [.refusal]
        var definitions: [Value.Pair] = []
        for object in documents.flatMap({ $0.members.flatMap(\.type.named) }) {
            guard let name = object.name, !definitions.contains(where: { $0.key == name }) else { continue }
            definitions.append(.init(name, object.schema))
        }
        let typed = "\(command == "assent" ? "" : "assent ")\(command) --format json"
        return .mapping(
            [
                .init("$schema", .string("https://json-schema.org/draft/2020-12/schema")),
                .init("title", .string(isLines ? "Each line of \(typed)" : typed)),
                .init(
                    "description",
                    .string(
                        "Written by: assent schema output \(command). Later versions may add members to objects, and values to enums."
                    )),
                .init("anyOf", .sequence(documents.map(\.schema))),
            ] + (definitions.isEmpty ? [] : [.init("$defs", .mapping(definitions))]))
    }
}

private func described(_ about: String, _ keywords: [Value.Pair]) -> Value {
    .mapping((about.isEmpty ? [] : [.init("description", .string(about))]) + keywords)
}

private func ofType(_ name: String) -> Value.Pair { .init("type", .string(name)) }
