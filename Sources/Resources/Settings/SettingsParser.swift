import YAML

/// Reads `assent.yaml`. What each value must be by itself its table says (`Settings.shape`); what they say together is
/// looked at on the way.
///
/// What cannot be understood is taken in the stricter sense, so that a slip in the file never lets more through:
/// approvals on, a rule that matches more, an approver who is nobody.
struct SettingsParser {
    let source: SourceFile
    var findings: [Finding] = []
    /// Where things stand, for checks that look at all of them together.
    var ruleNodes: [Node] = []
    /// Some member's permissions cannot be told: what counts members would blame the wrong thing.
    var hasUnclearRoles = false
    /// By their ids; looked up for what is wrong with them.
    var memberNodes: [ExactText: Node]?

    init(_ source: SourceFile) { self.source = source }

    /// What was meant is not looked for where nobody will read it.
    var mayGuess: Bool { findings.count <= SourceFile.most }

    mutating func problem(
        _ node: Node?, _ message: String, severity: Severity = .error, label: String? = nil, help: String? = nil,
        field: FieldPath? = nil
    ) {
        findings.append(
            source.finding(.badSettings, severity, node?.range, message, label: label, help: help, field: field))
    }

    /// Nil when the file is not a map, is of another version, has other risk rules or no id: then nothing can be judged by it.
    mutating func parse() -> Settings? {
        guard let root = source.document.root, root.entries != nil else {
            problem(source.document.root, "assent.yaml is not a map of settings")
            return nil
        }
        let shape = ShapeCheck.findings(in: source, root, .map(Settings.shape), .badSettings)
        guard root["version"]?.int == Settings.version else {
            // Another version has other keys.
            findings += shape.filter { $0.field == .keys("version") }
            return nil
        }
        findings += shape
        // Rules that this program does not know might find more: nothing is judged by others in their place.
        if let rules = root["risk_rules"], rules.int != Settings.riskRules { return nil }
        guard let id = text(root, "id") else { return nil }
        var settings = Settings(id: id, workspace: text(root, "workspace") ?? "")
        settings.branch = text(root, "branch") ?? settings.branch
        settings.root = text(root, "root").map { Layout(root: $0).root } ?? settings.root
        settings.requiresApprovals = root["require_approvals"]?.bool ?? settings.requiresApprovals
        settings.signatures = choice(root, "signatures") ?? settings.signatures
        settings.landing = choice(root, "landing") ?? settings.landing
        if let node = root["notifications"] { settings.notifications = notifications(node) }
        settings.customRoles = roles(root)
        settings.allMembers = members(root, roles: settings.roleNames)
        approvals(root, into: &settings)
        return settings
    }

    // MARK: Values, as far as they are what they must be

    func text(_ map: Node, _ key: String) -> String? { map[key]?.placedText?.text }

    func count(_ map: Node, _ key: String) -> Int? { map[key]?.int.flatMap { $0 >= 1 ? $0 : nil } }

    /// Nil if the key is not there; empty if it is there and no list can be made of it.
    func names(_ map: Node, _ key: String) -> [PlacedText]? {
        map[key].map { $0.items?.compactMap(\.placedText) ?? [] }
    }

    func choice<Choice: RawRepresentable<String>>(_ map: Node, _ key: String) -> Choice? {
        text(map, key).flatMap(Choice.init(rawValue:))
    }
}
