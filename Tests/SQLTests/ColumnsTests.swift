import Testing

@testable import SQL

/// `known` as `a, b`; `partly` as `a, b, …`; `unknown` as `…`; names in quotes as `"a"`.
func describe(_ columns: SQL.Columns) -> String {
    let names = columns.named.map { $0.isQuoted ? "\"\($0.name)\"" : $0.name }
    return (columns.isComplete ? names : names + ["…"]).joined(separator: ", ")
}

@Test(
    "A203 the columns of a query are those of its select list",
    arguments: [
        ("select id from t", "id"),
        ("SELECT id, email FROM users WHERE active", "id, email"),
        ("select u.id, s.u.email from users u", "id, email"),
        ("select id user_id, lower(email) as email from t", "user_id, email"),
        ("select lower(email) email, 'x' kind, 1 one, null phone, count(*) n from t", "email, kind, one, phone, n"),
        ("select a + b c, a.x * 2 d, -a e, a || '-' || b f from t", "c, d, e, f"),
        ("select case when a then 1 else 2 end as x, case a when 1 then 'b' end y from t", "x, y"),
        ("select sum(x) over (partition by a order by b) as s, row_number() over (order by a) n from t", "s, n"),
        ("select first_value(a ignore nulls) over (order by b) f, sum(a) filter (where b) g from t", "f, g"),
        ("select arr[0] first_item, arr[1].name as second from t", "first_item, second"),
        ("select a as date, b as \"Full Name\", c as `x y` from t", "date, \"Full Name\", \"x y\""),
        ("select t.\"userId\", t.\"a\"\"b\" from t", "\"userId\", \"a\"b\""),
        ("select distinct id, email from t", "id, email"),
        ("select all id from t", "id"),
        ("select distinct on (email) id, email from t order by email", "id, email"),
        ("select top 10 id, name from t", "id, name"),
        ("select top (5) percent with ties id from t", "id"),
        ("select top, id from t", "top, id"),
        ("select id,\n email,\n from t", "id, email"),
        ("select id, email,", "id, email"),
        ("select 1 as id", "id"),
        ("select 1 as id limit 1", "id"),
        ("select id from t;", "id"),
        (";with a as (select 1 as x) select x from a;", "x"),
        ("(select id from t)", "id"),
        ("((select id from t) order by id) limit 3", "id"),
        ("-- first\nselect /* the key */ id, -- it's here\n email from t", "id, email"),
        ("select id, --the e-mail\n email from t", "id, email"),
        ("select a is distinct from b as x, c from t", "x, c"),
        ("select a is not distinct from b as x, c from t", "x, c"),
        ("select nth_value(a, 2) from first over (order by b) as x, c from t", "x, c"),
        ("select extract(year from d) as y, trim(both ' ' from n) as n from t", "y, n"),
        ("select x, offset from unnest(a) as x with offset", "x, offset"),
        ("select a, b from t where x in (select y from z)", "a, b"),
        ("select (select max(x) from y) as m, exists (select 1 from z) e from t", "m, e"),
        ("select a from t fetch first 3 rows only", "a"),
        ("select a from t for update", "a"),
        ("select a from t qualify row_number() over (partition by a order by b) = 1", "a"),
        ("select a, b from t group by all having count(*) > 1 order by a nulls last limit 5 offset 2", "a, b"),
        ("select a, b from t window w as (partition by a)", "a, b"),
        ("select sum(a) over w as s from t window w as (partition by a)", "s"),
        ("select lässt, größe as Größe from t", "lässt, Größe"),
        ("select cast(a as struct<x int, y string>) as s, b from t", "s, b"),
        ("select struct<a int64, b string>(1, 'x') as s, array<struct<a int64>>[(1)] l from t", "s, l"),
        ("select a < b as c, d > e as f from t", "c, f"),
        ("select map < 3 as small, x > (2) as big from t", "small, big"),
        ("select array < b as c, d > (1) as e, struct < f as g from t", "c, e, g"),
        ("select date '2024-01-01' d, timestamp '2024-01-01 00:00:00' as ts from t", "d, ts"),
        ("select a from {{ ref('t') }} where d > '{{ context.since }}'", "a"),
        ("select coalesce({{ field }}, 0) as a, b from t", "a, b"),
        ("select 'a;b' as x, ';' y from t", "x, y"),
        ("select 'it''s' as x from t", "x"),
        ("select a as x from t where b = 'select c, d from e'", "x"),
    ])
