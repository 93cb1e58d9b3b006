import Testing

@testable import SQL

/// When a query is only written another way, by its tokens.
struct SQLRestylingTests {
    @Test(
        "F8 what is only written another way",
        arguments: [
            ("select a, b from t", "select a,\n  b\nfrom t\n", [.whiteSpace]),
            ("select a from t", "SELECT a FROM t", [.keywordCase]),
            ("select a from t", "select a -- the key\nfrom t", [.comments, .whiteSpace]),
            ("select a\nfrom t", "-- all\nselect a\n  /* of\n  them */\nfrom t", [.comments]),
            ("select a -- x\nfrom t", "select a\nfrom t", [.comments]),
            ("select a from t -- x", "Select  a from t -- y", [.whiteSpace, .comments, .keywordCase]),
            ("select a\r\nfrom t", "select a\nfrom t", [.whiteSpace]),
            ("select count( * ) from t", "select count(*) from t", [.whiteSpace]),
            ("select 'A  b' from \"T\"", "SELECT 'A  b'  FROM \"T\"", [.whiteSpace, .keywordCase]),
            ("select case when a then b end from t", "select CASE WHEN a THEN b END from t", [.keywordCase]),
            ("select a from {{ ref('t') }}", "select a\nfrom {{ ref('t') }}", [.whiteSpace]),
            ("select a from t", "select a from t", []),
        ] as [(String, String, SQL.Restyling)])
    func restyled(_ before: String, _ after: String, _ expected: SQL.Restyling) {
        #expect(SQL.restyling(from: before, to: after) == expected)
    }

    @Test(
        "F8 what says something else, or may",
        arguments: [
            ("select a from t", "select A from t"),
            ("select a as end from t", "select a as END from t"),
            ("select t.left from t", "select t.LEFT from t"),
            ("select 'a  b' from t", "select 'a b' from t"),
            ("select 'select' from t", "select 'SELECT' from t"),
            ("select \"id\" from t", "select \"ID\" from t"),
            ("select `id` from t", "select `Id` from t"),
            ("select $$a b$$ from t", "select $$a  b$$ from t"),
            ("select $x$ -- a\n$x$ from t", "select $x$ -- b\n$x$ from t"),
            ("select '-- a' from t", "select '-- b' from t"),
            ("select a from t -- where b", "select a from t\n where b"),
            ("select /*+ hint(a) */ a from t", "select /*+ hint(b) */ a from t"),
            ("select a from t", "select a from t limit 10"),
            ("select a from t where b >= 1", "select a from t where b > = 1"),
            ("select a from t_{{ x }}", "select a from t_ {{ x }}"),
            ("select 'a' 'b' from t", "select 'a'\n'b' from t"),
            ("select @x from t", "select @ x from t"),
            // In MySQL and BigQuery the rest is a comment, elsewhere not.
            ("select a # b\nfrom t", "select a # c\nfrom t"),
            // To Snowflake a comment, to others a division.
            ("select a // 2\nfrom t", "select a // 3\nfrom t"),
            ("select 'open from t", "select 'open  from t"),
            ("select a from t", "select 'a from t"),
            ("select /*! 1 */ a", "select /*! 2 */ a"),
        ])
    func changed(_ before: String, _ after: String) {
        #expect(SQL.restyling(from: before, to: after) == nil)
    }

    @Test("F8 what only some warehouses take for a comment is part of the query, whatever a manifest says")
    func dialects() {
        #expect(SQL.restyling(from: "select a # b\nfrom t", to: "select a # c\nfrom t") == nil)
        #expect(SQL.restyling(from: "select a // 2\nfrom t", to: "select a // 3\nfrom t") == nil)
        #expect(SQL.restyling(from: "select 5--1\nfrom t", to: "select 5--2\nfrom t") == nil)
        #expect(SQL.restyling(from: "select [a  b] from t", to: "select [a b] from t") == nil)
    }

