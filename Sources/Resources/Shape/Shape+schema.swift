import YAML

extension Shape {
    /// A JSON Schema for a value of this shape.
    var schema: Value {
        switch self {
        case .anything: .mapping([])
        case .collection: .object(("type", .texts(["object", "array"])))
        // Names may be written as numbers; empty texts are none.
        case .text(let format):
            Value.object(
                ("type", format?.isNeverPlain == true ? .string("string") : .texts(Shape.plainTypes)),
                ("minLength", .int(1))
            ).adding(format.map(form) ?? [])
        case .loosely(let format): Value.mapping([]).adding(form(format))
        case .flag: .object(("type", .string("boolean")))
        case .count: .object(("type", .string("integer")), ("minimum", .int(1)))
        case .number(let number): .object(("const", .int(number)))
        case .choice(let choices): choice(choices)
        case .columnNames:
            .object(
                ("type", .texts(Shape.plainTypes + ["array"])),
                ("items", Shape.text().schema))
        case .list(let item, let isFilled):
            Value.object(("type", .string("array")), ("items", item.schema))
                .adding(isFilled ? [.init("minItems", .int(1))] : [])
        case .map(let map): map.schema
        case .named(let format, let shape):
            Value.object(("type", .string("object")))
                .adding(format.map { [.init("propertyNames", .mapping(form($0)))] } ?? [])
                .adding([.init("additionalProperties", shape.schema)])
        }
    }

    private static let plainTypes = ["string", "number", "boolean"]

    /// Editors show `patternErrorMessage` in place of the pattern; others pass it over.
    private func form(_ format: TextFormat) -> [Value.Pair] {
        [.init("pattern", .string(format.pattern))]
            + (format.advice.map { [.init("patternErrorMessage", .string($0))] } ?? [])
            // The one thing about numbers that a form asks: no branch starts with a dash.
            + (format == .branch ? [.init("minimum", .int(0))] : [])
    }

    private func choice(_ choices: Choices) -> Value {
        let names = Value.object(("enum", .texts(choices.names)))
        if choices.also.isEmpty, choices.part == nil { return names }
        var others: [Value] = choices.also.isEmpty ? [] : [.object(("enum", .texts(choices.also)))]
        if let part = choices.part {
            others.append(.object(("type", .string("string")), ("pattern", .string(Cron.anyCase(part)))))
        }
        return .object(("anyOf", .sequence([names] + others)))
    }
}

extension Shape.Map {
    fileprivate var schema: Value {
        var pairs: [Value.Pair] = [.init("type", .string("object"))]
        pairs += keysSchema(keys)
        if case .refused = others { pairs.append(.init("additionalProperties", .bool(false))) }
        if !cases.isEmpty { pairs.append(.init("allOf", .sequence(cases.map(schema(of:))))) }
        return .mapping(pairs)
    }

    private func keysSchema(_ keys: [Shape.Key]) -> [Value.Pair] {
        let needed = keys.filter(\.isNeeded).map(\.name)
        let properties = keys.map { Value.Pair($0.name, $0.schema) }
        return (properties.isEmpty ? [] : [.init("properties", .mapping(properties))])
            + (needed.isEmpty ? [] : [.init("required", .texts(needed))])
    }

    private func schema(of one: Shape.Case) -> Value {
        let asked = Value.mapping(keysSchema(one.keys))
        let value: Value = if case .isText(let text) = one.condition { .string(text) } else { .bool(true) }
        let condition = Value.object(
            ("properties", .object((one.key, .object(("const", value))))), ("required", .texts([one.key])))
        return .object(("if", condition), (one.condition == .isNotTrue ? "else" : "then", asked))
    }
}

extension Shape.Key {
    fileprivate var schema: Value {
        var value = shape.schema
        if mayBeEmpty, !isNeeded { value = Self.orNull(value) }
        // Inside the value of a key: its own description comes first.
        let about: [Value.Pair] = [.init("description", .string(about))]
        let shown = examples.isEmpty ? [] : [Value.Pair("examples", .texts(examples))]
        return .mapping(about + shown + (value.pairs ?? []))
    }

    /// The same schema, which takes null as well.
    private static func orNull(_ schema: Value) -> Value {
        guard let pairs = schema.pairs, let type = schema["type"] else { return schema }
        let types = (type.items ?? [type]) + [.string("null")]
        return .mapping(pairs.map { $0.key == "type" ? .init("type", .sequence(types)) : $0 })
    }
}
