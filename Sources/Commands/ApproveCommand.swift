import Approvals
import ArgumentParser
import Resources
import Review

struct ApproveCommand: RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "approve",
        abstract: "Approve requests that you viewed, and publish them.",
        usage: "assent approve [<request>…] [--match <subject>] [-m <text>]",
        discussion: """
            Without a request, on a terminal, it offers those that you can approve.

            An approval covers exactly what you viewed, with assent view or here. If others must approve too, your \
            approval is recorded and the status is 4. Several requests are published together, or not at all.

            \(Output.approve.help)

            Example:
              assent view ana/new-leads
              assent approve ana/new-leads
              assent approve 3f2a91c0 --match 81d0c2f7a05b2d11c94e3f6677a1b20c
            """)

    @OptionGroup(title: "Everywhere") var global: GlobalOptions
    static var output: Output? { .approve }

    @Argument(
        help: "Requests, each by its id, its draft, or a model or sync that it changes.", completion: .openRequests)
    var requests: [String] = []

    @Option(
        help: ArgumentHelp(
            "The subject that you viewed elsewhere: its first 32 digits, or more.", valueName: "subject"))
    var match: [String] = []

    @Option(name: [.customShort("m"), .customLong("message")], help: "A comment for everyone involved.")
    var message: String?

    func validate() throws {
        try message?.requireRoom()
        for prefix in match where prefix.utf8.count < Subject.matchDigits || !prefix.allSatisfy(\.isHexDigit) {
            throw ValidationError(
                "--match takes the first \(Subject.matchDigits) digits of a subject, or more: not \(SafeText.line(prefix)). assent view <request> --format json has it."
            )
        }
    }

    func run(_ invocation: Invocation) async throws -> ExitStatus {
        let names =
            requests.isEmpty ? [try await invocation.request(nil, to: .approve, "approve")] : requests
        let workspace = try await invocation.openWorkspace()
        let me = try workspace.me()
        let requests = try names.map { try RequestNames(workspace).request(named: $0) }
        var shown: Set<String> = []
        for request in requests {
            if let subject = ViewedPlans(workspace).viewed(request.id, by: me.id)?.subject { shown.insert(subject) }
        }
        if !match.isEmpty {
            for case let subject? in try await LandingSteps(workspace).plans(for: requests).map(\.subject)
            where match.contains(where: { subject.hasPrefix($0.lowercased()) }) {
                shown.insert(subject)
            }
        }
        guard try await confirmReversal(of: requests, shown, by: me, in: workspace, invocation),
            try await confirmChoice(of: requests, shown, by: me, in: workspace, invocation)
        else { return .findings }
        while true {
            do {
                let outcome = try await Publisher(workspace).approve(requests, by: me, comment: message, shown: shown)
                let after = try invocation.reopenWorkspace()
                let reader = try Reader(after, me)
                var page = ApprovalPage(outcome, for: reader).page
                page.add(SettingsConsequencesPage(try SettingsRisks(from: workspace, to: after), for: reader).page)
                invocation.report(
                    outcome, by: me, in: workspace, page.text(invocation.terminal.style),
                    json: Shapes.approval(outcome))
                return outcome.landed.isEmpty ? .waits : .fine
            } catch let refusal as RightsRefusal {
                let refusal = try await precise(refusal, about: requests, shown, by: me, in: workspace)
                guard invocation.mayAsk, let draft = unseenDraft(in: refusal),
                    let subject = try await show(draft, of: requests, to: me, in: workspace, invocation)
                else { throw refusal }
                guard try invocation.terminal.confirm("Approve this?") else { return .findings }
                shown.insert(subject)
            }
        }
    }

    /// Asks once where the member declined just what they approve now.
    ///
    /// - Returns: whether to go on.
    private func confirmReversal(
        of requests: [ApprovalRequest], _ shown: Set<String>, by me: Member, in workspace: OpenWorkspace,
        _ invocation: Invocation
    ) async throws -> Bool {
        func isDeclined(_ event: Event) -> Bool { event.isDecline && event.actor.isExactly(me.id) }
        guard requests.contains(where: { $0.record.events.contains(where: isDeclined) }) else { return true }
        let declined = try await LandingSteps(workspace).plans(for: requests).filter { plan in
            // What was not seen as it is now is shown with all verdicts, and asked for there.
            plan.subject.map(shown.contains) ?? false && plan.verdicts[me.id]?.isDecline ?? false
        }
        return try declined.isEmpty || invocation.confirm(.approveDeclined(declined))
    }

    /// Asks once where a number was typed, and what it stands for is risky: what was not seen yet is shown, and asked for
    /// there.
    private func confirmChoice(
        of chosen: [ApprovalRequest], _ shown: Set<String>, by me: Member, in workspace: OpenWorkspace,
        _ invocation: Invocation
    ) async throws -> Bool {
        guard requests.isEmpty, let plan = try await LandingSteps(workspace).plans(for: chosen).first,
            plan.subject.map(shown.contains) ?? false, !plan.risks.isEmpty,
            plan.verdicts[me.id]?.isDecline != true
        else { return true }
        return try invocation.confirm(.approveRisks(plan))
    }

    /// Of several requests, one may have been looked at and another never: that did not change since. And what is to be
    /// typed next names all of them.
    private func precise(
        _ refusal: RightsRefusal, about requests: [ApprovalRequest], _ shown: Set<String>, by me: Member,
        in workspace: OpenWorkspace
    ) async throws -> RightsRefusal {
        guard let draft = unseenDraft(in: refusal), requests.count > 1 else { return refusal }
        let unseen = try await LandingSteps(workspace.refreshed()).plans(for: requests).filter { plan in
            plan.subject.map { !shown.contains($0) } ?? false
        }
        let together = RightsRefusal.Together(
            drafts: requests.map(\.draftName), unseenDrafts: unseen.map(\.draft),
            unseen: unseen.compactMap(\.subject))
        let request = requests.first { $0.draftName.isExactly(draft) }
        let wasViewed = request.map { ViewedPlans(workspace).viewed($0.id, by: me.id) != nil } ?? false
        switch refusal {
        case .subjectChanged(_, let seen, let now, _):
            return wasViewed
                ? .subjectChanged(draft: draft, shown: seen, now: now, together)
                : .notViewed(draft: draft, subject: now, together)
        case .notViewed(_, let subject, _): return .notViewed(draft: draft, subject: subject, together)
        default: return refusal
        }
    }

    /// Shows the review of a request whose current version was not viewed, or only what differs from what was viewed;
    /// returns its subject.
    private func show(
        _ draft: String, of requests: [ApprovalRequest], to me: Member, in workspace: OpenWorkspace,
        _ invocation: Invocation
    ) async throws -> String? {
        guard
            let plan = try await LandingSteps(workspace.refreshed()).plans(for: requests).first(where: {
                $0.draft.isExactly(draft)
            }),
            let subject = plan.subject
        else { return nil }
        invocation.terminal.beginDialogue()
        let style = invocation.terminal.style
        let reader = try Reader(workspace, me)
        // Several requests are planned on top of each other, as nobody looked at them.
        let viewed = requests.count == 1 ? ViewedPlans(workspace).viewed(requests[0].id, by: me.id) : nil
        let since = viewed.map { SinceViewed(plan, since: $0, by: me.id, in: workspace) }
        if let changed = since.flatMap({ SinceViewedPage($0, for: reader) }) {
            invocation.terminal.print(changed.page.text(style))
        } else {
            if viewed != nil { invocation.note("\(SafeText.line(draft)) changed since you looked. As it is now:") }
            invocation.terminal.print(
                PlanPage(try PlanFacts(plan, in: workspace), for: reader).page.text(style))
        }
        return subject
    }

    /// The draft whose subject the member has not seen.
    private func unseenDraft(in refusal: RightsRefusal) -> String? {
        switch refusal {
        case .notViewed(let draft, _, _), .subjectChanged(let draft, _, _, _): draft
        default: nil
        }
    }
}