    @Test(
        "F8 what one warehouse reads another way is said of none",
        arguments: [
            // MySQL takes `--` for a comment only before white space.
            ("select a from t where b > 5 --1", "select a from t where b > 5 --1000"),
            ("select a from t where b = (--1\n)", "select a from t where b = (--2\n)"),
            ("select a from t where b > 5 --+1", "select a from t where b > 5 --+2"),
            ("select a from t where b > 5 --\u{A0}1", "select a from t where b > 5 --\u{A0}2"),
            ("select a from t where b > 5 --", "select a from t where b > 5"),
            // MariaDB and TiDB run these.
            ("select a /*M! and b */ from t", "select a /*M! or b */ from t"),
            ("select a /*M!100000 and b */ from t", "select a /*M!100000 or b */ from t"),
            ("select a /*T! and b */ from t", "select a /*T! or b */ from t"),
            ("select a /*T![x] and b */ from t", "select a /*T![x] or b */ from t"),
            // To MySQL only a line feed ends a line.
            ("select a from t -- x\rwhere b", "select a from t -- x\nwhere b"),
            ("select a from t -- x\rwhere b", "select a from t -- y\rwhere b"),
            ("select a from t -- x\u{85}where b", "select a from t -- x\nwhere b"),
            ("select a from t -- x\u{2028}where b", "select a from t -- y\u{2028}where b"),
            ("select a from t -- x\u{B}where b", "select a from t -- x where b"),
            ("select a from t -- x\u{C}where b", "select a from t -- x\nwhere b"),
            ("select a from t --\rwhere b", "select a from t --\nwhere b"),
            ("select a\u{A0}from t", "select a from t"),
            ("select a as\u{A0}end from t", "select a as\u{A0}END from t"),
            ("select a\u{B}from t", "select a from t"),
            // Comments to Jinja alone, and what may come of a template.
            ("select a from t where b > {#\n d '1' -- #}\n }", "select a from t where b > {#\n d '2' -- #}\n }"),
            ("select a from t {# x #}", "select a from t {# y #}"),
            ("select a from t -- {{ x }}\nwhere b", "select a from t -- {{ y }}\nwhere b"),
            ("select a from t /* {% x %} */", "select a from t /* {% y %} */"),
            (
                "{% assign q = \"'\" %}select a from t where b = {{ q }}x  y{{ q }}",
                "{% assign q = \"'\" %}select a from t where b = {{ q }}x y{{ q }}"
            ),
            ("select '{{ x }}  a' from t -- b", "select '{{ x }}  a' from t -- c"),
            // Dollars quote nothing in MySQL, and are parts of names elsewhere.
            ("select a as $$, ' $$ -- a' as b from t", "select a as $$, ' $$ -- b' as b from t"),
            ("select a as $x$, ' $x$ -- a' as b from t", "select a as $x$, ' $x$ -- b' as b from t"),
            ("select a$$b, '  ' from t$$", "select a$$b, ' ' from t$$"),
            // A backslash escapes a quote, or does not.
            ("select '\\' -- a' from t", "select '\\' -- b' from t"),
            ("select \"\\\" -- a\" from t", "select \"\\\" -- b\" from t"),
            ("select e'\\' -- a' from t", "select e'\\' -- b' from t"),
            ("select r'\\' -- a' from t", "select r'\\' -- b' from t"),
            ("select `a\\` -- a` from t", "select `a\\` -- b` from t"),
            ("select ''' -- a' from t", "select ''' -- b' from t"),
            ("select 'a'''' -- a' from t", "select 'a'''' -- b' from t"),
            // Oracle's quotes.
            ("select q'[it's -- a]' from t", "select q'[it's -- b]' from t"),
            ("select Nq'[it's -- a]' from t", "select Nq'[it's -- b]' from t"),
            // Some nest comments.
            ("select a /* /* x */ and b -- */\nfrom t", "select a /* /* x */ and b -- */\n from t"),
            ("select `a -- x` from t", "select `a -- y` from t"),
            ("select [a -- x] from t", "select [a -- y] from t"),
            // Two strings may be one.
            ("select 'a' 'b\\'c' from t", "select 'a'\n'b\\'c' from t"),
            ("select 'a' -- x\n'b' from t", "select 'a' 'b' from t"),
            // MySQL's functions touch their parentheses.
            ("select count(a) from t", "select count (a) from t"),
            ("select a from b-c.t", "select a from b - c.t"),
            ("select 1e+5 from t", "select 1e + 5 from t"),
            // Names to some.
            ("select a limit from t", "select a LIMIT from t"),
            ("select a end from t", "select a END from t"),
            ("select a desc from t", "select a DESC from t"),
            ("select a from full f", "select a from FULL f"),
            ("select a from b, limit l", "select a from b, LIMIT l"),
        ])
    func readOtherwise(_ before: String, _ after: String) {
        #expect(SQL.restyling(from: before, to: after) == nil)
        #expect(SQL.restyling(from: after, to: before) == nil)
        #expect(SQL.restyling(from: before, to: before) == [])
    }

