package import Approvals

extension Words {
    /// Why a ref is not a request, as the end of a sentence about it: `does not lead to a request: …`.
    package init(_ problem: UnsoundRef.Problem) {
        switch problem {
        case .notEvents(let reason): self = "does not lead to a request: \(reason)"
        case .anotherID(let id):
            self = "has the name of another request than the one it leads to, \(String(id.prefix(8)))"
        case .anotherWorkspace(let id, let branch):
            self = "leads to a request of another workspace or branch (\(id), \(branch))"
        case .closesNothing(nil):
            self = "closes nothing: it holds no act that closes a request and whose actor may do that"
        case .closesNothing(let reason?): self = "closes nothing: what would close the request \(Words(reason))"
        }
    }
}

extension UnsoundRef {
    /// What takes it away.
    package var removal: String {
        guard let remote else { return Shell.line(["git", "update-ref", "-d", name]) }
        return Shell.line(["git", "push", remote, "--delete", name])
    }
}
