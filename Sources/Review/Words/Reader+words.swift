import Approvals
import FoundationEssentials

// MARK: - People

extension Reader {
    /// A member by name; the id beside it where two have the same.
    package func name(_ id: String) -> Words { called(id).map { Words(trusted: $0) } ?? Words(id) }

    /// `Bo Chen or Carol Diaz`; the reader is `you`, and comes first.
    package func who(_ ids: [String], _ last: Words = "or") -> Words {
        let mine = ids.filter(isMe)
        return (mine.map { _ in "you" } + ids.filter { !isMe($0) }.map(name)).inWords(last)
    }
}

extension Reader {
    /// Of the request that a plan is for; nothing for a draft's alone.
    func id(of plan: Plan) -> Words { plan.request.map { Words(short($0.id), .faint) } ?? Words() }
}

// MARK: - Time

extension Reader {
    /// `2 hours`; nil if the text is not a time.
    package func elapsed(since time: String) -> String? {
        guard let date = Timestamp.date(time) else { return nil }
        let seconds = Int(now.timeIntervalSince(date))
        let units = [
            (31_557_600, "year"), (2_629_800, "month"), (604_800, "week"), (86_400, "day"), (3600, "hour"),
            (60, "minute"),
        ]
        // Clocks differ by some minutes; what lies further ahead is not believed.
        if seconds < -600 { return nil }
        for (length, unit) in units where seconds >= length {
            // Weeks only up to the second month.
            let count = seconds / length
            return "\(count) \(count == 1 ? unit : unit + "s")"
        }
        return Self.justNow
    }

    /// Less than a minute.
    static let justNow = "a moment"

    /// `2 hours ago`
    package func ago(_ time: String) -> Words {
        if isLater, let date = Timestamp.date(time) { return "on\u{A0}\(moment(Int64(date.timeIntervalSince1970)))" }
        return elapsed(since: time).map { "\($0)\u{A0}ago" } ?? "at an unknown time"
    }
}
