import YAML

/// A406: a sync begins to run, or runs much more often.
struct PaceCheck: ScopedCheck {
    let scope: CheckScope

    /// Of a sync that was there: how often a new one runs is read with the rest of it.
    func finding(for sync: Sync, from old: Sync?) -> Finding? {
        // While it is paused, its schedule does nothing.
        guard let old, !sync.isPaused, let root = sync.document.root else { return nil }
        let (was, now) = (Pace(old.schedule), Pace(sync.schedule))
        let schedule = root.entry("schedule")?.key.range
        if old.isPaused {
            return sync.sourceFile.finding(
                .runsMore, .warning, root.entry("schedulePaused")?.value.range ?? schedule,
                "Rows will be sent again: \(sync.id) is no longer paused, and runs "
                    + "\(now.words ?? "by its schedule").",
                help: "its first run sends all that changed while it was paused", field: .keys("schedulePaused"))
        }
        guard now.isOftenerThanHourly, !was.isOftenerThanHourly, let words = now.words else { return nil }
        return sync.sourceFile.finding(
            .runsMore, .warning, schedule,
            "It will run more often than hourly: \(sync.id) runs \(words)" + (was.words.map { ", not \($0)" } ?? "")
                + ".",
            help: "each run queries the warehouse, and \(scope.target(sync)) may limit how often it is written to",
            field: .keys("schedule"))
    }
}
