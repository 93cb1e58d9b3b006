import Dispatch
import Foundation
import Synchronization
import Testing

@testable import Resources

/// Texts that nobody writes and anybody may push: they cost time in proportion to their length, and no stack.
@Suite("Hostile texts") struct HostileTextTests {
    static let queries: [(name: String, text: String)] = [
        ("parentheses", "select " + nested("(", ")", 80_000) + " as id"),
        ("parentheses that never close", "select " + String(repeating: "(", count: 180_000)),
        ("brackets", "select " + nested("[", "]", 80_000) + " as id"),
        ("braces", "select " + nested("{", "}", 80_000) + " as id"),
        ("calls", "select " + nested("md5(", ")", 30_000, "uuid()") + " as id"),
        ("casts", "select " + nested("cast(", " as text)", 14_000, "uuid()") + " as id"),
        ("cases", "select " + nested("case when a then ", " end", 8_000) + " as id"),
        ("subqueries among the columns", nested("select (", ")", 18_000, "select 1") + " as id"),
        ("subqueries in FROM", nested("select * from (", ") t", 10_000, "select uuid() as id")),
        ("subqueries behind a comma", nested("select * from t, (", ") u", 10_000, "select uuid() as id")),
        ("common tables in common tables", nested("with a as (", ") select * from a", 6_000, "select uuid() as id")),
        ("WITH after WITH", many("with a as (select 1 as id) ", 6_000) + "select * from a"),
        ("windows", "select " + nested("row_number() over (order by ", ")", 6_000) + " as id"),
        ("comments in comments", many("/*", 50_000) + many("*/", 50_000) + "select 1 as id"),
        ("comments that never close", "select 1 as id " + many("/*/", 60_000)),
        ("unions", "select 1 as id" + many(" union select 1", 12_000)),
        ("columns", "select " + many("c, ", 50_000) + "uuid() as id"),
        ("aliases", "select " + list(12_000) { "c as c\($0)" } + ", uuid() as id from t"),
        ("aliases of tables", "select * from " + list(10_000) { "t as t\($0)" }),
        ("stars of tables", "select " + list(10_000) { "t\($0).*" } + " from " + list(10_000) { "t\($0)" }),
        ("common tables", "with " + list(8_000) { "c\($0) as (select 1 a)" } + " select * from c1"),
        ("common tables of common tables", chain(2_000)),
        ("stars that multiply", "with a as (select " + list(1_500) { "x\($0)" } + ") " + stars(6_000)),
        ("natural joins", natural(1_900, 1_800)),
        ("names taken away", "select * except (" + list(12_000) { "c\($0)" } + ") from (select 1 as c)"),
        ("names changed", "select * rename (" + list(8_000) { "c\($0) as d\($0)" } + ") from (select 1 as c)"),
        ("types", "select " + many("struct<", 24_000) + " as id"),
        ("quotes", "select " + many("'", 180_000)), ("double quotes", "select " + many("\"", 180_000)),
        ("backticks", "select " + many("`a` ", 40_000)), ("dollars", "select " + many("$a", 80_000)),
        ("dollar quotes", "select $" + many("a", 80_000) + "$ $" + many("a$", 20_000)),
        ("templates", "select " + many("{{", 80_000)), ("template tags", many("{% if a %}", 16_000) + "select 1"),
        ("numbers", "select " + many("1e-", 60_000)), ("one number", "select " + many("1", 180_000)),
        ("signs", "select " + many("-", 180_000)), ("semicolons", "select 1" + many(";", 180_000)),
        ("joins", "select * from t" + many(" natural join t using (a) on", 6_000)),
        ("dots", "select a" + many(".a", 80_000)),
    ]

    @Test("a hostile query is read in linear time, on a small stack", arguments: queries.indices)
    func hostileQuery(at index: Int) throws {
        let (name, text) = Self.queries[index]
        let columns = cost { _ = (SQL.outputColumns(text), SQL.unstableColumns(of: text)) }
        #expect(columns < Self.patience, "\(name): \(columns) s")
        let restyling = cost { _ = SQL.restyling(from: text, to: text + " ") }
        #expect(restyling < Self.patience, "\(name), restyled: \(restyling) s")
    }

    @Test("a query that nests too deep has columns that are not known, and one that does not has")
    func depth() {
        let deep = Self.nested("select * from (", ") t", 40, "select 1 as id")
        #expect(SQL.outputColumns(deep) == .unknown(reason: "the query nests too deep"))
        let flat = Self.nested("select * from (", ") t", 25, "select 1 as id")
        #expect(SQL.outputColumns(flat) == .known([SQL.Column(name: "id")]))
        let calls = "select " + Self.nested("md5(", ")", 40, "uuid()") + " as id"
        #expect(SQL.instability(of: "id", in: calls) == nil)
        #expect(SQL.outputColumns(calls) == .known([SQL.Column(name: "id")]))
    }