    @Test(
        "F8 what stands before it, or is read alike in spite of it, is told",
        arguments: [
            ("select a, b from t -- {{ x }}", "select a,\n b from t -- {{ x }}", [.whiteSpace]),
            ("select a from t where b > 5 --1\nand c", "select a from t where b > 5 --1\n  and c", [.whiteSpace]),
            ("select a # x\n, b from t", "select a # x\n, b  from t", [.whiteSpace]),
            (
                "select '\\d', \"it's\", `b c`, d[1] from t -- x", "select '\\d', \"it's\", `b c`, d[1] from t -- y",
                [.comments]
            ),
            ("select 'it''s' from t -- x", "select 'it''s'  from t", [.comments, .whiteSpace]),
            ("select a -- x\r\nfrom t", "select a -- x\nfrom t", [.whiteSpace]),
            ("select a from t where b=1 and c in(2)", "select a from t where b = 1 and c in (2)", [.whiteSpace]),
            (
                "select a, row_number() over (partition by b order by c desc) from t left join u on a is not null",
                "SELECT a, row_number() OVER (PARTITION BY b ORDER BY c DESC) FROM t LEFT JOIN u ON a IS NOT NULL",
                [.keywordCase]
            ),
        ] as [(String, String, SQL.Restyling)])
    func readAlike(_ before: String, _ after: String, _ expected: SQL.Restyling) {
        #expect(SQL.restyling(from: before, to: after) == expected)
    }

    private static let fragments = [
        "a", "B", "select", "end", " ", "  ", "\n", "\r", "\t", "-- ", "-- x\n", "--", "--1", "#", "# y\n", "//", "/*",
        "*/",
        "/* x */", "/* /* */", "/*!", "/*+ z */", "'", "''", "'b'", "\"", "\"c\"", "`", "`d`", "[", "]", "[e]", "$$",
        "$x$",
        "\\", "{{", "}}", "{#", "#}", "(", ")", ",", "=", "-", "q'", "e'", "r'", "1", "1e", "+", ".", ";", "\u{85}",
        "\u{A0}",
    ]

    @Test("F8 what is called restyled is the same tokens in each dialect's own reading")
    func readByEach() {
        var state: UInt64 = 42
        func below(_ count: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % count
        }
        let lexicons = SQL.Dialect.unknown.lexicons
        var judged = 0
        for _ in 0..<40_000 {
            var parts = (0..<(2 + below(9))).map { _ in Self.fragments[below(Self.fragments.count)] }
            let before = parts.joined()
            for _ in 0...below(2) {
                let place = below(parts.count)
                switch below(3) {
                case 0: parts[place] = Self.fragments[below(Self.fragments.count)]
                case 1: parts.insert(Self.fragments[below(Self.fragments.count)], at: place)
                default: parts[place] += " "
                }
            }
            let after = parts.joined()
            guard before != after, SQL.restyling(from: before, to: after) != nil else { continue }
            judged += 1
            for lexicon in lexicons {
                #expect(
                    read(before, lexicon) == read(after, lexicon),
                    "\(before.debugDescription) \(after.debugDescription)")
            }
        }
        #expect(judged > 500)
    }

    /// The tokens, letter case aside; nil: the text does not end where it should.
    private func read(_ text: String, _ lexicon: SQL.Lexicon) -> [String]? {
        let bytes = Array(text.utf8)
        do {
            return try SQL.tokens(bytes, lexicon: lexicon)
                .map { String(decoding: bytes[$0.range], as: UTF8.self).lowercased() }
        } catch { return nil }
    }
}
