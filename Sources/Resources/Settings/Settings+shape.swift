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
                "Made by assent init and never changed. It tells a workspace from its copies."),
            .init("workspace", .text(.name), isNeeded: true, "The workspace's name."),
            .init("branch", .text(.branch), mayBeEmpty: true, "The branch that is published. Default: main."),
            .init(
                "root", .text(.folder), mayBeEmpty: true,
                "The folder of models and syncs, from the top of the repository. Default: the top itself.",
                examples: ["hightouch"]),
            .init("require_approvals", .flag, "Whether changes need approval. Default: true."),
            .init(
                "signatures", .choice(.init(Signatures.allCases.map(\.rawValue))),
                "required: every act must be signed. optional: only acts of members who have keys. Default: required."),
            .init(
                "landing", .choice(.init(Landing.allCases.map(\.rawValue))),
                "Who moves the published branch. direct: the member who publishes. branch: a job on the host, which runs assent land."
            ),
            .init(
                "risk_rules", .number(riskRules),
                "Which rules say that a change is high risk (A4xx), by number. Default: 1. The rules of a number never change."
            ),
            .init("approvals", .map(approvals), mayBeEmpty: true, "How many members must approve a change, and which."),
            .init(
                "members", .named(.memberID, each: .map(member)), mayBeEmpty: true,
                "The members, each under an id that is never reused."),
            .init(
                "roles", .named(.customRole, each: .map(role)), mayBeEmpty: true,
                "Roles of this workspace, in addition to admin, editor, draft-contributor and viewer."),
            .init(
                "notifications", .map(Notifications.shape), mayBeEmpty: true,
                "Mail and webhooks, which report what members do."),
        ], others: .refused(.warning))

    private static let approvals = Shape.Map(
        "approvals",
        [
            .init("required", .count, "How many members must approve each change. Default: 1."),
            .init("self_approval", .flag, "Whether authors can approve their own changes. Default: false."),
            .init(
                "rules", .list(of: .map(rule)), mayBeEmpty: true,
                "Further rules. Every rule that matches a change must be met."),
        ], others: .refused(.warning))

    private static let rule = Shape.Map(
        "a rule",
        [
            .init("when", .map(condition), "Which changes the rule is for. Default: every change."),
            .init("required", .count, "How many members must approve. Default: 1."),
            .init(
                "from", .list(of: .text(.approver), isFilled: true),
                "Whose approval counts. Default: every member who may approve.",
                examples: ["role:editor", "member:bo"]),
            .init("waivable", .flag, "Whether publishing without approval waives this rule too. Default: true."),
        ], others: .refused(.error))

    private static let condition = Shape.Map(
        "a condition",
        [
            .init("risk", .choice(.init(["high"])), "high: the change has a finding A4xx."),
            .init("destinations", .list(of: .text(), isFilled: true), "The change reaches one of these destinations."),
            .init("sources", .list(of: .text(), isFilled: true), "The change reads from one of these sources."),
        ], others: .refused(.error), help: "write: when: {risk: high}")

    private static let member = Shape.Map(
        "a member",
        [
            .init("name", .text(.name), mayBeEmpty: true, "The member's full name."),
            .init("email", .text(), mayBeEmpty: true, "The address that the member's git has as user.email."),
            .init(
                "login", .text(), mayBeEmpty: true,
                "What the git server calls the member, if its hook is told who pushes."),
            .init(
                "role", .text(), mayBeEmpty: true,
                "admin, editor, draft-contributor, viewer, or a role defined in this file."),
            .init(
                "mail", .choice(.init(Member.Mail.allCases.map(\.rawValue))),
                "Which mail the member gets. asked: only what asks them to do something. Default: all."),
            .init("keys", .list(of: .text()), "SSH public keys, each as the line of its .pub file."),
            .init("removed", .flag, "true: the member left. The entry stays, so that nobody else gets the id."),
        ], others: .refused(.warning),
        cases: [
            .init(
                "removed", .isNotTrue,
                [
                    .init(
                        "email", .text(.address), isNeeded: true, "The address that the member's git has as user.email."
                    ),
                    .init("role", .text(), isNeeded: true, "What they may do."),
                    .init("keys", .list(of: .text(.sshKey)), "SSH public keys, each as the line of its .pub file."),
                ])
        ], help: "write: {name: …, email: …, role: …}")

    private static let role = Shape.Map(
        "a role",
        [
            .init(
                "permissions", .list(of: .choice(.init(Permission.allCases.map(\.rawValue)))), isNeeded: true,
                "What its members may do.", help: "permissions: \(inWords(Permission.allCases.map(\.rawValue)))"),
            .init("sources", .list(of: .text()), "The sources that the role is limited to. Default: all."),
            .init("destinations", .list(of: .text()), "The destinations that the role is limited to. Default: all."),
        ], others: .refused(.error), help: "write: {permissions: [draft, approve]}")
}
