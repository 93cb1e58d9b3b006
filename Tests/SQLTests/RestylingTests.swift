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
}
