import YAML

/// A302: when a sync runs (format.md).
extension Check {
    private static let types = ["manual", "interval", "cron", "visual_cron"]
    private static let units = ["minute", "hour", "day", "week", "month"]

    func scheduleFindings(_ root: Node, _ source: SourceFile) -> [Finding] {
        guard let schedule = root["schedule"], schedule.entries != nil else { return [] }
        let path = FieldPath.keys("schedule")
        guard let type = schedule["type"]?.placedText else {
            return [
                source.finding(
                    .badSchedule, .error, schedule["type"]?.range ?? root.entry("schedule")?.key.range,
                    "the schedule has no type", help: typesInWords, field: path.key("type"))
            ]
        }
        switch type.text {
        case "manual": return []
        case "interval": return [interval(schedule, type, source)].compactMap { $0 }
        case "cron": return [cron(schedule, type, source)].compactMap { $0 }
        case "visual_cron": return visualCron(schedule, type, source)
        // Runs after a dbt job; its names have changed over the years.
        case _ where type.text.lowercased().contains("dbt"): return []
        default:
            let near = nearest(type.text, among: Check.types)
            return [
                source.finding(
                    .badSchedule, near.isEmpty ? .warning : .error, type.range,
                    "schedules of type \(type.text) are not known here", near: near, help: typesInWords,
                    field: path.key("type"))
            ]
        }
    }

    private var typesInWords: String { "known types: \(inWords(Check.types)), and those of dbt" }

    private func missing(_ what: String, _ type: PlacedText, _ source: SourceFile, _ path: FieldPath) -> Finding {
        source.finding(
            .badSchedule, .error, type.range, "a schedule of type \(type.text) needs \(path), \(what)", field: path)
    }

    private func interval(_ schedule: Node, _ type: PlacedText, _ source: SourceFile) -> Finding? {
        let path = FieldPath.keys("schedule", "schedule", "interval")
        guard let interval = schedule["schedule"]?["interval"], interval.entries != nil else {
            return missing("which is missing", type, source, path)
        }
        guard let quantity = interval["quantity"], !quantity.isNull else {
            return missing("which is missing", type, source, path.key("quantity"))
        }
        guard let number = quantity.int, number >= 1 else {
            return source.finding(
                .badSchedule, .error, quantity.range,
                "an interval of \(quantity.anyText ?? quantity.kindInWords) is none: a number from 1 up is needed",
                field: path.key("quantity"))
        }
        guard let unit = interval["unit"], !unit.isNull else {
            return missing("which is missing", type, source, path.key("unit"))
        }
        let name = unit.anyText ?? ""
        if Check.units.contains(name) || Check.units.contains(where: { $0 + "s" == name }) { return nil }
        let near = nearest(name, among: Check.units)
        return source.finding(
            .badSchedule, near.isEmpty ? .warning : .error, unit.range, "\(name) is not a unit of time known here",
            near: near, help: "known units: \(inWords(Check.units))", field: path.key("unit"))
    }

    private func cron(_ schedule: Node, _ type: PlacedText, _ source: SourceFile) -> Finding? {
        let path = FieldPath.keys("schedule", "schedule", "expression")
        guard let node = schedule["schedule"]?["expression"], let expression = node.placedText else {
            return missing("which is missing", type, source, path)
        }
        guard let problem = Cron.validate(expression.text) else { return nil }
        return source.finding(
            .badSchedule, .error, source.document.range(of: problem.range, in: node),
            "not a cron expression: \(problem.message)",
            help: "minute, hour, day of month, month, day of week: 30 6 * * 1-5 runs at 6:30 on weekdays", field: path)
    }

    private func visualCron(_ schedule: Node, _ type: PlacedText, _ source: SourceFile) -> [Finding] {
        let path = FieldPath.keys("schedule", "schedule", "expressions")
        guard let list = schedule["schedule"]?["expressions"], let items = list.items else {
            return [missing("which is missing", type, source, path)]
        }
        if items.isEmpty { return [missing("which is empty: it would never run", type, source, path)] }
        return items.enumerated().compactMap { index, item in
            guard let time = item["time"]?.placedText, !isTime(time.text) else { return nil }
            return source.finding(
                .badSchedule, .error, time.range, "\(time.text) is not a time of day",
                help: "write it as 09:30 or 21:30", field: path.appending(.index(index)).key("time"))
        }
    }

    /// False only for what looks like a time and is none: other ways to write one may be right.
    private func isTime(_ text: String) -> Bool {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 2, let hour = parts[0], let minute = parts[1] else { return true }
        return (0...23).contains(hour) && (0...59).contains(minute)
    }
}
