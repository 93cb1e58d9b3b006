import Approvals

extension Waiting {
    /// Its raw values are promised.
    enum Kind: String, CaseIterable {
        case resubmit, resolve, withdraw, fix, revise, submit, approve, manage, publish, repair

        var about: String {
            switch self {
            case .resubmit: "it does not count as its author's, who has to submit it again"
            case .resolve: "its author resolves conflicts with main"
            case .withdraw: "it would change nothing on main, and its author withdraws it"
            case .fix: "its author fixes errors"
            case .revise: "its author changes it, or those who declined it approve it"
            case .submit: "its author may not make these changes, and somebody who may has to submit it"
            case .approve: "members approve it"
            case .manage: "too few members may approve it, and an administrator changes roles or rules"
            case .publish: "a member publishes it"
            case .repair: "it cannot be read, and the text says why"
            }
        }
    }

    fileprivate var kind: Kind {
        switch self {
        case .resubmit: .resubmit
        case .resolve: .resolve
        case .withdraw: .withdraw
        case .fix: .fix
        case .revise: .revise
        case .submit: .submit
        case .approve: .approve
        case .manage: .manage
        case .publish: .publish
        }
    }
}

extension Shapes {
    /// What an open request waits for; null: it is not open.
    static func waiting(_ entry: RequestEntry, _ reader: Reader) -> JSON {
        guard entry.request.state == .open else { return .null }
        let waiting = entry.plan.map { Waiting($0, reader) }
        return [
            "kind": .string((waiting?.kind ?? .repair).rawValue),
            "members": .array((waiting?.members ?? []).map(JSON.string)), "text": .string(entry.state(reader).plain),
        ]
    }

    /// The act that published or closed a request; null: none that counts.
    static func ending(_ request: ApprovalRequest) -> JSON {
        let event: Event? =
            switch request.state {
            case .open: nil
            case .published: request.record.last
            case .closed: request.record.closings.first
            }
        guard let event else { return .null }
        return [
            "act": .string(event.kind.rawValue), "by": .string(event.actor), "time": .string(event.time),
            "reason": JSON(event.comment), "waived": .bool(event.waives),
        ]
    }
}
