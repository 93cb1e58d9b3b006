package import Git

/// What a member was shown last of a request, so that `approve` signs off just that (protocol.md, Subject).
package struct Viewed: Hashable, Sendable {
    package let subject: String
    /// The revision that was asked for then, and main as it was: what the subject was computed from.
    package let revision: ObjectID
    package let onto: ObjectID

    package init(subject: String, revision: ObjectID, onto: ObjectID) {
        self.subject = subject
        self.revision = revision
        self.onto = onto
    }
}

/// What each member has seen of each request, as it is kept in this clone.
package struct ViewedPlans: OnWorkspace {
    package let workspace: OpenWorkspace

    package init(_ workspace: OpenWorkspace) { self.workspace = workspace }

    /// Notes that a member saw a request as it stands; nothing while it has conflicts.
    package func remember(_ plan: Plan, by member: String) throws {
        guard let request = plan.request, let subject = plan.subject else { return }
        do throws(FileProblem) {
            try file(of: request.id, by: member).write("\(subject) \(plan.revision.hex) \(plan.merge.onto.hex)\n")
        } catch {
            // Who can only read here cannot approve here either.
            if !error.isReadOnly { throw error }
        }
    }

    /// What the member was shown last.
    package func viewed(_ request: String, by member: String) -> Viewed? {
        let words = file(of: request, by: member).firstLine()?.split(separator: " ").map(String.init) ?? []
        guard words.count == 3, words[0].utf8.count == 64, let revision = ObjectID(hex: words[1]),
            let onto = ObjectID(hex: words[2])
        else { return nil }
        return Viewed(subject: words[0], revision: revision, onto: onto)
    }

    /// The plan that was shown; nil if it cannot be computed again, since what it came from is gone.
    package func plan(_ request: ApprovalRequest, as viewed: Viewed) -> Plan? {
        do {
            let plan = try Planner(workspace).plan(
                viewed.revision, of: request.draftName, request: request, onto: viewed.onto)
            return plan.subject == viewed.subject ? plan : nil
        } catch {
            // Superseded revisions are kept by nothing: then the whole request is shown again.
            return nil
        }
    }

    private func file(of request: String, by member: String) -> LocalFile {
        // A member's id may hold what no file name can.
        let name = "\(request)-\(Digest.sha256(Array(member.utf8)).prefix(16))"
        return LocalFile(repository.commonDirectory + "/assent/viewed/" + name)
    }
}
