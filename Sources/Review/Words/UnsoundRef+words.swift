package import Approvals

extension Words {
    /// Why a ref is not a request, as the end of a sentence about it: `does not lead to a request: …`.
    package init(_ problem: UnsoundRef.Problem) {
        switch problem {
        case .notEvents(let reason): self = "does not point to a request: \(reason)"
        case .anotherID(let id):
            self = "is named after a different request than the one it points to, \(String(id.prefix(8)))"
        case .anotherWorkspace(let id, let branch):
            self = "points to a request of another workspace or branch (\(id), \(branch))"
        case .closesNothing(nil):
            self = "closes nothing: it has no closing event by somebody who may close the request"
        case .closesNothing(let reason?):
            self = "closes nothing: the event that would close the request \(Words(reason))"
        }
    }
}
