package import Git
package import Resources

/// How main can be repaired where `verify` stops (protocol.md, Repair).
package struct Repair: Hashable, Sendable {
    /// The commit that is not valid and, where the settings after it are lost, those up to one that mends them: they can
    /// only be accepted together, oldest first.
    package let commits: [ObjectID]
    /// The settings after these can be read, and are still this workspace's. Else one more commit has to mend them.
    package let leavesSettings: Bool
    /// What the settings were before all of these.
    package let before: ObjectID
    /// The members who can accept them. The settings before the commits decide that, since nobody may have approved the
    /// current ones.
    package let administrators: [Member]
    /// Where main is shared.
    package let remote: String?
}

/// How a main that is not valid becomes valid again.
package struct Repairs: OnWorkspace {
    package let workspace: OpenWorkspace

    package init(_ workspace: OpenWorkspace) { self.workspace = workspace }

    /// Nil where main cannot be repaired commit by commit.
    func repair(of failure: VerificationFailure) throws -> Repair? {
        guard failure.isAcceptable, let line = try repository.firstParents(from: tip, until: failure.commit),
            let before = try repository.commit(failure.commit).parents.first,
            let settings = try pastSettings.settings(before: failure.commit)
        else { return nil }
        var commits: [ObjectID] = []
        var leavesSettings = false
        for id in [failure.commit] + line.reversed() {
            commits.append(id)
            let after = try pastSettings.settings(in: repository.commit(id).tree)
            leavesSettings = after.map { $0.id.isExactly(settings.id) && $0.branch.isExactly(settings.branch) } ?? false
            if leavesSettings { break }
        }
        return Repair(
            commits: leavesSettings ? commits : [failure.commit], leavesSettings: leavesSettings, before: before,
            administrators: settings.members(who: .manage), remote: remote?.name)
    }
}

extension VerificationFailure {
    /// A commit can be accepted; a line that was exchanged for another cannot.
    var isAcceptable: Bool { !isOfLine }

    /// What is wrong is the line that main is on, and not this commit.
    package var isOfLine: Bool {
        switch reason {
        case .genesisLost, .lineLost: true
        default: false
        }
    }
}
