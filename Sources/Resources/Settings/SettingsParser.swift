import YAML

/// Reads `assent.yaml` and says what is wrong with it on the way.
///
/// What it cannot understand it takes in the stricter sense, so that a slip in the file never lets more through:
/// approvals on, a rule that matches more, an approver who is nobody.
struct SettingsParser {
    let source: SourceFile
    var findings: [Finding] = []
    /// Where things stand, for checks that look at all of them together.
    var ruleNodes: [Node] = []
    /// Some member's permissions cannot be told: what counts members would blame the wrong thing.
    var hasUnclearRoles = false

    init(_ source: SourceFile) { self.source = source }

    mutating func problem(
        _ node: Node?, _ message: String, severity: Severity = .error, label: String? = nil, help: String? = nil,
        field: FieldPath? = nil
    ) {
        findings.append(
            source.finding(.badSettings, severity, node?.range, message, label: label, help: help, field: field))
    }

    /// Nil when the file is no map, is of another version or has no id: then nothing can be judged by it.
    mutating func parse() -> Settings? {
        guard let root = source.document.root, root.entries != nil else {
            problem(source.document.root, "assent.yaml is not a map of settings")
            return nil
        }
        unknownKeys(in: root, at: .root, known: Settings.topLevelKeys)
        guard version(root), let id = text(root, "id", at: .keys("id"), isNeeded: true) else { return nil }
        var settings = Settings(
            id: id, workspace: text(root, "workspace", at: .keys("workspace"), isNeeded: true) ?? "")
        settings.branch = branch(root)
        settings.root = folder(root)
        settings.requiresApprovals = flag(root, "require_approvals", at: .keys("require_approvals")) ?? true
        settings.signatures = choice(root, "signatures") ?? .required
        settings.landing = choice(root, "landing") ?? .direct
        settings.notifications = root["notifications"]?.value
        settings.customRoles = roles(root)
        settings.allMembers = members(root, roles: settings.roleNames)
        approvals(root, into: &settings)
        return settings
    }

    private mutating func version(_ root: Node) -> Bool {
        guard let node = root["version"] else {
            problem(root.entries?.first?.key, "version is missing", help: "write: version: \(Settings.version)")
            return false
        }
        if node.int == Settings.version { return true }
        problem(
            node, "version \(node.anyText ?? "") is not known here",
            help: "this program reads version \(Settings.version)",
            field: .keys("version"))
        return false
    }

    private mutating func branch(_ root: Node) -> String {
        guard let name = text(root, "branch", at: .keys("branch")) else { return "main" }
        if name == "draft" || name.hasPrefix("draft/") {
            problem(root["branch"], "branch \(name) is where drafts live", field: .keys("branch"))
        } else if !isBranchName(name) {
            problem(root["branch"], "branch is not a name that git takes", field: .keys("branch"))
        }
        return name
    }

    private mutating func folder(_ root: Node) -> String {
        guard let name = text(root, "root", at: .keys("root")) else { return "" }
        if !Layout.accepts(root: name) {
            problem(
                root["root"], "root is not a folder of this repository",
                help: "write it from the top, without a slash in front: root: hightouch", field: .keys("root"))
        }
        return Layout(root: name).root
    }

    // MARK: Values

    mutating func text(_ map: Node, _ key: String, at path: FieldPath, isNeeded: Bool = false) -> String? {
        guard let node = map[key], !node.isNull else {
            if isNeeded { problem(map[key] ?? map, "\(path) is missing", field: path) }
            return nil
        }
        if let text = node.anyText, !text.isEmpty { return text }
        problem(node, "\(path) is \(node.kindInWords), not text", field: path)
        return nil
    }

    mutating func flag(_ map: Node, _ key: String, at path: FieldPath) -> Bool? {
        guard let node = map[key] else { return nil }
        if let flag = node.bool { return flag }
        problem(node, "\(path) is neither true nor false", field: path)
        return nil
    }

    mutating func count(_ map: Node, _ key: String, at path: FieldPath) -> Int? {
        guard let node = map[key] else { return nil }
        if let number = node.int, number >= 1 { return number }
        problem(node, "\(path) is not a number from 1 up", field: path)
        return nil
    }

    /// Nil if the key is not there; empty if it is there and no list can be made of it.
    mutating func names(_ map: Node, _ key: String, at path: FieldPath) -> [(name: String, node: Node)]? {
        guard let node = map[key] else { return nil }
        guard let items = node.items else {
            problem(node, "\(path) is not a list", field: path)
            return []
        }
        return items.compactMap { item in
            if let text = item.anyText, !text.isEmpty { return (text, item) }
            problem(item, "\(path) has an item that is \(item.kindInWords), not a name", field: path)
            return nil
        }
    }

    private mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(_ map: Node, _ key: String) -> Choice?
    {
        guard let node = map[key] else { return nil }
        if let choice = node.anyText.flatMap(Choice.init(rawValue:)) { return choice }
        let names = Choice.allCases.map(\.rawValue)
        problem(node, "\(key) is neither \(inWords(names, last: "nor"))", field: .keys(key))
        return nil
    }

    /// A slip in a key would pass in silence: the setting that was meant is not set.
    mutating func unknownKeys(in map: Node, at path: FieldPath, known: [String], severity: Severity = .warning) {
        for entry in map.entries ?? [] {
            guard let key = entry.key.anyText, !known.contains(key) else { continue }
            problem(
                entry.key, "\(path.key(key)) is not a setting", severity: severity,
                label: didYouMean(key, among: known), field: path.key(key))
        }
    }
}

/// What `git check-ref-format --branch` takes, as far as a name in a settings file needs it.
private func isBranchName(_ name: String) -> Bool {
    let bad: Set<Character> = [" ", "~", "^", ":", "?", "*", "[", "\\", "\u{7f}"]
    if name.isEmpty || name.hasPrefix("-") || name.hasSuffix("/") || name.hasSuffix(".") || name == "@" { return false }
    if name.contains("..") || name.contains("//") || name.contains("@{") || name.hasPrefix("refs/") { return false }
    if name.contains(where: { bad.contains($0) || ($0.asciiValue ?? 32) < 32 }) { return false }
    return name.split(separator: "/", omittingEmptySubsequences: false).allSatisfy {
        !$0.isEmpty && !$0.hasPrefix(".") && !$0.hasSuffix(".lock")
    }
}

extension Settings {
    static let topLevelKeys = [
        "version", "id", "workspace", "branch", "root", "require_approvals", "signatures", "landing", "approvals",
        "members", "roles", "notifications",
    ]
}
