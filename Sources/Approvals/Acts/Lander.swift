import Git
import Resources

/// Writes landings, and moves main over them.
package struct Lander: OnWorkspace {
    package let workspace: OpenWorkspace

    package init(_ workspace: OpenWorkspace) { self.workspace = workspace }

    /// Writes the commits of one landing: its events on top of the landed revision, and the merge of both. Answers the
    /// merge.
    ///
    /// - Parameter isTrial: nothing is going to land: the commits are not signed.
    func write(_ step: inout LandingStep, onto: ObjectID, isTrial: Bool = false) async throws -> ObjectID {
        let plan = step.plan
        let signature = signature(
            of: settings.member(step.lander) ?? Member(id: step.lander, name: step.lander, email: "", role: ""))
        let signer = isTrial ? nil : try CommitSigner(repository, session, committer: signature)
        step.lastEvent = try await EventWriter(repository: repository).land(
            step.events, on: plan.revision, signer: signer)
        step.commit = try await CommitWriter(repository, signer: signer).write(
            tree: plan.merge.tree(in: repository), parents: [onto, step.lastEvent], author: signature,
            message: landingMessage(of: step))
        return step.commit
    }

    /// The subject in words, and trailers.
    private func landingMessage(of step: LandingStep) -> String {
        func person(_ id: String) -> String {
            guard let member = settings.member(id) else { return id }
            let signature = signature(of: member)
            return "\(signature.name) <\(signature.email)>"
        }
        let names = step.plan.changes.map { $0.resource?.description ?? layout.path(of: $0.file) }
        let distinct = names.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        let shown =
            distinct.prefix(3).joined(separator: ", ") + (distinct.count > 3 ? " and \(distinct.count - 3) more" : "")
        var trailers = [Trailer.request.line(step.request), Trailer.requestedBy.line(person(step.author))]
        trailers += step.decision.requirements.flatMap(\.given).reduce(into: [String]()) {
            let line = Trailer.approvedBy.line(person($1))
            if !$0.contains(line) { $0.append(line) }
        }
        if let publisher = step.publisher { trailers.append(Trailer.publishedBy.line(person(publisher))) }
        let title = "Publish \(step.plan.draft.dropFirst("draft/".count))\(shown.isEmpty ? "" : ": \(shown)")"
        return "\(title)\n\n\(trailers.joined(separator: "\n"))\n"
    }

    /// The same steps with the commits of those that have none yet.
    func written(_ steps: [LandingStep]) async throws -> [LandingStep] {
        var steps = steps
        var onto = tip
        for index in steps.indices {
            if steps[index].commit == .zero { _ = try await write(&steps[index], onto: onto) }
            onto = steps[index].commit
        }
        return steps
    }

    /// Moves main over all steps at once, takes the requests away in the same transaction, then cleans up.
    ///
    /// - Parameter others: refs that go with them.
    func land(_ steps: [LandingStep], by member: Member, taking others: [RefUpdate] = []) async throws -> [Landing] {
        try workspace.requireAsked()
        try KeptLine(workspace).requireKeptLine()
        if case .lost(let branch, _, let commit)? = notice {
            throw WorkspaceRefusal.mainExchanged(branch: branch, genesis: commit)
        }
        let steps = try await written(steps)
        let onto = steps.last?.commit ?? tip
        let requests =
            steps.compactMap(\.plan.request).map { request in
                RefUpdate(name: request.reference, expected: request.tip, new: nil, message: "assent: published")
            } + others
        let done = steps.map { (name: $0.plan.draft, revision: $0.plan.revision) }
        let message = "assent: publish \(done.map(\.name).joined(separator: ", "))"
        let mover = Mover(workspace)
        let landing = [RefUpdate(name: main, expected: tip, new: onto, message: message)] + requests
        let problem = try await mover.announcing(landing, by: member.id) {
            remote == nil
                ? try await Mover.advance(
                    main, from: tip, to: onto, with: requests, done: done, message: message, in: repository, session
                ) {
                    for draft in done { try await mover.removeLanded(draft.name, at: draft.revision) }
                } : try await mover.landShared(onto, taking: requests, done: done, message: message)
        }
        KeptLine(workspace).note(onto)
        return try steps.map { step in
            Landing(
                plan: step.plan, commit: step.commit,
                record: RequestRecord(try EventChain(endingIn: step.lastEvent, in: repository), under: settings),
                decision: step.decision, problem: problem)
        }
    }
}
