import YAML

extension Sync {
    init(slug: String, source: SourceFile) {
        self.slug = slug
        path = source.path
        document = source.document
        let root = source.document.root
        model = root?["model"]?.placedText
        destination = root?["destination"]?.placedText
        mode = root?["config"]?["mode"]?.placedText
        scheduleType = root?["schedule"]?["type"]?.anyText
        isPaused = root?["schedulePaused"]?.bool ?? false
        var reader = ConfigReader(file: .sync(slug))
        if let config = root?["config"] { reader.visit(config, at: .keys("config")) }
        columnUses = reader.columnUses
        templates = reader.templates
    }
}

/// Finds, in the open map of a destination's configuration, what is certain to name a column or to be a template.
private struct ConfigReader {
    let file: GovernedFile
    var columnUses: [ColumnUse] = []
    var templates: [Template] = []

    /// - Parameters:
    ///   - isMapping: the node is a mapping of a column to a field, whether or not it says `type: standard`.
    ///   - isNested: the node lies in an `array` or `object` mapping: `from` there may mean a part of a column.
    mutating func visit(_ node: Node, at path: FieldPath, isMapping: Bool = false, isNested: Bool = false) {
        switch node.content {
        case .scalar(let scalar):
            if Liquid.isTemplate(scalar.text) { templates.append(Template(node: node, field: path)) }
        case .sequence(let items):
            let isMapping = path == .keys("config", "mappings") || path == .keys("config", "customMappings")
            let segments = ListIdentity(at: path, in: file).segments(of: items.map(\.value))
            for (index, item) in items.enumerated() {
                let segment = segments?[index] ?? .index(index)
                visit(item, at: path.appending(segment), isMapping: isMapping, isNested: isNested)
            }
        case .mapping(let entries):
            let type = node["type"]?.anyText
            if !isNested { readMapping(node, type: type, at: path, isMapping: isMapping) }
            let isNested = isNested || type == "array" || type == "object" && isMapping
            for entry in entries {
                let key = entry.key.scalar?.text ?? ""
                let isMapping = path == .keys("config") && key == "externalIdMapping"
                visit(entry.value, at: path.key(key), isMapping: isMapping, isNested: isNested)
            }
        }
    }

    private mutating func readMapping(_ node: Node, type: String?, at path: FieldPath, isMapping: Bool) {
        switch type {
        case "standard": use(node["from"], at: path.key("from"))
        case nil: if isMapping { use(node["from"], at: path.key("from")) }
        case "reference": use(node["lookup"]?["from"], at: path.key("lookup").key("from"))
        default: break
        }
    }

    private mutating func use(_ node: Node?, at path: FieldPath) {
        guard let column = node?.placedText, !Liquid.isTemplate(column.text) else { return }
        columnUses.append(ColumnUse(column: column, field: path))
    }
}