func selectLists(query: String, expected: String) {
    #expect(describe(SQL.outputColumns(query)) == expected)
}

@Test(
    "A203 a column without a name of its own leaves the list open",
    arguments: [
        ("select id, count(*) from t", "id, …"),
        ("select a::int, b from t", "b, …"),
        ("select cast(a as int), b from t", "b, …"),
        ("select v:a.b, v:c::string as c from t", "c, …"),
        ("select current_date, null, true, user, b from t", "b, …"),
        ("select a + b, c from t", "c, …"),
        ("select (a), c from t", "c, …"),
        ("select a = b, c from t", "c, …"),
        ("select total = a + b, c from t", "c, …"),
        ("select interval '1' day, c from t", "c, …"),
        ("select a + interval 1 day, c from t", "c, …"),
        ("select now() - interval '7 days' ago, c from t", "c, …"),
        ("select d + 1 day, c from t", "c, …"),
        ("select a::double precision, b from t", "b, …"),
        ("select a::timestamp with time zone, b::time without time zone, c from t", "c, …"),
        ("select a at time zone 'utc', b at time zone tz, c from t", "c, …"),
        ("select a is null, b isnull, c notnull, d from t", "d, …"),
        ("select a collate de, b not like c, not d, e from t", "e, …"),
        ("select sum(a) over w, b from t window w as (order by a)", "b, …"),
        ("select connect_by_root name, prior id, b from t", "b, …"),
        ("select binary name, b from t", "b, …"),
        ("select lead(a) ignore nulls over (order by b), c from t", "c, …"),
        ("select x div y, x mod y, b from t", "b, …"),
        ("select $1, t.$2, b from @stage t", "b, …"),
        ("select a(b).c, d from t", "d, …"),
        ("select id, id from t", "id, id, …"),
        ("select a.id, b.ID from a join b using (k)", "id, ID, …"),
        ("select {{ columns }}, b from t", "b, …"),
        ("select {{ columns }} as a, b from t", "a, b, …"),
        ("select explode(m), b from t", "b, …"),
        ("select a as \"{{ name }}\", b as '{{ x }}', c as `{{ y }}`, d from t", "d, …"),
        ("select inline(m) as (a, b), c from t", "c, …"),
        ("select columns('x.*') as y, b from t", "y, b"),
        ("select case when a then b end, c from t", "c, …"),
        ("select a into b, c from t", "…"),
        ("select 1st, b from t", "b, …"),
        ("select a\u{a0}b, c from t", "c, …"),
        ("select map['a'], b from t", "b, …"),
        ("select 'x', b from t", "b, …"),
        ("select a 'b', c from t", "c, …"),
    ])
func namelessColumns(query: String, expected: String) {
    #expect(describe(SQL.outputColumns(query)) == expected)
}