    static let templates: [(name: String, text: String)] = [
        ("ifs", many("{% if a %}", 18_000)), ("ifs that close", nested("{% if a %}", "{% endif %}", 8_000)),
        ("ends of nothing", many("{% if a %}", 8_000) + many("{% endfor %}", 8_000)),
        ("ends of other things", many("{% if a %}{% for b in c %}", 4_000) + many("{% endif %}", 4_000)),
        ("parentheses", "{{ " + many("(", 80_000) + " }}"), ("brackets", "{{ a" + many("[b", 80_000) + " }}"),
        ("closed brackets", "{{ " + nested("a[", "]", 40_000) + " }}"),
        ("ranges", "{% for a in (1.." + many("(1..", 40_000) + "5) %}"),
        ("braces", many("{{", 90_000)), ("braces in braces", "{{ ${a} " + many("{{ ", 60_000) + "}}"),
        ("tags that never close", many("{%", 90_000)), ("quotes", many("{{ ' }}", 26_000)),
        ("two kinds of quotes", many("{{ '\"' }}{{ \"'\" }}", 10_000) + "{{ '"),
        ("filters", "{{ a " + many("| upcase ", 20_000) + "}}"), ("unknown filters", many("{{ a | b }}", 16_000)),
        ("unknown tags", many("{% ifff %}", 18_000)), ("values", many("{{ a.b.c }}", 16_000)),
        ("points", "{{ a" + many(".a", 80_000) + " }}"), ("nots", "{{ " + many("not ", 44_000) + "a }}"),
        ("ands", "{% if a " + many("and a ", 30_000) + "%}"),
        ("arguments", "{{ a | b: " + many("1, ", 60_000) + "}}"),
        ("liquid in liquid", "{% " + many("liquid ", 24_000) + "%}"),
        ("lines", "{% liquid\n" + many("echo a\n", 24_000) + "%}"),
        ("comments", many("{% comment %}", 14_000)), ("raw", many("{% raw %}", 18_000)),
        ("foreign", "{% connected_content " + many("{{", 80_000) + " %}"),
        ("assignments", "{% assign a " + many("= ", 80_000) + "%}"), ("dollars", "{{ " + many("${", 80_000) + " }}"),
    ]

    @Test("a hostile template is read in linear time, on a small stack", arguments: templates.indices)
    func hostileTemplate(at index: Int) {
        let (name, text) = Self.templates[index]
        let seconds = cost { #expect(Liquid.parse(text).problems.count <= Liquid.problemLimit) }
        #expect(seconds < Self.patience, "\(name): \(seconds) s")
    }

    @Test("what nests too deep in a template is a problem that says so")
    func templateDepth() {
        let cases = [
            "{{ " + Self.many("(", 50) + "a" + Self.many(")", 50) + " }}": "parentheses nest too deep",
            "{{ " + Self.nested("a[", "]", 50, "b") + " }}": "brackets nest too deep",
            "{{ ${a} | append: " + Self.many("{{ ", 50) + "}}": "braces nest too deep",
            "{% " + Self.many("liquid ", 20) + "%}": "{% liquid %} nests too deep",
        ]
        for (text, message) in cases {
            #expect(Liquid.parse(text).problems.map(\.message).contains(message), "\(text)")
        }
    }

    @Test(
        "a hostile schedule is read in linear time",
        arguments: [
            many("*/1,", 50_000) + "* * * * *", many("* ", 80_000), "@" + many("a", 180_000),
            "0 0 " + many("1-2,", 40_000) + "1 2 *", many("-", 180_000) + " * * * *",
            "* * * * " + many("mon#", 40_000),
        ])
    func hostileSchedule(text: String) {
        #expect(cost { _ = (Cron.validate(text), Cron.runsTwiceAnHour(text)) } < Self.patience)
    }

    @Test("a name is looked for among many long ones in bounded time")
    func longNames() {
        let names = (0..<4_000).map { Self.many("\($0)", 40) }
        #expect(cost { _ = nearest(Self.many("x", 200), among: names) } < Self.patience)
        #expect(nearest(Self.many("x", 2_000), among: [Self.many("x", 2_000)]) == [])
    }

    // MARK: How it is measured

    /// Seconds of a thread's own time, in a build that is not optimised. What grows with the square takes minutes.
    static let patience = 4.0

    /// How long something takes on a thread with as small a stack as any has that a command works on.
    private func cost(_ work: @escaping @Sendable () -> Void) -> Double {
        let seconds = Mutex(0.0)
        let done = DispatchSemaphore(value: 0)
        let thread = Thread {
            let start = Self.threadTime()
            work()
            let spent = Self.threadTime() - start
            seconds.withLock { $0 = spent }
            done.signal()
        }
        thread.stackSize = 512 << 10
        thread.start()
        done.wait()
        return seconds.withLock { $0 }
    }

    private static func threadTime() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    static func many(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }

    static func nested(_ open: String, _ close: String, _ count: Int, _ inner: String = "1") -> String {
        many(open, count) + inner + many(close, count)
    }

    static func list(_ count: Int, _ item: (Int) -> String) -> String { (0..<count).map(item).joined(separator: ", ") }

    private static func chain(_ count: Int) -> String {
        "with c0 as (select uuid() as id), "
            + list(count) { "c\($0 + 1) as (select * from c\($0))" } + " select * from c\(count)"
    }

    private static func stars(_ count: Int) -> String {
        "select * from " + list(count) { "(select * from a) t\($0)" }
    }

    private static func natural(_ columns: Int, _ count: Int) -> String {
        "with a as (select " + list(columns) { "x\($0)" } + ") select " + list(count) { "t.a\($0), *" }
            + " from a" + many(" natural join a", count)
    }
}
