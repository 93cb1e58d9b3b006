import Liquid
import YAML

/// Finds, in the open map of a destination's configuration, what is certain to name a column or to be a template.
struct ConfigReader {
    private let file: GovernedFile
    private(set) var columnUses: [ColumnUse] = []
    private(set) var templates: [Template] = []
    /// Where the reader stands; made a `FieldPath` only for what is found.
    private var path: [Location]

    fileprivate enum Location {
        case key(Scalar)
        case segment(FieldPath.Segment)
    }

    init(file: GovernedFile, at path: FieldPath) {
        self.file = file
        self.path = path.segments.map(Location.segment)
    }

    /// - Parameters:
    ///   - isMapping: the node is a mapping of a column to a field, whether or not it says `type: standard`.
    ///   - isNested: the node lies in an `array` or `object` mapping: `from` there may mean a part of a column.
    ///   - isTemplate: the node is the `template` of a mapping of type `template`.
    mutating func visit(_ node: Node, isMapping: Bool = false, isNested: Bool = false, isTemplate: Bool = false) {
        switch node.content {
        case .scalar(let scalar):
            guard scalar.withUTF8(Liquid.isTemplate) else { return }
            templates.append(Template(node: node, field: field(), isCertain: isTemplate))
        case .sequence(let items): visit(items, isNested: isNested)
        case .mapping(let entries):
            let type = node["type"]?.anyText
            // A constant, whatever is in it.
            if type == "static" { return }
            if !isNested { readMapping(node, type: type, isMapping: isMapping) }
            let isNested = isNested || type == "array" || type == "object" && isMapping
            for entry in entries {
                let isMapping = path.count == 1 && entry.key.reads("externalIdMapping")
                path.append(entry.key.scalar.map(Location.key) ?? .segment(.key("")))
                let isTemplate = type == "template" && entry.key.reads("template")
                visit(entry.value, isMapping: isMapping, isNested: isNested, isTemplate: isTemplate)
                path.removeLast()
            }
        }
    }

    private mutating func visit(_ items: Node.Children, isNested: Bool) {
        let isMapping = path.count == 2 && (path[1].reads("mappings") || path[1].reads("customMappings"))
        let segments = segments(of: items)
        for (index, item) in items.enumerated() {
            path.append(.segment(segments?[index] ?? .index(index)))
            visit(item, isMapping: isMapping, isNested: isNested)
            path.removeLast()
        }
    }

    /// As comparison names the items of this list.
    private func segments(of items: Node.Children) -> [FieldPath.Segment]? {
        let identity = ListIdentity(at: field(), in: file)
        return identity == .position ? nil : identity.segments(of: items)
    }

    private mutating func readMapping(_ node: Node, type: String?, isMapping: Bool) {
        switch type {
        case "standard": use(node["from"], .key("from"))
        case nil: if isMapping { use(node["from"], .key("from")) }
        case "reference": use(node["lookup"]?["from"], .key("lookup"), .key("from"))
        default: break
        }
    }

    private mutating func use(_ node: Node?, _ steps: FieldPath.Segment...) {
        guard let column = node?.placedText, !Liquid.isTemplate(column.text) else { return }
        columnUses.append(ColumnUse(column: column, field: field(steps)))
    }

    private func field(_ steps: [FieldPath.Segment] = []) -> FieldPath {
        var segments: [FieldPath.Segment] = []
        segments.reserveCapacity(path.count + steps.count)
        for step in path {
            switch step {
            case .key(let key): segments.append(.key(key.text))
            case .segment(let segment): segments.append(segment)
            }
        }
        segments.append(contentsOf: steps)
        return FieldPath(segments)
    }
}

extension ConfigReader.Location {
    fileprivate func reads(_ key: String) -> Bool {
        switch self {
        case .key(let scalar): scalar.reads(key)
        case .segment(let segment): segment == .key(key)
        }
    }
}
