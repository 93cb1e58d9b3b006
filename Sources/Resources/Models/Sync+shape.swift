extension Sync {
    /// What a sync's file must be (format.md).
    package static let shape = Shape.Map(
        "a sync",
        [
            .init("model", .text(), isNeeded: true, "The slug of the model whose rows are sent."),
            .init(
                "destination", .text(), isNeeded: true,
                "The slug of a destination in the manifest, or an alias for one."),
            .init(
                "config", .map(Shape.Map("a configuration", config, others: .allowed)), isNeeded: true,
                "What is sent, and how: it belongs to the destination."),
            .init("schedule", .map(schedule), isNeeded: true, "When the sync runs.", code: .badSchedule),
            .init("schedulePaused", .flag, mayBeEmpty: true, "true: the sync does not run by its schedule."),
            .init("description", .anything, "The description that people see."),
        ], others: .allowed)

    /// Destinations have their own keys: nothing is asked of these, but an editor may tell what they are.
    private static let config: [Shape.Key] = [
        .init(
            "mode", .anything, "How rows are written.",
            examples: ["upsert", "insert", "update", "mirror", "all", "diff", "archive"]),
        .init("object", .anything, "What the rows become at the destination.", examples: ["contact"]),
        .init(
            "externalIdMapping", .collection, mayBeEmpty: true,
            "How a row is matched with its record: to is the field there, from is the column."),
        .init(
            "mappings", .list(of: .map(mapping)), mayBeEmpty: true,
            "What fills each field: to is the field there, from is the column, and type."),
        .init(
            "customMappings", .list(of: .map(mapping)), mayBeEmpty: true,
            "Like mappings, for custom fields of the destination."),
        .init("deleteMode", .anything, "What happens to records whose rows are no longer in the query."),
        .init("autoSyncColumns", .anything, "Whether the model's columns are the mappings."),
    ]

    /// Types have their own keys.
    private static let mapping = Shape.Map(
        "a mapping", [], others: .allowed, help: "write: - {to: Email, from: email, type: standard}")

    private static let schedule = Shape.Map(
        "a schedule",
        [.init("type", .choice(types), isNeeded: true, "How the schedule is given.", help: types.help)],
        others: .allowed,
        cases: [
            scheduled(
                "interval",
                .init(
                    "interval", .map(interval), isNeeded: true, "How much time lies between two runs.")),
            scheduled(
                "cron",
                .init(
                    "expression", .text(.cron), isNeeded: true,
                    "Minute, hour, day of month, month, day of week; or @daily and its like.",
                    examples: ["30 6 * * 1-5"])),
            scheduled(
                "visual_cron",
                .init(
                    "expressions", .list(of: .map(time), isFilled: true), isNeeded: true,
                    "Days of the week, each with a time.")),
        ])

    private static func scheduled(_ type: String, _ key: Shape.Key) -> Shape.Case {
        let map = Shape.Map("a schedule", [key], others: .allowed)
        return Shape.Case(
            "type", .isText(type),
            [.init("schedule", .map(map), isNeeded: true, "When a schedule of type \(type) comes.")])
    }

    private static let interval = Shape.Map(
        "an interval",
        [
            .init("unit", .choice(units), isNeeded: true, "The unit of time."),
            .init("quantity", .count, isNeeded: true, "How many units."),
        ], others: .allowed)

    private static let time = Shape.Map(
        "a time",
        [
            .init("days", .anything, "monday: true, and so on."),
            .init("time", .loosely(.timeOfDay), mayBeEmpty: true, "The time of day.", examples: ["09:30"]),
        ], others: .allowed, help: "write: - {days: {monday: true}, time: '09:30'}")

    // Runs after a dbt job: the names of that have changed over the years.
    private static let types = Shape.Choices(
        scheduleTypes, part: "dbt", unknown: "schedules of type … are not known here",
        help: "known types: \(inWords(scheduleTypes)), and those of dbt")

    private static let scheduleTypes = ["manual", "interval", "cron", "visual_cron"]

    private static let units = Shape.Choices(
        timeUnits, also: timeUnits.map { $0 + "s" }, unknown: "… is not a unit of time known here",
        help: "known units: \(inWords(timeUnits))")

    private static let timeUnits = ["minute", "hour", "day", "week", "month"]
}
