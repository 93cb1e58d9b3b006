import Git
import YAML

/// Which draft goes on with what a request asked for that was withdrawn: the one of its name, or, where that was renamed,
/// the one of the same member that has its revision.
package struct ContinuedRequests: OnWorkspace {
    package let workspace: OpenWorkspace
    private let byName: [ExactText: Draft]
    private let byMember: [ExactText: [Draft]]

    package init(_ workspace: OpenWorkspace, by drafts: [Draft]) {
        self.workspace = workspace
        byName = Dictionary(drafts.map { (ExactText($0.name), $0) }, uniquingKeysWith: { first, _ in first })
        byMember = Dictionary(grouping: drafts) { ExactText($0.member) }
    }

    package func draft(of request: ApprovalRequest) throws -> Draft? {
        if let same = byName[ExactText(request.draftName)] { return same }
        let revision = request.revision
        guard request.record.closings.first?.kind == .withdraw,
            let member = Refs.member(ofDraft: request.draftName), let own = byMember[ExactText(member)],
            repository.exists(revision), try !workspace.line.has(revision)
        else { return nil }
        return try own.first { try $0.tip == revision || repository.isAncestor(revision, of: $0.tip) }
    }
}
