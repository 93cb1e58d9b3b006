package import Approvals
import Git
import Resources
package import YAML

extension Shapes {
    package static func line(of exported: ExportedResource, _ export: Export) -> JSON {
        [
            "version": 1, "commit": .string(export.commit.hex), "kind": .string(exported.resource.kind.rawValue),
            "slug": .string(exported.resource.slug), "path": .string(exported.path),
            "content": content(exported.content), "columns": content(exported.columns),
            "model": JSON(exported.model), "source": JSON(exported.source), "destination": JSON(exported.destination),
        ]
    }

    /// What a file says: JSON's own values where JSON can say them (null, flags, texts, whole numbers, lists and objects).
    /// What it cannot say stands in an object with one member whose name starts with `$`:
    ///
    /// - `{"$float": "1.50"}`, `{"$int": "9007199254740993"}`: numbers that programs round or write differently
    /// - `{"$ambiguous": "014"}`: a plain text that YAML 1.1 and 1.2 read differently
    /// - `{"$map": [["é", 1], ["é", 2]]}`: keys that differ only in Unicode form
    ///
    /// A key of the file that starts with `$` is written with one more.
    package static func content(_ value: Value?) -> JSON {
        switch value {
        case nil, .scalar(.null, _): return .null
        case .scalar(.bool, let text): return .bool(text == "true")
        case .scalar(.string, let text): return .string(text)
        case .scalar(.int, let text):
            // `+5` and `007` are numbers to YAML, and not how JSON writes them.
            if let number = Int(text), String(number) == text, number.magnitude < 1 << 53 { return .int(number) }
            return ["$int": .string(text)]
        case .scalar(let kind, let text): return .object(["$" + kind.rawValue: .string(text)])
        case .sequence(let items): return .array(items.map(content))
        case .mapping(let pairs):
            var members: JSON.Members = [:]
            // Texts that differ only in Unicode form are one to it, as to some readers of JSON.
            var names: Set<String> = []
            for pair in pairs {
                let name = pair.key.utf8.first == UInt8(ascii: "$") ? "$" + pair.key : pair.key
                guard names.insert(name).inserted else {
                    return ["$map": .array(pairs.map { [.string($0.key), content($0.value)] })]
                }
                members[name] = content(pair.value)
            }
            return .object(members)
        }
    }
}
