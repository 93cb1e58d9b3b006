package import Git
import Resources
import Spelling

/// A branch that an outside writer is connected to (B7). Assent does not check who may write to it.
package struct OutsideBranch: Hashable, Sendable {
    /// `hightouch`
    package let name: String
    package let tip: ObjectID
    /// The remote that has it; nil: it is here alone.
    package let remote: Remote?

    var reference: String { Refs.heads + name }
}

/// Finds branches that are neither main nor drafts.
package struct OutsideBranches: OnWorkspace {
    package let workspace: OpenWorkspace

    package init(_ workspace: OpenWorkspace) { self.workspace = workspace }

    /// `hightouch`, or `origin/hightouch`, as it is at the remote now; one that the remote does not have, as it is here.
    func branch(named typed: String) async throws -> OutsideBranch {
        let name = try name(of: typed)
        if name.isExactly(branch) { throw ImportRefusal.branchIsMain(name, remote: remote?.name) }
        let reference = Refs.heads + name
        if reference.utf8.starts(with: Refs.drafts.utf8) { throw ImportRefusal.branchIsDraft(name) }
        guard Refs.isName(name) else { throw try unknown(name) }
        if let remote {
            let mayAsk = !session.isOffline && session.fetchProblem == nil
            let isThere = mayAsk ? try await Fetcher.bring(reference, from: remote, session) : true
            if isThere, let tip = try SharedRefs(workspace).shared(reference) {
                return OutsideBranch(name: name, tip: tip, remote: remote)
            }
        }
        guard let tip = try repository.reference(reference) else { throw try unknown(name) }
        return OutsideBranch(name: name, tip: tip, remote: nil)
    }

    /// All that could be imported, by what is known of them here.
    package func names() throws -> [String] {
        let here = try repository.references(under: Refs.heads)
        let there = remote == nil ? [] : try SharedRefs(workspace).shared(under: Refs.heads)
        let names = (here + there).map(\.name).filter { !$0.utf8.starts(with: Refs.drafts.utf8) }.map(\.shortBranch)
        return Set(names.filter { !$0.isExactly(branch) && $0 != "HEAD" }).sorted { $0.isExactlyBefore($1) }
    }

    private func name(of typed: String) throws -> String {
        let name = typed.shortBranch
        guard let remote, name.utf8.starts(with: "\(remote.name)/".utf8),
            try repository.reference(Refs.heads + name) == nil
        else { return name }
        return String(name.dropFirst(remote.name.count + 1))
    }

    private func unknown(_ name: String) throws -> ImportRefusal {
        .unknownBranch(name, remote: remote?.name, nearest: nearest(name, among: try names()))
    }
}
