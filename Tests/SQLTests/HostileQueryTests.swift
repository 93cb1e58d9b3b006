import Support
import Testing

@testable import SQL

@Suite("Hostile queries") struct HostileQueryTests {
    static let queries: [(name: String, text: String)] = [
        ("parentheses", "select " + HostileText.nested("(", ")", 80_000) + " as id"),
        ("parentheses that never close", "select " + String(repeating: "(", count: 180_000)),
        ("brackets", "select " + HostileText.nested("[", "]", 80_000) + " as id"),
        ("braces", "select " + HostileText.nested("{", "}", 80_000) + " as id"),
        ("calls", "select " + HostileText.nested("md5(", ")", 30_000, "uuid()") + " as id"),
        ("casts", "select " + HostileText.nested("cast(", " as text)", 14_000, "uuid()") + " as id"),
        ("cases", "select " + HostileText.nested("case when a then ", " end", 8_000) + " as id"),
        ("subqueries among the columns", HostileText.nested("select (", ")", 18_000, "select 1") + " as id"),
        ("subqueries in FROM", HostileText.nested("select * from (", ") t", 10_000, "select uuid() as id")),
        ("subqueries behind a comma", HostileText.nested("select * from t, (", ") u", 10_000, "select uuid() as id")),
        (
            "common tables in common tables",
            HostileText.nested("with a as (", ") select * from a", 6_000, "select uuid() as id")
        ),
        ("WITH after WITH", HostileText.many("with a as (select 1 as id) ", 6_000) + "select * from a"),
        ("windows", "select " + HostileText.nested("row_number() over (order by ", ")", 6_000) + " as id"),
        ("comments in comments", HostileText.many("/*", 50_000) + HostileText.many("*/", 50_000) + "select 1 as id"),
        ("comments that never close", "select 1 as id " + HostileText.many("/*/", 60_000)),
        ("unions", "select 1 as id" + HostileText.many(" union select 1", 12_000)),
        ("columns", "select " + HostileText.many("c, ", 50_000) + "uuid() as id"),
        ("aliases", "select " + HostileText.list(12_000) { "c as c\($0)" } + ", uuid() as id from t"),
        ("aliases of tables", "select * from " + HostileText.list(10_000) { "t as t\($0)" }),
        (
            "stars of tables",
            "select " + HostileText.list(10_000) { "t\($0).*" } + " from " + HostileText.list(10_000) { "t\($0)" }
        ),
        ("common tables", "with " + HostileText.list(8_000) { "c\($0) as (select 1 a)" } + " select * from c1"),
        ("common tables of common tables", chain(2_000)),
        ("stars that multiply", "with a as (select " + HostileText.list(1_500) { "x\($0)" } + ") " + stars(6_000)),
        ("natural joins", natural(1_900, 1_800)),
        ("names taken away", "select * except (" + HostileText.list(12_000) { "c\($0)" } + ") from (select 1 as c)"),
        (
            "names changed",
            "select * rename (" + HostileText.list(8_000) { "c\($0) as d\($0)" } + ") from (select 1 as c)"
        ),
        ("types", "select " + HostileText.many("struct<", 24_000) + " as id"),
        ("quotes", "select " + HostileText.many("'", 180_000)),
        ("double quotes", "select " + HostileText.many("\"", 180_000)),
        ("backticks", "select " + HostileText.many("`a` ", 40_000)),
        ("dollars", "select " + HostileText.many("$a", 80_000)),
        ("dollar quotes", "select $" + HostileText.many("a", 80_000) + "$ $" + HostileText.many("a$", 20_000)),
        ("templates", "select " + HostileText.many("{{", 80_000)),
        ("template tags", HostileText.many("{% if a %}", 16_000) + "select 1"),
        ("numbers", "select " + HostileText.many("1e-", 60_000)),
        ("one number", "select " + HostileText.many("1", 180_000)),
        ("signs", "select " + HostileText.many("-", 180_000)),
        ("semicolons", "select 1" + HostileText.many(";", 180_000)),
        ("joins", "select * from t" + HostileText.many(" natural join t using (a) on", 6_000)),
        ("dots", "select a" + HostileText.many(".a", 80_000)),
    ]

    @Test("a hostile query is read in linear time, on a small stack", arguments: queries.indices)
    func hostileQuery(at index: Int) throws {
        let (name, text) = Self.queries[index]
        let columns = HostileText.cost { _ = (SQL.outputColumns(text), SQL.instability(of: "id", in: text)) }
        #expect(columns < HostileText.patience, "\(name): \(columns) s")
        let restyling = HostileText.cost { _ = SQL.restyling(from: text, to: text + " ") }
        #expect(restyling < HostileText.patience, "\(name), restyled: \(restyling) s")
    }

    @Test("a query that nests too deep has columns that are not known, and one that does not has")
    func depth() {
        let deep = HostileText.nested("select * from (", ") t", 40, "select 1 as id")
        #expect(SQL.outputColumns(deep) == .unknown(reason: "the query nests too deep"))
        let flat = HostileText.nested("select * from (", ") t", 25, "select 1 as id")
        #expect(SQL.outputColumns(flat) == .known([SQL.Column(name: "id")]))
        let calls = "select " + HostileText.nested("md5(", ")", 40, "uuid()") + " as id"
        #expect(SQL.instability(of: "id", in: calls) == nil)
        #expect(SQL.outputColumns(calls) == .known([SQL.Column(name: "id")]))
    }

    private static func chain(_ count: Int) -> String {
        "with c0 as (select uuid() as id), "
            + HostileText.list(count) { "c\($0 + 1) as (select * from c\($0))" } + " select * from c\(count)"
    }

    private static func stars(_ count: Int) -> String {
        "select * from " + HostileText.list(count) { "(select * from a) t\($0)" }
    }

    private static func natural(_ columns: Int, _ count: Int) -> String {
        "with a as (select " + HostileText.list(columns) { "x\($0)" } + ") select "
            + HostileText.list(count) { "t.a\($0), *" }
            + " from a" + HostileText.many(" natural join a", count)
    }
}
