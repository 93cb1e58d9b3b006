import Git
package import Resources

/// Takes a request back. What it proposed stays on its draft.
package struct Withdrawer: Acting {
    package let workspace: OpenWorkspace

    package init(_ workspace: OpenWorkspace) { self.workspace = workspace }

    /// F7, *Withdraw request*: by an author, or by who may approve it. The draft stays.
    package func withdraw(_ request: ApprovalRequest, by member: Member, comment: String?) async throws {
        try await retrying { now in
            // Somebody else's withdrawal decides, and is told in words.
            let request = try now.reread(request)
            try now.requireHand(of: member, in: request)
            try await Mover(now.workspace).share(
                try await now.closing(request, by: member, .withdraw(comment: comment, request.chain.next)),
                "withdraw \(request.draftName)")
        }
    }
}

extension Acting {
    /// Keeps the events alone, so that the request cannot come back and the draft's content can go.
    func closing(_ request: ApprovalRequest, by member: Member, _ act: Act) async throws -> [RefUpdate] {
        let event = self.event(by: member, act)
        let commit = try await EventWriter(repository: repository).close(
            request.chain, with: ActSigner(workspace).sign(event))
        return [
            RefUpdate(name: Refs.closed + request.id, expected: nil, new: commit, message: event.summary),
            RefUpdate(name: request.reference, expected: request.tip, new: nil, message: event.summary),
        ]
    }
}
