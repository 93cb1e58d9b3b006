import YAML

/// How often a sync runs by its schedule, as far as the schedule tells.
enum Pace: Hashable, Sendable {
    /// Only when somebody, or something, starts it.
    case manual
    /// At times that are known; `isOftenerThanHourly` is true where it runs at least twice in an hour and in the next.
    case scheduled(words: String, isOftenerThanHourly: Bool)
    /// After a dbt job, or by a schedule that is not understood.
    case unknown

    init(_ schedule: Node?) {
        switch schedule?["type"]?.anyText {
        case "manual": self = .manual
        case "interval": self = Pace(interval: schedule?["schedule"]?["interval"])
        case "cron": self = Pace(cron: schedule?["schedule"]?["expression"]?.anyText)
        // One time a day for each entry of its list.
        case "visual_cron": self = .scheduled(words: "at set times", isOftenerThanHourly: false)
        default: self = .unknown
        }
    }

    private init(interval: Node?) {
        guard let quantity = interval?["quantity"]?.int, quantity > 0, let unit = interval?["unit"]?.anyText else {
            self = .unknown
            return
        }
        let name = unit.hasSuffix("s") ? String(unit.dropLast()) : unit
        let words = quantity == 1 ? "every \(name)" : "every \(quantity) \(name)s"
        switch name {
        case "second": self = .scheduled(words: words, isOftenerThanHourly: quantity < 3600)
        case "minute": self = .scheduled(words: words, isOftenerThanHourly: quantity < 60)
        case "hour", "day", "week", "month": self = .scheduled(words: words, isOftenerThanHourly: false)
        default: self = .unknown
        }
    }

    private init(cron expression: String?) {
        guard let expression, let isOften = Cron.runsTwiceAnHour(expression) else {
            self = .unknown
            return
        }
        self = .scheduled(words: "by the cron expression `\(expression)`", isOftenerThanHourly: isOften)
    }

    var isOftenerThanHourly: Bool { if case .scheduled(_, true) = self { true } else { false } }

    /// After "runs".
    var words: String? {
        switch self {
        case .manual: "when it is started by hand"
        case .scheduled(let words, _): words
        case .unknown: nil
        }
    }
}

extension Cron {
    /// Whether an expression comes at least twice within an hour and again within the next one; nil: not understood.
    ///
    ///     Cron.runsTwiceAnHour("*/15 8-18 * * *")   // true
    ///     Cron.runsTwiceAnHour("0,30 9 * * *")      // false: two runs a day
    static func runsTwiceAnHour(_ expression: String) -> Bool? {
        guard validate(expression) == nil else { return nil }
        let words = expression.split(whereSeparator: \.isWhitespace).map(String.init)
        // `@hourly` and rarer.
        if words.count == 1 { return false }
        guard words.count == 5, let minutes = values(words[0], in: 0...59), let hours = values(words[1], in: 0...23)
        else { return nil }
        return minutes.count > 1 && hours.contains { hours.contains(($0 + 1) % 24) }
    }

    /// What one field stands for; nil for forms that only some schedulers take.
    private static func values(_ field: String, in bounds: ClosedRange<Int>) -> Set<Int>? {
        var values: Set<Int> = []
        for part in field.split(separator: ",") {
            let halves = part.split(separator: "/").map(String.init)
            guard let base = halves.first, let step = halves.count == 2 ? Int(halves[1]) : 1, step > 0 else {
                return nil
            }
            let ends =
                base == "*" ? [bounds.lowerBound, bounds.upperBound] : base.split(separator: "-").map { Int($0) }
            guard let low = ends.first ?? nil, let last = ends.last ?? nil, low <= last, bounds.contains(last) else {
                return nil
            }
            // `5/15` counts on to the end.
            let high = ends.count == 1 && halves.count == 2 ? bounds.upperBound : last
            values.formUnion(stride(from: low, through: high, by: step))
        }
        return values
    }
}