@Test(
    "A203 a star takes the columns of a subquery or common table, and is unknown over a table",
    arguments: [
        ("select * from t", "…"),
        ("select *, 1 as x from t", "x, …"),
        ("select t.*, a from t", "a, …"),
        ("select * from (select a, b from t)", "a, b"),
        ("select * from (select a, b from t) x where a", "a, b"),
        ("select x.* from (select a, b from t) as x join y on x.a = y.a", "a, b"),
        ("select x.*, y.c from (select a from t) x join y on x.a = y.a", "a, c"),
        ("select * from (select a from t) x join y on x.a = y.a", "a, …"),
        ("with a as (select id, email from t) select * from a", "id, email"),
        ("with A as (select id from t) select * from a", "id"),
        ("with a as (select id from t), b as (select *, 1 as n from a) select * from b", "id, n"),
        ("with a as (select id from t), select * from a", "id"),
        ("with recursive a as (select 1 as n union all select n + 1 from a where n < 9) select * from a", "n"),
        ("with a(x, y) as (select 1, 2) select * from a", "x, y"),
        ("with a(x) as (select 1, 2 as z) select * from a", "x, z"),
        ("with a(x, y) as (values (1, 2), (3, 4)) select * from a", "x, y"),
        ("with a as materialized (select id from t), b as not materialized (select * from a) select * from b", "id"),
        ("select * from (values (1, 'a')) as v(id, name)", "id, name"),
        ("select * from (values (1, 'a')) as v(id)", "id, …"),
        ("select * from (values (1, 'a')) as v", "…"),
        ("select * from f(1) as v(id, name)", "…"),
        ("with t as (select * from t) select * from t", "…"),
        ("with a as (select * from b), b as (select id from t) select * from a", "…"),
        ("with a as (select id from t) select * from s.a", "…"),
        ("with \"a\" as (select id from t) select * from \"a\"", "id"),
        ("with \"A\" as (select id from t) select * from a", "…"),
        ("with a as (select id from t) select * from a, unnest(a.items)", "id, …"),
        ("with a as (select id from t) select a.*, f.value from a, lateral flatten(input => a.x) f", "id, value"),
        ("with a as (select id from t) select * from a, lateral flatten(input => a.x) f", "id, …"),
        ("with a as (select id from t) select * from a pivot (sum(x) for y in ('b'))", "…"),
        ("with a as (select id, x from t), b as (select id, y from t) select * from a join b using (id)", "id, x, y"),
        ("with a as (select id from t), b as (select id from t) select * from a natural join b", "id"),
        ("with a as (select id from t), b as (select id from t) select * from a join b on a.id = b.id", "id, id, …"),
        ("with a as (select id from t), b as (select y from t) select * from a left semi join b on a.id = b.y", "id"),
        ("with a as (select id from t), b as (select y from t) select * from a left anti join b on a.id = b.y", "id"),
        ("with a as (select id from t), b as (select y from t) select * from a full outer join b on true", "id, y"),
        ("with a as (select id from t), b as (select y from t) select * from a cross join b where true", "id, y"),
        ("with a as (select id, x, y from t) select * except (x, y) from a", "id"),
        ("with a as (select id, x, y from t) select * exclude (x), 1 as z from a", "id, y, z"),
        ("with a as (select id, x, y from t) select * exclude x, y from a", "y, …"),
        ("with a as (select id from t) select * from a with (nolock)", "…"),
        ("with a as (select id from t) select * from a tablesample (x)", "…"),
        ("with a as (select id from t) select * from a sample", "…"),
        ("with a as (select id from t) select * from a as sample", "id"),
        ("with a as (select id, x from t) select * replace (upper(x) as x) from a", "id, x"),
        ("with a as (select id, x from t) select * exclude (id) rename (x as y) from a", "y"),
        ("with a as (select id, x from t) select * ilike 'i%' from a", "…"),
        ("with a as (select id, x from t) select a.* except (x) from a", "id"),
        ("select * except (x) from t", "…"),
        ("with a as (select id, count(*) from t) select * from a", "id, …"),
        ("with a as (select id from t) select (a).* from a", "…"),
        ("with a as (select s from t) select a.s.* from a", "…"),
        ("with a as (select id from t) select * from a limit 5", "id"),
        ("with a as (select id from t) select * from a start, (select x from y) b", "id, x"),
        ("with a as (select id from t) (select * from a)", "id"),
        ("with a as (with b as (select id from t) select * from b) select * from a", "id"),
        ("with a as (select id from t) select * from (with a as (select * from a) select * from a)", "…"),
        ("with a as (select id from t) select * from a {{ joins }}", "…"),
    ])
func stars(query: String, expected: String) {
    #expect(describe(SQL.outputColumns(query)) == expected)
}

