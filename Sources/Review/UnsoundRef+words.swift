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

extension Page {
    /// Refs that are not requests, beside those that are: what is wrong with each, and how to be rid of it.
    package init(unsound references: [UnsoundRef]) {
        self.init()
        for reference in references.prefix(Self.mostUnsound) {
            line("\(reference.name, .strong) \(Words(reference.problem)).", hanging: 3)
            add(Page(steps: [.init("remove it", reference.removal)]))
        }
        let left = references.count - Self.mostUnsound
        if left > 0 {
            line(
                "\(counted(left, "more ref")) under refs/assent/ \(left == 1 ? "is" : "are") not sound:\u{A0} \(.command("assent requests --format json"))",
                hanging: 3)
        }
    }

    private static let mostUnsound = 10
}
