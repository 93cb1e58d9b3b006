import Git
package import Resources

/// The outcome of changing the settings.
package struct SettingsChange: Sendable {
    package let draft: Draft
    /// Nil: it waits on its draft for someone with `manage`.
    package var landing: Landing? { outcome.landed.first }
    package let outcome: Outcome
}

/// An edit of assent.yaml that may be made.
package struct SettingsProposal: Sendable {
    let file: FileText
    package let settings: Settings
}

/// Changes the settings by a draft of their own.
package struct SettingsChanger: OnWorkspace {
    package let workspace: OpenWorkspace

    package init(_ workspace: OpenWorkspace) { self.workspace = workspace }

    /// Edits assent.yaml on a draft of its own and, for a member who may, publishes it at once (commands.md,
    /// `settings`).
    ///
    /// - Parameter reason: why, as somebody said it: it is the commit's message in place of `message`, and goes on
    ///   record.
    package func changeSettings(
        _ slug: String, by member: Member, message: String, reason: String? = nil, _ edit: (FileText) throws -> FileText
    ) async throws -> SettingsChange? {
        guard let proposal = try proposal(edit) else { return nil }
        return try await make(proposal, slug, by: member, message: message, reason: reason)
    }

    /// - Returns: nil where it would change nothing.
    package func proposal(_ edit: (FileText) throws -> FileText) throws -> SettingsProposal? {
        guard let before = try published.text(of: .settings) else {
            throw WorkspaceRefusal.noWorkspace(directory: session.directory)
        }
        let after = try edit(before)
        guard compare(.settings, before: before, after: after) != nil else { return nil }
        let (settings, findings) = Settings.parse(after)
        guard let settings, !findings.contains(where: { $0.severity == .error }) else {
            throw ContentRefusal.findings(draft: "assent.yaml", findings)
        }
        if settings.landing == .branch, self.settings.landing != .branch { try LandingSetup(workspace).require() }
        let changed = Snapshot(over: published, edits: [.settings: after])
        let problems = check(
            [.settings], in: try changed.workspace(for: [.settings]), before: try published.workspace(for: [.settings])
        ).filter { $0.severity == .error && !$0.isInherited }
        guard problems.isEmpty else { throw ContentRefusal.findings(draft: "assent.yaml", problems) }
        if !settings.branch.isExactly(self.settings.branch) { try requireFree(settings.branch) }
        return SettingsProposal(file: after, settings: settings)
    }

    /// Main can be renamed to it: git does not rename a branch to one that is there, and on a remote only to one that
    /// has nothing else.
    private func requireFree(_ name: String) throws {
        if try repository.reference(Refs.heads + name) != nil {
            throw WorkspaceRefusal.branchTaken(name, remote: nil)
        }
        guard let remote, let there = try SharedRefs(workspace).shared(Refs.heads + name) else { return }
        if try !repository.isAncestor(there, of: tip) {
            throw WorkspaceRefusal.branchTaken(name, remote: remote.name)
        }
    }

    /// As `changeSettings`.
    package func make(
        _ proposal: SettingsProposal, _ slug: String, by member: Member, message: String, reason: String?
    ) async throws -> SettingsChange {
        let draft = try DraftWriter(workspace).start(
            slug, changing: [.settings: proposal.file], by: member, message: reason ?? message)
        guard settings.permissions(of: member).contains(.manage) else {
            return SettingsChange(draft: draft, outcome: Outcome(.settings, by: member, [.started(draft)]))
        }
        return SettingsChange(
            draft: draft,
            outcome: try await Publisher(workspace).publish(draft, by: member, reason: reason).asPart(of: .settings))
    }
}
