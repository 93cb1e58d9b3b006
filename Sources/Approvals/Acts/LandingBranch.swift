import Git
import Resources

/// Landings where the host lets nobody but its own job move main (`landing: branch`): a member pushes the landing to a
/// branch of its own, and the job moves main over it.
package struct LandingBranch: Acting {
    package let workspace: OpenWorkspace

    package init(_ workspace: OpenWorkspace) { self.workspace = workspace }

    // MARK: - A member's side

    /// Records what each step adds in its request, and pushes the landing of all of them for the job.
    func handOver(_ steps: [LandingStep], _ act: Outcome.Act, by member: Member) async throws -> Outcome {
        guard remote != nil else { throw LandingRefusal.noRemote }
        let steps = try await Lander(workspace).written(steps)
        guard let first = steps.first, let last = steps.last else { return Outcome(act, by: member, []) }
        let name = Refs.landings + first.request
        let message = "assent: hand over \(steps.map(\.plan.draft).joined(separator: ", "))"
        let updates =
            try steps.compactMap(recorded) + [
                RefUpdate(
                    name: name, expected: try SharedRefs(workspace).shared(name), new: last.commit, message: message)
            ]
        try await Mover(workspace).share(updates, message, by: member)
        let now = Requests(try refreshed())
        let effects = try steps.compactMap { step in
            try now.request(at: Refs.requests + step.request, state: .open).map {
                Outcome.Effect.handedOver($0, step.plan, branch: String(name.dropFirst(Refs.heads.count)))
            }
        }
        return Outcome(act, by: member, effects, under: settings)
    }

    /// Nil: the step adds nothing to its request.
    private func recorded(_ step: LandingStep) throws -> RefUpdate? {
        let old = step.plan.request?.tip
        let writer = EventWriter(repository: repository)
        let new = try step.added.reduce(old) { tip, signed in try writer.append(signed, after: tip) }
        guard let new, new != old, let summary = step.added.last?.event.summary else { return nil }
        return RefUpdate(name: Refs.requests + step.request, expected: old, new: new, message: summary)
    }

    // MARK: - The job's side

    /// The branches that wait for the job, by name.
    package func waiting() throws -> [String] {
        try SharedRefs(workspace).shared(under: Refs.landings).map { String($0.name.dropFirst(Refs.heads.count)) }
    }

    /// Moves main over what was handed over on a branch. Where main has moved since, it is merged anew: what was
    /// approved must still mean the same.
    package func land(_ branch: String) async throws -> Outcome {
        try await retrying { try await $0.landOnce(branch) }
    }

    private func landOnce(_ branch: String) async throws -> Outcome {
        let name = branch.utf8.starts(with: Refs.landings.utf8) ? branch : Refs.heads + branch
        guard name.utf8.starts(with: Refs.landings.utf8), let pushed = try SharedRefs(workspace).shared(name) else {
            throw LandingRefusal.unknownLanding(branch: branch, nearest: try waiting())
        }
        guard let remote else { throw LandingRefusal.noRemote }
        let landings = try landings(to: pushed, branch, on: remote)
        let requests = try landings.map { landing in
            guard let request = try Requests(workspace).request(at: Refs.requests + landing.request, state: .open)
            else {
                throw LandingRefusal.requestGone(branch: branch, request: landing.request, remote: remote.name)
            }
            return request
        }
        var steps = try await LandingSteps(workspace).steps(for: requests) { request, plan, _ in
            try requireSound(plan)
            try requireProven(plan)
            let waiver = plan.subject.flatMap(request.record.waiver)?.actor
            let decision = policy.decide(plan.evidence(waiver: waiver))
            guard decision.isSatisfied else { throw RightsRefusal.waits(draft: plan.draft, plan: plan) }
            return LandingStep(of: request, plan: plan, adding: [], decision: decision)
        }
        // Where main has not moved, exactly the commits that were pushed go live.
        if try zip(steps, landings).allSatisfy({ try isSame($0.commit, $1.commit) }) {
            for index in steps.indices { steps[index].commit = landings[index].commit }
        }
        guard let last = steps.last else { throw LandingRefusal.notALanding(branch: branch, remote: remote.name) }
        if let failure = try Verifier(repository).verify(last.commit, genesis: genesis).failure {
            throw LandingRefusal.unproven(branch: branch, failure)
        }
        let lander = settings.member(last.lander) ?? Member(id: last.lander, name: last.lander, email: "", role: "")
        let taken = RefUpdate(name: name, expected: pushed, new: nil, message: "assent: landed")
        return try await Aftermath(workspace).outcome(
            of: Lander(workspace).land(steps, by: lander, taking: [taken]), .publish, by: lander)
    }

    /// Those that the branch would add to main, oldest first.
    private func landings(to pushed: ObjectID, _ branch: String, on remote: Remote) throws -> [LandingOnMain] {
        let line = Set(try repository.firstParents(from: tip))
        let added = try repository.firstParents(from: pushed).prefix { !line.contains($0) }
        if added.isEmpty { throw LandingRefusal.alreadyLive(branch: branch, remote: remote.name) }
        let found = try added.reversed().compactMap(Landings(workspace).landing)
        guard found.count == added.count, added.count <= Self.most else {
            throw LandingRefusal.notALanding(branch: branch, remote: remote.name)
        }
        return found
    }

    /// Nobody approves more in one step.
    private static let most = 100

    /// The same but for who wrote it when.
    private func isSame(_ a: ObjectID, _ b: ObjectID) throws -> Bool {
        let (one, other) = (try repository.commit(a), try repository.commit(b))
        return one.tree == other.tree && one.parents == other.parents
    }
}
