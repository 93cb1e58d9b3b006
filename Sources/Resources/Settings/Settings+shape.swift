extension Settings {
    /// What `assent.yaml` must be (format.md), each value by itself; `SettingsParser` looks at what they say together.
    package static let shape = Shape.Map(
        "settings",
        [
            .init(
                "version", .number(version), isNeeded: true, "The version of this file's format.",
                help: "write: version: \(version)"),
            .init(
                "id", .text(), isNeeded: true,
                "Made by assent init, and never changed: it tells a workspace from its copies."),
            .init("workspace", .text(), isNeeded: true, "The workspace's name, for people."),
            .init("branch", .text(.branch), mayBeEmpty: true, "The branch that is published; main, if not said."),
            .init(
                "root", .text(.folder), mayBeEmpty: true,
                "The folder of models and syncs, from the top of the repository; the top itself, if not said.",
                examples: ["hightouch"]),
            .init("require_approvals", .flag, "Whether anything needs approval at all; true, if not said."),
            .init(
                "signatures", .choice(.init(Signatures.allCases.map(\.rawValue))),
                "Whether every act must be signed; required, if not said."),
            .init(
                "landing", .choice(.init(Landing.allCases.map(\.rawValue))),
                "Who moves the branch that is published: whoever publishes (direct, if not said), or a job of the host (branch)."
            ),
            .init(
                "risk_rules", .number(riskRules),
                "By which rules a change is high risk (A4xx); 1, if not said. What a number finds never changes."),
            .init("approvals", .map(approvals), mayBeEmpty: true, "Who must agree to a change."),
            .init(
                "members", .named(.memberID, each: .map(member)), mayBeEmpty: true,
                "Who may act here, by an id that is never given to anybody else."),
            .init(
                "roles", .named(.customRole, each: .map(role)), mayBeEmpty: true,
                "Roles of this workspace, beside admin, editor, draft-contributor and viewer."),
            .init("notifications", .map(notifications), mayBeEmpty: true, "Who is told what, and how."),
        ], others: .refused(.warning))

    private static let approvals = Shape.Map(
        "approvals",
        [
            .init("required", .count, "How many members must approve every change; 1, if not said."),
            .init("self_approval", .flag, "Whether an author's own approval counts; false, if not said."),
            .init(
                "rules", .list(of: .map(rule)), mayBeEmpty: true,
                "What is asked on top. Every rule that matches must be met."),
        ], others: .refused(.warning))

    private static let rule = Shape.Map(
        "a rule",
        [
            .init("when", .map(condition), "What the rule is for; every change, if not said."),
            .init("required", .count, "How many members must approve; 1, if not said."),
            .init(
                "from", .list(of: .text(.approver), isFilled: true),
                "Whose approval counts; everybody's who may approve, if not said.",
                examples: ["role:editor", "member:bo"]),
            .init("waivable", .flag, "Whether publishing without approval gets round the rule; true, if not said."),
        ], others: .refused(.error))

    private static let condition = Shape.Map(
        "a condition",
        [
            .init("risk", .choice(.init(["high"])), "high: the change has a finding of A4xx."),
            .init("destinations", .list(of: .text(), isFilled: true), "The change reaches one of these."),
            .init("sources", .list(of: .text(), isFilled: true), "The change reads from one of these."),
        ], others: .refused(.error), help: "write: when: {risk: high}")

    private static let member = Shape.Map(
        "a member",
        [
            .init("name", .text(), mayBeEmpty: true, "The name for people."),
            .init("email", .text(), mayBeEmpty: true, "The address that git knows them by."),
            .init("login", .text(), mayBeEmpty: true, "What the server calls them."),
            .init(
                "role", .text(), mayBeEmpty: true, "admin, editor, draft-contributor, viewer, or a role of this file."),
            .init("keys", .list(of: .text()), "Public SSH keys, a line each."),
            .init("removed", .flag, "true: this person left. The entry stays, so that nobody gets the id again."),
        ], others: .refused(.warning),
        cases: [
            .init(
                "removed", .isNotTrue,
                [
                    .init("email", .text(), isNeeded: true, "The address that git knows them by."),
                    .init("role", .text(), isNeeded: true, "What they may do."),
                    .init("keys", .list(of: .text(.sshKey)), "Public SSH keys, a line each."),
                ])
        ], help: "write: {name: …, email: …, role: …}")

    private static let role = Shape.Map(
        "a role",
        [
            .init(
                "permissions", .list(of: .choice(.init(Permission.allCases.map(\.rawValue)))), isNeeded: true,
                "What its members may do.", help: "permissions: \(inWords(Permission.allCases.map(\.rawValue)))"),
            .init("sources", .list(of: .text()), "Only for these sources; for all, if not said."),
            .init("destinations", .list(of: .text()), "Only for these destinations; for all, if not said."),
        ], others: .refused(.error), help: "write: {permissions: [draft, approve]}")

    private static let notifications = Shape.Map(
        "notifications",
        [
            .init("from", .text(), mayBeEmpty: true, "The sender of mail.", examples: ["Assent <assent@acme.example>"]),
            .init("webhooks", .anything, "Addresses that are told, each by the name of a variable that holds it."),
        ], others: .allowed)
}
