import Git
import Resources

/// Reads what an act came to from the refs that it moved: for who tells the members of it after the command has ended, or
/// where plain git brought it.
package struct OutcomeReader: OnWorkspace {
    /// As it is now.
    package let workspace: OpenWorkspace

    package init(_ workspace: OpenWorkspace) { self.workspace = workspace }

    /// - Returns: with the workspace as it was before, by whose settings members are told; nil: it is not an act of which
    ///   anybody hears.
    package func outcome(of announcement: Announcement) throws -> (outcome: Outcome, before: OpenWorkspace)? {
        let refs = announcement.refs
        if let landing = refs.first(where: { $0.name.isExactly(main) }), let old = landing.expected,
            let new = landing.new
        {
            let before = try workspace.at(old)
            let landed = try landings(from: old, to: new, before)
            guard let last = landed.last else { return nil }
            let actor = member(announcement.actor, in: before)
            return (Aftermath(before).outcome(of: landed, act(last), by: actor, after: new), before)
        }
        let actor = member(announcement.actor, in: workspace)
        var outcome: Outcome?
        for effect in try effects(of: refs, by: actor) {
            let voided = try voided(by: effect)
            let next = Outcome(effect.act, by: actor, [effect], under: settings, voided: voided)
            outcome?.add(next)
            outcome = outcome ?? next
        }
        return outcome.map { ($0, workspace) }
    }

    /// A member who has been removed since then is still the one who acted.
    private func member(_ id: String, in workspace: OpenWorkspace) -> Member {
        workspace.settings.allMembers.first { $0.id.isExactly(id) } ?? Member(id: id, name: id, email: "", role: "")
    }

    // MARK: - Publishing

    private func landings(from old: ObjectID, to new: ObjectID, _ before: OpenWorkspace) throws -> [Landing] {
        let line = try repository.firstParents(from: new)
        guard let end = line.firstIndex(of: old) else { return [] }
        return try line[..<end].reversed().compactMap { commit in
            guard let landing = try Landings(before).landing(at: commit),
                let parent = try repository.commit(commit).parents.first
            else { return nil }
            let record = RequestRecord(
                try chains.chain(endingIn: landing.lastEvent, in: repository), under: before.settings)
            let request = ApprovalRequest(state: .published(commit), record: record, tip: landing.lastEvent)
            let plan = try Planner(before).plan(request.revision, of: request.draftName, request: request, onto: parent)
            let waiver = plan.subject.flatMap(record.waiver)?.actor
            return Landing(
                plan: plan, commit: commit, record: record,
                decision: before.policy.decide(plan.evidence(waiver: waiver)), problem: nil)
        }
    }

    private func act(_ landing: Landing) -> Outcome.Act {
        if landing.record.last?.isApproval == true { return .approve }
        let isAboutSettings = landing.plan.changes.allSatisfy { $0.file == .settings }
        return isAboutSettings && landing.record.isDirect ? .settings : .publish
    }

    // MARK: - All else

    private func effects(of refs: [RefUpdate], by actor: Member) throws -> [Outcome.Effect] {
        let drafts = refs.compactMap { ref in
            ref.new == nil ? ref.expected.flatMap { Draft(reference: ref.name, tip: $0) } : nil
        }
        let closings = refs.filter { $0.name.utf8.starts(with: Refs.closed.utf8) }
        // A draft that nobody had asked anybody about.
        if closings.isEmpty, !drafts.isEmpty { return drafts.map { .deleted($0, nil) } }
        let landing = refs.first { $0.new != nil && $0.name.utf8.starts(with: Refs.landings.utf8) }
        var effects: [Outcome.Effect] = []
        for ref in refs {
            guard let new = ref.new else { continue }
            if ref.name.utf8.starts(with: Refs.closed.utf8) {
                let open = refs.first { $0.name.isExactly(Refs.requests + ref.name.dropFirst(Refs.closed.count)) }?
                    .expected
                guard let open else { continue }
                let request = try Requests(workspace).open(at: open)
                let last = try chains.chain(endingIn: new, in: repository).last
                let tip = drafts.first { $0.name.isExactly(request.draftName) }
                effects += closing(request, by: last, tip).map { [$0] } ?? []
            } else if ref.name.utf8.starts(with: Refs.requests.utf8), let landing {
                // All that was said goes live together, so nobody is asked for anything.
                let request = try Requests(workspace).open(at: new)
                let branch = String(landing.name.dropFirst(Refs.heads.count))
                effects.append(.handedOver(request, try Planner(workspace).plan(request), branch: branch))
            } else if ref.name.utf8.starts(with: Refs.requests.utf8) {
                effects += try events(from: ref.expected, to: new, by: actor)
            }
        }
        return effects
    }

    private func closing(_ request: ApprovalRequest, by last: RecordedEvent, _ draft: Draft?) -> Outcome.Effect? {
        switch last.event.kind {
        case .withdraw: .withdrawn(request, last.signed)
        case .delete:
            (draft ?? Draft(reference: Refs.heads + request.draftName, tip: request.revision)).map {
                .deleted($0, (request, last.signed))
            }
        default: nil
        }
    }

    /// The actor's new events in a request. Nobody is told of an event that does not stand.
    private func events(from old: ObjectID?, to new: ObjectID, by actor: Member) throws -> [Outcome.Effect] {
        let known = try old.map { try chains.chain(endingIn: $0, in: repository).count } ?? 0
        return try chains.chain(endingIn: new, in: repository).events.dropFirst(known).compactMap { event in
            guard event.event.actor.isExactly(actor.id) else { return nil }
            let request = try Requests(workspace).open(at: event.commit)
            guard request.record.entries.last?.recorded.digest == event.digest else { return nil }
            return try effect(of: event, in: request)
        }
    }

    private func effect(of event: RecordedEvent, in request: ApprovalRequest) throws -> Outcome.Effect? {
        switch event.event.kind {
        case .submit: .submitted(request, try Planner(workspace).plan(request))
        case .revise: .revised(request, try Planner(workspace).plan(request))
        case .approve: .approved(request, try Planner(workspace).plan(request))
        case .decline: .declined(request, try Planner(workspace).plan(request))
        case .comment: .commented(try before(event) ?? request, event.signed)
        case .withdraw, .delete, .publish, .accept: nil
        }
    }

    /// The request as it was before an event; nil: that opened it.
    private func before(_ event: RecordedEvent) throws -> ApprovalRequest? {
        guard event.event.link != nil, let parent = try repository.commit(event.commit).parents.first else {
            return nil
        }
        return try Requests(workspace).open(at: parent)
    }

    private func voided(by effect: Outcome.Effect) throws -> [VoidedApproval] {
        guard case .revised(let request, _) = effect, let asked = request.record.entries.last?.recorded,
            let open = try before(asked)
        else { return [] }
        return try Planner(workspace).approvalsVoided(byRevising: open, to: request.subject)
    }
}

extension Outcome.Effect {
    fileprivate var act: Outcome.Act {
        switch self {
        case .submitted, .revised: .submit
        case .commented: .comment
        case .approved: .approve
        case .handedOver(let request, _, _): request.record.last?.isApproval == true ? .approve : .publish
        case .declined: .decline
        case .published, .started: .publish
        case .withdrawn: .withdraw
        case .deleted: .delete
        case .accepted: .accept
        }
    }
}