@Test("A203 a demo query as people keep them: comments, a trailing comma, VALUES that multiply the rows")
func demoQuery() {
    let query = """
        SELECT
          -- Each row gets a key of its own
          ROW_NUMBER() OVER (
            ORDER BY
              RANDOM(7)
          ) AS ROW_KEY,
          ROW_NUMBER() OVER (ORDER BY RANDOM(7)) || '+' || EMAIL AS EMAIL,
          /* as they are */
          user_id,
          flag_17 AS wants_news, -- "opt in"
          DATEADD(DAY, - days_ago, CURRENT_TIMESTAMP()) AS seen_at,
          CASE
            WHEN bucket = 0 THEN 'Runner; from Oslo'
            WHEN bucket IN (1, 2) THEN 'Walker'
            ELSE NULL
          END AS KIND,
        FROM
          DEMO.PEOPLE
          CROSS JOIN (
            -- how often each is repeated
            VALUES
              (1),
              (2)
          ) AS times (N)
        """
    for dialect in [SQL.Dialect.snowflake, .unknown] {
        let found = describe(SQL.outputColumns(query, dialect: dialect))
        #expect(found == "ROW_KEY, EMAIL, user_id, wants_news, seen_at, KIND")
    }
}

@Test(
    "A203 a set operation takes the names of its first query",
    arguments: [
        ("select a from t union select b from u", "a"),
        ("select a from t union all select b, c from u", "a"),
        ("(select a from t) except (select b from u)", "a"),
        ("select 1 as a union select 2", "a"),
        ("select 1 as a minus select 2", "a"),
        ("select 1 as a intersect distinct select 2", "a"),
        ("select a from t union all by name select b from u", "…"),
        ("select a from t full outer union all by name select b from u", "…"),
        ("select a from t union corresponding select b from u", "…"),
        ("with c as (select a from t union all select b from u) select * from c", "a"),
    ])
func setOperations(query: String, expected: String) {
    #expect(describe(SQL.outputColumns(query)) == expected)
}

@Test(
    "A203 what is not surely understood is unknown",
    arguments: [
        "", "   ", ";", "-- nothing", "select", "select from t", "select a; select b", "set x = 1; select a from t",
        "insert into t select a from u", "call f()", "show tables", "values (1, 2)", "table t", "from t select a",
        "from t |> select a", "select a from t |> extend b as c", "select a from t ->> select b from $1",
        "select as struct a, b from t", "select as value a from t", "select a from t for json auto",
        "select a from t for xml path('')", "{% if x %} select a from t {% endif %}",
        "select a, {% if x %} b, {% endif %} c from t", "{{ config() }} select a from t", "select a from (t",
        "select a) from t", "select (a] from t", "select 'a from t", "select \"a from t", "select a /* from t",
        "select {{ a from t", "explain select a from t", "with a as select 1 select 2", "with a select b from c",
        "with x as (select 1 as y) delete from t", "begin select a from t; end", "select a from t /*! , b */",
        "merge into t using (select a from b) c on true when matched then update set x = 1",
    ])
func notUnderstood(query: String) {
    let columns = SQL.outputColumns(query)
    #expect(!columns.isComplete, "\(columns)")
}

@Test("A203 a query that nests or multiplies without end is unknown, and soon", .timeLimit(.minutes(10)))
func hostileQueries() {
    let deep = String(repeating: "(", count: 20_000) + "select a from t" + String(repeating: ")", count: 20_000)
    #expect(!SQL.outputColumns(deep).isComplete)
    var nested = "select a as x from t"
    for _ in 0..<200 { nested = "select *, * from (\(nested))" }
    #expect(!SQL.outputColumns(nested).isComplete)
    var doubling = "with c0 as (select a from t)"
    for level in 1...100 { doubling += ", c\(level) as (select * from c\(level - 1), c\(level - 1) x)" }
    #expect(!SQL.outputColumns(doubling + " select * from c100").isComplete)
    let types = String(repeating: "struct<", count: 20_000)
    #expect(!SQL.outputColumns("select \(types) from t").isComplete)
    let many = (0..<20_000).map { "c\($0)" }.joined(separator: ", ")
    #expect(!SQL.outputColumns("select \(many) from t").isComplete)
    #expect(describe(SQL.outputColumns("with a as (select b from t) select * except (\(many)) from a")) == "b")
}
