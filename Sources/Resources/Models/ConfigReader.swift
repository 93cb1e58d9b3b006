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
        case key(Node)
        case segment(FieldPath.Segment)
    }

    /// What a mapping says of itself under `type`.
    private enum MappingType: String {
        case standard, reference, template, array, object, other
        case constant = "static"

        private static let known: [MappingType] = [.standard, .reference, .template, .array, .object, .constant]

        /// nil: it says nothing.
        init?(_ node: Node?) {
            guard let node, node.isScalar, !node.isNull else { return nil }
            self = Self.known.first { node.reads($0.rawValue) } ?? .other
        }
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
        case .scalar:
            guard node.withUTF8(Liquid.isTemplate) else { return }
            templates.append(Template(node: node, field: field(), isCertain: isTemplate))
        case .sequence(let items): visit(items, isNested: isNested)
        case .mapping(let entries):
            let type = MappingType(node["type"])
            // A constant, whatever is in it.
            if type == .constant { return }
            if !isNested { readMapping(node, type, isMapping: isMapping) }
            let isNested = isNested || type == .array || type == .object && isMapping
            for index in entries.indices {
                let value = entries.value(at: index)
                // Nearly all values say nothing of columns: no path is kept for them.
                if value.isScalar, !value.withUTF8(Liquid.isTemplate) { continue }
                let key = entries[index].key
                let isMapping = path.count == 1 && key.reads("externalIdMapping")
                path.append(key.isScalar ? .key(key) : .segment(.key("")))
                let isTemplate = type == .template && key.reads("template")
                visit(value, isMapping: isMapping, isNested: isNested, isTemplate: isTemplate)
                path.removeLast()
            }
        }
    }

    private mutating func visit(_ items: Node.Children, isNested: Bool) {
        guard !items.isEmpty else { return }
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

    private mutating func readMapping(_ node: Node, _ type: MappingType?, isMapping: Bool) {
        switch type {
        case .standard: use(node["from"], .key("from"))
        case nil: if isMapping { use(node["from"], .key("from")) }
        case .reference: use(node["lookup"]?["from"], .key("lookup"), .key("from"))
        case .constant, .template, .array, .object, .other: break
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
            case .key(let node): segments.append(.key(node.scalarText))
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
        case .key(let node): node.reads(key)
        case .segment(let segment): segment == .key(key)
        }
    }
}
