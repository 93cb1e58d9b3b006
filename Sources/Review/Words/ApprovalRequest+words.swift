package import Approvals
import Git
import Resources

extension Reader {
    /// How many comments there are, and the newest: `2 comments; the last by Bo Chen, 1 hour ago: “…”`.
    func lastWord(in request: ApprovalRequest) -> Words? {
        let comments = request.record.comments
        guard let last = comments.last else { return nil }
        let count: Words = comments.count == 1 ? "comment" : "\(counted(comments.count, "comment")); the last"
        return "\(count) by \(who([last.actor])), \(ago(last.time))\(Words(reasonOf: last))"
    }

    /// Of a request that was withdrawn, and whose ref somebody pushed again.
    package func words(closed request: ApprovalRequest) -> Words {
        guard let closing = request.record.closings.first else {
            return "its earlier request \(short(request.id)) is closed, so this was a new one"
        }
        let did: Words = closing.kind == .delete ? "deleted its draft" : "withdrew it"
        return
            "its earlier request \(short(request.id)) is closed, so this was a new one: \(who([closing.actor])) \(did) \(ago(closing.time))"
    }

    /// Of another open request for the same draft, which two people who submit at the same moment may make.
    func words(rival: ApprovalRequest) -> Words {
        let isOwn = member.map { rival.record.owners.contains($0.id) } ?? true
        let may = member.map { settings.permissions(of: $0) } ?? []
        let command = Words.command("assent withdraw", short(rival.id), then: isOwn ? nil : "-m \"…\"")
        let wayOut: Words =
            isOwn || may.contains(.approve) || may.contains(.manage)
            ? command : "\(who(rival.record.owners.sorted())) can withdraw it"
        return
            "\(name(rival.author)) submitted the same draft as \(short(rival.id)); one request is enough: \(wayOut)"
    }
}

extension Words {
    /// Commits on main that no request brought there, newest first; nil: there are none.
    package init?(pastApproval found: PastApproval.Found, on branch: String) {
        if let start = found.startOfCopy {
            self =
                "\(branch) got another id in \(start.id.short) \(Words(quoting: start.subject)), by \(start.author.name) according to git, as a copy of a workspace does. If they confirm that it is one, this clone starts there too."
            return
        }
        let commits = found.commits
        guard let newest = commits.first else { return nil }
        let count: Words =
            commits.count == 1
            ? "a commit that nobody approved" : "\(counted(commits.count, "commit")) that nobody approved; the last"
        self =
            "\(branch) has \(count): \(newest.id.short) \(Words(quoting: newest.subject)), by \(newest.author.name) according to git."
    }

    /// What a draft contains besides its own changes; nil: nothing.
    init?(standingOn beneath: [String]) {
        if beneath.isEmpty { return nil }
        let names = beneath.map { Words($0, .strong) }.inWords(limit: 5)
        self = "It is based on \(names), not published yet: it contains those changes, and publishes them too."
    }
}
