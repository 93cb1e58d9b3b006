import Git
package import Resources

/// Adds a comment to a request, which does not change what is asked for.
package struct Commenter: Acting {
    package let workspace: OpenWorkspace

    package init(_ workspace: OpenWorkspace) { self.workspace = workspace }

    /// Any member may: whoever can read a request may comment on it.
    @discardableResult
    package func comment(_ request: ApprovalRequest, by member: Member, _ text: String) async throws -> Outcome {
        // What others said before takes nothing from this; what they say meanwhile is read first.
        let request = try reread(request)
        try requireRoomForComment(in: request)
        let said = try await append(
            event(by: member, .comment(text, request.chain.next)), by: member, to: request)
        return Outcome(.comment, by: member, [.commented(request, said)], under: settings)
    }

    /// Before anybody writes one.
    package func requireRoomForComment(in request: ApprovalRequest) throws {
        try requireOpen(request)
        guard request.record.takesComments else {
            throw CommentRefusal.tooManyComments(draft: request.draftName, limit: RequestRecord.mostComments)
        }
    }
}

extension Acting {
    /// The same words again, right after, are those of a command that was cut off: they stand already.
    ///
    /// - Returns: the event as it is on record.
    func append(_ event: Event, by member: Member, to request: ApprovalRequest) async throws -> SignedEvent {
        if let last = request.record.last, last.kind == event.kind, last.actor == event.actor,
            last.comment == event.comment, last.matter == event.matter
        {
            return request.chain.last.signed
        }
        let signed = try await ActSigner(workspace).sign(event)
        let commit = try EventWriter(repository: repository).append(signed, after: request.tip)
        try await Mover(workspace).share(
            [RefUpdate(name: request.reference, expected: request.tip, new: commit, message: event.summary)],
            event.summary, by: member)
        return signed
    }
}
