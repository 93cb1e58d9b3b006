import YAML

/// What settings say about other files: A202, and A304 as far as it needs the settings before: ids that must never mean
/// somebody else.
struct SettingsCheck: ScopedCheck {
    let scope: CheckScope

    func findings() -> [Finding] { unreachableFindings() + historyFindings() }

    private func historyFindings() -> [Finding] {
        guard isFocused(.settings), let before, let old = before.settings else { return [] }
        guard let file = after.files.files[.settings] else {
            return [
                Finding(
                    .badSettings, .error, path: Settings.path, message: "assent.yaml is deleted",
                    help: "it says who may publish, so it can never be deleted")
            ]
        }
        guard let new = after.settings, let source = SourceFile.read(file, as: .settings, at: Settings.path).source
        else {
            return []
        }
        return identityFindings(old, new, source) + rootFindings(old, new, source) + lockOutFindings(old, new, source)
            + old.allMembers.compactMap { memberFinding($0, new, source) }
    }

    /// Under another id nothing that was published could be proven any more. Another branch is main under another name:
    /// `verify` follows it, and what was asked for under the old one has to be asked for again.
    private func identityFindings(_ old: Settings, _ new: Settings, _ source: SourceFile) -> [Finding] {
        func range(_ key: String) -> SourceRange? { source.document.root?[key]?.range ?? source.document.root?.range }
        var findings: [Finding] = []
        if !old.id.isExactly(new.id) {
            findings.append(
                source.finding(
                    .badSettings, .error, range("id"), "id was \(old.id) and can never change",
                    help: "to give a copy its own id: assent init --new-id", field: .keys("id")))
        }
        if !old.branch.isExactly(new.branch) {
            findings.append(
                source.finding(
                    .badSettings, .warning, range("branch"),
                    "the published branch is renamed from \(old.branch) to \(new.branch)",
                    help: "once this is published, rename the branch as well; open requests have to be submitted again",
                    field: .keys("branch")))
        }
        return findings
    }

    /// A slip in the name of the folder would take every model and sync out of review.
    private func rootFindings(_ old: Settings, _ new: Settings, _ source: SourceFile) -> [Finding] {
        func isEmpty(_ state: Workspace) -> Bool { state.files.modelSlugs.isEmpty && state.files.syncSlugs.isEmpty }
        guard !old.root.isExactly(new.root), let before, !isEmpty(before), isEmpty(after) else { return [] }
        func name(_ root: String) -> String { root.isEmpty ? "the repository itself" : root }
        return [
            source.finding(
                .badSettings, .error, source.document.root?["root"]?.range ?? source.document.root?.range,
                "\(name(new.root)) has no models or syncs", label: "those that are published are in \(name(old.root))",
                help: "to move them, move their files in the same draft", field: .keys("root"))
        ]
    }

    /// If signatures are required, a member who manages must be able to sign: otherwise these settings could never
    /// change.
    private func lockOutFindings(_ old: Settings, _ new: Settings, _ source: SourceFile) -> [Finding] {
        func isManaged(_ settings: Settings) -> Bool {
            settings.signatures != .required || !settings.members(who: .manage).allSatisfy(\.publicKeys.isEmpty)
        }
        guard isManaged(old), !isManaged(new), !new.members(who: .manage).isEmpty else { return [] }
        let root = source.document.root
        return [
            source.finding(
                .badSettings, .error, root?["signatures"]?.range ?? root?.entry("members")?.key.range,
                "nobody who may manage this workspace would have a key to sign with",
                help:
                    "signatures are required: a member with the role admin must have a key, or nobody could change these settings again",
                field: .keys("signatures"))
        ]
    }

    /// A202: a rule or role for a destination that nobody knows applies to nothing, and nobody would notice.
    private func unreachableFindings() -> [Finding] {
        guard isFocused(.settings), after.connections.manifest != nil, let file = after.files.files[.settings],
            let source = SourceFile.read(file, as: .settings, at: Settings.path).source, let root = source.document.root
        else { return [] }
        let rules = (root["approvals"]?["rules"]?.items ?? []).enumerated().compactMap { index, rule in
            rule["when"].map { ($0, FieldPath.keys("approvals", "rules").appending(.index(index)).key("when")) }
        }
        let roles = (root["roles"]?.entries ?? []).map { ($0.value, FieldPath.keys("roles", $0.key.anyText ?? "")) }
        let connections = ConnectionCheck(scope: scope)
        return (rules + roles).flatMap { node, path in
            Connections.Kind.allCases.flatMap { kind -> [Finding] in
                (node[kind.key]?.items ?? []).compactMap(\.placedText).compactMap { name in
                    var finding = connections.unknown(name, kind, in: source, field: path.key(kind.key))
                    finding?.severity = .warning
                    return finding
                }
            }
        }
    }

    private func memberFinding(_ old: Member, _ settings: Settings, _ source: SourceFile) -> Finding? {
        let members = source.document.root?.entry("members")
        let field = FieldPath.keys("members", old.id)
        guard let new = settings.allMembers.first(where: { $0.id.isExactly(old.id) }) else {
            // Unreadable, which has a finding of its own.
            if members?.value.entry(old.id) != nil { return nil }
            return source.finding(
                .badSettings, .error, members?.key.range,
                "the member id \(old.id) is gone, and could be given to somebody else",
                help: "to remove \(old.name), keep the entry and write: removed: true", field: field)
        }
        let place = members?.value.entry(old.id)?.key.range
        if old.isRemoved, !new.isRemoved {
            return source.finding(
                .badSettings, .error, place, "the member id \(old.id) was removed and cannot be used again",
                help: "old approvals still name it: choose another id", field: field)
        }
        if !new.isRemoved, old.name != new.name, old.email.lowercased() != new.email.lowercased() {
            return source.finding(
                .badSettings, .warning, place, "\(old.id) was \(old.name) (\(old.email)), and would now be \(new.name)",
                help: "old approvals still name \(old.id): give somebody else another id", field: field)
        }
        return nil
    }
}
