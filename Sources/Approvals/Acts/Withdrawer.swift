import Git
package import Resources

/// Withdraws a request. What it proposed stays on its draft.
package struct Withdrawer: Acting {
    package let workspace: OpenWorkspace

    package init(_ workspace: OpenWorkspace) { self.workspace = workspace }

    /// Before anybody is asked for a reason.
    package func requireMayWithdraw(_ request: ApprovalRequest, by member: Member) throws {
        try requireHand(of: member, in: request)
    }

    /// F7, *Withdraw request*: by an author, or by a member who may approve it. The draft stays.
    @discardableResult
    package func withdraw(_ request: ApprovalRequest, by member: Member, comment: String?) async throws -> Outcome {
        try await retrying { now in
            // Somebody else's withdrawal decides, and is told in words.
            let request = try now.reread(request)
            try now.requireHand(of: member, in: request)
            let (event, updates) = try await now.closing(
                request, by: member, .withdraw(comment: comment, request.chain.next))
            try await Mover(now.workspace).share(updates, "withdraw \(request.draftName)", by: member)
            return Outcome(.withdraw, by: member, [.withdrawn(request, event)], under: now.settings)
        }
    }
}

extension Acting {
    /// Keeps the events alone, so that the request cannot come back and the draft's content can go.
    func closing(_ request: ApprovalRequest, by member: Member, _ act: Act) async throws
        -> (SignedEvent, [RefUpdate])
    {
        let signed = try await ActSigner(workspace).sign(event(by: member, act))
        let summary = signed.event.summary
        let commit = try await EventWriter(repository: repository).close(request.chain, with: signed)
        let updates = [
            RefUpdate(name: Refs.closed + request.id, expected: nil, new: commit, message: summary),
            RefUpdate(name: request.reference, expected: request.tip, new: nil, message: summary),
        ]
        return (signed, updates)
    }
}
