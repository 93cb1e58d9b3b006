import Support
import Testing

@testable import Resources

@Suite("Hostile schedules") struct HostileScheduleTests {
    @Test(
        "a hostile schedule is read in linear time",
        arguments: [
            HostileText.many("*/1,", 50_000) + "* * * * *", HostileText.many("* ", 80_000),
            "@" + HostileText.many("a", 180_000),
            "0 0 " + HostileText.many("1-2,", 40_000) + "1 2 *", HostileText.many("-", 180_000) + " * * * *",
            "* * * * " + HostileText.many("mon#", 40_000),
        ])
    func hostileSchedule(text: String) {
        #expect(HostileText.cost { _ = (Cron.validate(text), Cron.runsTwiceAnHour(text)) } < HostileText.patience)
    }
}
