/// What an open request waits for: `Waiting for you or Dan Okafor to approve or decline.`
struct TurnWords {
    let sentence: Words

    init(_ turn: Turn, for reader: Reader) {
        guard !turn.members.isEmpty else {
            sentence = "Nobody can act on this yet."
            return
        }
        let who = reader.who(turn.members, turn.isOfAll ? "and" : "or").toned(.strong)
        let task: Words =
            switch turn.task {
            case .answer: "answer"
            case .state(.approve): "approve or decline"
            case .state(.revise): "submit a new version"
            case .state(.resolve): "resolve a conflict with \(reader.branch)"
            case .state(.fix(_, let errors)): "fix \(counted(errors, "error"))"
            case .state(.publish): "publish what was approved"
            case .state(.withdraw): "withdraw a request that no longer changes anything"
            case .state(.submit), .state(.resubmit): "submit the draft again"
            case .state(.manage): "let more members approve"
            }
        sentence = "Waiting for \(who) to \(task)."
    }
}
