import YAML

/// What a change risks, by number: format.md's `risk_rules` names the number by which a workspace judges, and what a
/// number finds never changes once it is released. A different computation gets a number of its own.
///
/// Number 1: the codes A4xx that `check` finds in the changed files and in what depends on them, from the two trees
/// alone. Other drafts have no part in it, nor has what was found before the change. The manifests are in the trees,
/// but nobody approves them, so that they may add a risk and never remove one: the checks run both with and without
/// them. A change whose meaning cannot be compared is A409, whatever else is found.
package enum RiskRules {
    /// The codes under number 1, the only one so far (`Settings.riskRules`).
    package static func codes(
        of changes: [FileChange], in after: Workspace, before: Workspace
    ) -> Set<FindingCode> {
        let focus = Set(changes.map(\.file))
        var codes = risks(focus, in: after, before: before)
        if !(after.files.manifests.isEmpty && before.files.manifests.isEmpty) {
            codes.formUnion(risks(focus, in: after.withoutManifests, before: before.withoutManifests))
        }
        if changes.contains(where: \.isOpaque) { codes.insert(.opaque) }
        return codes
    }

    private static func risks(
        _ focus: Set<GovernedFile>, in after: Workspace, before: Workspace
    ) -> Set<FindingCode> {
        let found = Check(focus: focus, after: after, before: before, otherDrafts: []).run()
        return Set((found.own + found.dependents).filter(\.isRisk).map(\.code))
    }
}

extension Workspace {
    fileprivate var withoutManifests: Workspace {
        var files = files
        files.manifests = [:]
        return Workspace(files)
    }
}
