import Testing

@testable import Resources

@Test(
    "A302 a cron expression that schedulers take is no finding",
    arguments: [
        "* * * * *", "0 9 * * 1-5", "*/15 * * * *", "0 0 1 1 *", "0,30 8-18/2 * * mon-fri", "5/15 * * * *",
        "0 0 * JAN,Jul SUN", "0 0 ? * MON", "0 0 L * ?", "0 0 15W * ?", "0 0 LW * ?", "0 0 L-3 * ?", "0 0 ? * 5L",
        "0 0 ? * MON#2", "0 0 * * 7", "0 0 * * FRI-MON", "  0   9\t* * *  ", "@daily", "@HOURLY", "0 0 31 1,3 *",
        "0 0 29 2 *", "0 0 30 2 1", "59 23 31 12 0", "*/90 * * * *",
    ])
func goodCron(expression: String) {
    #expect(Cron.validate(expression) == nil)
}

@Test(
    "A302 a bad cron expression says what is wrong and where",
    arguments: [
        ("", "the cron expression is empty", ""),
        ("   ", "the cron expression is empty", "   "),
        ("60 * * * *", "60 is not a valid minute (0 to 59)", "60"),
        ("0 24 * * *", "24 is not a valid hour (0 to 23)", "24"),
        ("0 0 0 * *", "0 is not a valid day of the month (1 to 31)", "0"),
        ("0 0 * 13 *", "13 is not a valid month (1 to 12 or jan to dec)", "13"),
        ("0 0 * * 8", "8 is not a valid day of the week (0 to 7 or sun to sat)", "8"),
        ("0 0 * * monday", "monday is not a valid day of the week (0 to 7 or sun to sat)", "monday"),
        ("0 9 * * 1-8", "8 is not a valid day of the week (0 to 7 or sun to sat)", "1-8"),
        ("*/0 * * * *", "a step of 0 never comes", "*/0"),
        ("*/x * * * *", "x is not a step", "*/x"),
        ("*/ * * * *", "*/ is not a step", "*/"),
        ("1/2/3 * * * *", "1/2/3 has two steps", "1/2/3"),
        ("1,,2 * * * *", "a minute is missing between commas", "1,,2"),
        ("30-10 * * * *", "30-10 runs backwards", "30-10"),
        ("1-2-3 * * * *", "1-2-3 is not a valid minute (0 to 59)", "1-2-3"),
        ("-5 * * * *", "-5 is not a valid minute (0 to 59)", "-5"),
        ("? * * * *", "? is not a valid minute (0 to 59)", "?"),
        ("9:30 * * * *", "9:30 is not a valid minute (0 to 59)", "9:30"),
        ("0 0 ? * MON#6", "mon#6 is not a valid day of the week (0 to 7 or sun to sat)", "MON#6"),
        ("0 0 30 2 *", "that day never comes", "30 2"),
        ("0 0 31 feb,APR ?", "that day never comes", "31 feb,APR"),
        ("@dayly", "@dayly is not a schedule: did you mean @daily?", "@dayly"),
        ("@reboot", "@reboot is not a schedule", "@reboot"),
        ("@re\nboot", "@re boot is not a schedule", "@re\nboot"),
        (
            "99999999999999999999 * * * *", "99999999999999999999 is not a valid minute (0 to 59)",
            "99999999999999999999"
        ),
        (
            "0 9 * *", "a cron expression has 5 fields (minute, hour, day, month, weekday), this one has 4 fields",
            "0 9 * *"
        ),
        (
            "0 0 9 * * *", "a cron expression has 5 fields (minute, hour, day, month, weekday), this one has 6 fields",
            "0 0 9 * * *"
        ),
    ])
func badCron(expression: String, message: String, wrong: String) throws {
    let problem = try #require(Cron.validate(expression))
    #expect(problem.message == message)
    #expect(String(decoding: Array(expression.utf8)[problem.range], as: UTF8.self) == wrong)
}
