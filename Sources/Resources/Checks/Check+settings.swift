import YAML

/// A304, as far as it needs the settings before: ids that must never mean somebody else.
extension Check {
    func settingsFindings() -> [Finding] {
        guard isFocused(.settings), let before, let old = before.settings else { return [] }
        guard let file = after.files.files[.settings] else {
            return [
                Finding(
                    .badSettings, .error, path: Settings.path, message: "assent.yaml is gone",
                    help: "without it nobody could say who may publish: it is never removed")
            ]
        }
        guard let new = after.settings, let source = SourceFile.read(file, as: .settings, at: Settings.path).source
        else {
            return []
        }
        return old.allMembers.compactMap { memberFinding($0, new, source) }
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
                help: "old approvals still name it: take another id", field: field)
        }
        if !new.isRemoved, old.name != new.name, old.email.lowercased() != new.email.lowercased() {
            return source.finding(
                .badSettings, .warning, place, "\(old.id) was \(old.name) (\(old.email)), and would now be \(new.name)",
                help: "old approvals still name \(old.id): give somebody else another id", field: field)
        }
        return nil
    }
}
