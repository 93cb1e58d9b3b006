import Testing

@testable import SQL

@Test(
    "A203 the columns of a Snowflake query",
    arguments: [
        ("select EVENT_ID as id, PROPERTIES:total_amount::FLOAT as revenue from EVENTS", "id, revenue"),
        ("select v:items[0].price::number(10, 2) price, v['a b']::string as ab from t", "price, ab"),
        ("select v:a, id from t", "id, …"),
        ("select id, // the key\n email from t", "id, email"),
        ("select \"userId\", \"E-mail\" from t", "\"userId\", \"E-mail\""),
        ("select 'it\\'s' as a, b from t", "a, b"),
        ("select $$it's$$ as a, b from t", "a, b"),
        ("select $1 as a, $2:x::string as b from @stage/file (file_format => 'f')", "a, b"),
        ("select f.value:id::int as id from t, lateral flatten(input => t.items) f", "id"),
        ("select * from (select a, b from t) exclude_me", "a, b"),
        ("with c as (select a, b from t) select * exclude (a) from c", "b"),
        ("with c as (select a, b from t) select * exclude a, 1 as d from c", "b, d"),
        ("with c as (select a, b from t) select c.* rename (a as x) from c", "x, b"),
        ("select a from t sample (10) qualify row_number() over (partition by a order by b) = 1", "a"),
        ("select listagg(a, ',') within group (order by a) as l, count_if(b) c from t", "l, c"),
        ("select object_construct('a', 1) as o, {'a': 1} as p, [1, 2] as q from t", "o, p, q"),
        ("select iff(a, b, c) d, a::variant:x e from t", "d, e"),
        ("select connect_by_root a as root from t start with a is null connect by prior a = b", "root"),
        ("select a from t match_recognize (partition by a measures x as y pattern (p+) define p as true)", "a"),
        ("select identifier('a'), b from t", "b, …"),
        ("with \"c\" as (select a from t) select * from \"c\"", "a"),
        ("with \"c\" as (select a from t) select * from c", "…"),
        ("select a /*! , b */ from t", "a"),
        ("select top 3 a, b from t", "a, b"),
        ("select try_cast(a as int) as a, to_date(b) b from t", "a, b"),
        ("select a from t1 asof join t2 match_condition (t1.x >= t2.x) on t1.a = t2.a", "a"),
    ])
func snowflake(query: String, expected: String) {
    #expect(describe(SQL.outputColumns(query, dialect: .snowflake)) == expected)
}

@Test(
    "A203 the columns of a BigQuery query",
    arguments: [
        ("select `user`.id, `order` from `proj.ds.table` as user", "id, \"order\""),
        ("with c as (select a, b, d from t) select * except (b), x.y.z from c", "a, d, z"),
        ("with c as (select a, b from t) select * except (b) replace (upper(a) as a) from c", "a"),
        ("select * except (a) from `p.d.t`", "…"),
        ("select id, # the key\n email from t", "id, email"),
        ("select id -- 'a\n , 'b' as email from t", "id, email"),
        ("select \"a string\", b from t", "b, …"),
        ("select \"a string\" as a, 'it\\'s' as b, r'\\' as c from t", "…"),
        ("select \"a, b\" as a, r'\\d+' as b, b'x' as c, rb\"y\" d from t", "a, b, c, d"),
        ("select '''it's, \"so\"''' as a, \"\"\"x, y\"\"\" as b from t", "a, b"),
        ("select arr[offset(0)] as first, arr[safe_offset(1)].x, c from t", "first, c, …"),
        ("select x.value.string_value, c from t, unnest(event_params) as x", "string_value, c"),
        ("select (select value.int_value from unnest(p) where key = 'k') as v from t", "v"),
        ("select array_agg(struct(a as x, b)) as s, struct<a int64, b array<string>>(1, ['x']) as st from t", "s, st"),
        ("select array(select as struct a, b from t) as l", "l"),
        ("select as struct a from t", "…"),
        ("select countif(a) as n, safe.parse_json(b) j, any_value(c having max d) e from t", "n, j, e"),
        ("select a, from t", "a"),
        ("from t |> select a", "…"),
        ("select a from t |> where b |> extend c as d", "…"),
        ("select date '2024-01-01' as d, date_sub(current_date(), interval 1 day) as e from t", "d, e"),
        ("select date_sub(current_date(), interval 1 day) e, current_date() from t", "e, …"),
        ("select _table_suffix as s from `t_*` where _table_suffix between '1' and '2'", "s"),
        ("select a from t for system_time as of timestamp_sub(current_timestamp(), interval 1 hour)", "a"),
        ("with c as (select a from t) select c.*, offset from c, unnest(a) with offset", "a, offset"),
        ("select date \"2024-01-01\", json \"{}\" j, c from t", "j, c, …"),
    ])
func bigQuery(query: String, expected: String) {
    #expect(describe(SQL.outputColumns(query, dialect: .bigquery)) == expected)
}

@Test(
    "A203 the columns of a Databricks query",
    arguments: [
        ("select c.customer_id, `full name` from workspace.marketing.customers c", "customer_id, \"full name\""),
        ("select raw:owner, raw:a.b::string as b, c from t", "b, c, …"),
        ("select s.field, m['k'] as k, arr[0] z, cast(a as bigint) as a from t", "field, k, z, a"),
        ("select stack(2, 'a', 1, 'b', 2) as (k, v), c from t", "c, …"),
        ("select posexplode(a), c from t", "c, …"),
        ("select transform(a, x -> x + 1) as t, filter(b, (x, i) -> i > 0) f from t", "t, f"),
        ("with c as (select a, b from t) select * except (b) from c", "a"),
        ("with c as (select a from t) select * from c left anti join d on c.a = d.a", "a"),
        ("with c as (select a from t) select c.*, e.x from c lateral view explode(c.a) e as x", "x, …"),
        ("with c as (select a from t) select * from c lateral view explode(c.a) e as x", "…"),
        ("select id, date_add(d, 1) as next, 1L as one, 1.5BD as two from t", "id, next, one, two"),
        ("select 'it\\'s' as a, r'\\d' as b, r'\\' as c from t", "a, b, c"),
        ("select /* a /* nested */ comment */ a from t", "a"),
        ("select a from t version as of 1", "a"),
        ("with q(a, b) as (select x::map<string,int> m, y from t) select * from q", "a, b"),
        (
            "select x::map<string, array<struct<a:int, b string not null>>> m, y::struct<a:decimal(9,2)>, z from t",
            "m, z, …"
        ),
        ("select a from t tablesample (10 percent)", "a"),
        ("select sum(x) filter (where y) as s, try_divide(a, b) d, a <=> b as e from t", "s, d, e"),
        ("from t select a", "…"),
    ])
func databricks(query: String, expected: String) {
    #expect(describe(SQL.outputColumns(query, dialect: .databricks)) == expected)
}

@Test(
    "A203 the columns of a Postgres query",
    arguments: [
        ("select \"userId\", u.\"e-mail\" as mail from users u", "\"userId\", mail"),
        ("select a::int, b::text, c::numeric(10, 2), d::text[], e::double precision from t", "a, b, c, d, e"),
        ("select t.a::date, (b)::text, lower(c)::text from t", "a, …"),
        ("select a::bool and b, c from t", "c, …"),
        ("select a::timestamp at time zone 'utc', c from t", "c, …"),
        ("select $$a, b$$ as x, $tag$it's $$ so$tag$ as y from t", "x, y"),
        ("select E'it\\'s, so' as x, 'a\\' as y, U&'d\\0061t' as z from t", "x, y, z"),
        ("select data->>'a' as a, data->'b'->0 b, data #>> '{a,b}' as c, a @> b as d from t", "a, b, c, d"),
        ("select array[1, 2] as l, l[1] first, (r).x, row(1, 2) from t", "l, first, …"),
        ("select distinct on (a, b) a, c from t order by a, b", "a, c"),
        ("select a from only t", "a"),
        ("with c as (select a from t) select c.*, l.x from c left join lateral (select 1 as x) l on true", "a, x"),
        ("with c as (select a from t) select * from c left join lateral (select 1 as x) l on true", "a, x"),
        ("select * from json_to_recordset('[]') as x(a int, b text)", "…"),
        ("select * from (values (1, 'x')) v(a, b)", "a, b"),
        ("select count(*) filter (where a) as n, string_agg(b, ',' order by c) s from t", "n, s"),
        ("select a from t where b = any(array(select c from d)) and e ~ '^x'", "a"),
        ("select /* one /* two */ */ a from t", "a"),
        (
            "with recursive r(n) as (select 1 union select n + 1 from r) search depth first by n set o select * from r",
            "…"
        ),
        ("select a isnull, b from t", "b, …"),
        ("select a # b as x from t", "x"),
        ("select generate_series(1, 3) as n", "n"),
        ("select t from t", "t"),
        ("select interval '1 day' as d, a + interval '1' hour, b from t", "d, b, …"),
    ])
func postgres(query: String, expected: String) {
    #expect(describe(SQL.outputColumns(query, dialect: .postgres)) == expected)
}

@Test(
    "A203 the columns of a Redshift query",
    arguments: [
        ("select u.id, getdate() as now, a::varchar(20) from users u", "id, now, a"),
        ("select sysdate, b from t", "b, …"),
        ("select t.payload.user.id, b from t", "id, b"),
        ("select t.items[0].id, b from t", "b, …"),
        ("select listagg(a, ',') within group (order by a) over (partition by b) as l from t", "l"),
        ("select a, median(b) over (partition by c) m, nvl(d, 0) d from t", "a, m, d"),
        ("select top 5 a from t", "a"),
        ("select 'it''s' as a, '\\\\' as b from t", "a, b"),
        ("select * exclude (b) from (select a, b, c from t)", "a, c"),
        ("select dateadd(day, -1, d) as e, datediff(day, a, b) from t", "e, …"),
        ("select a from #temp", "a"),
    ])
func redshift(query: String, expected: String) {
    #expect(describe(SQL.outputColumns(query, dialect: .redshift)) == expected)
}

@Test(
    "A203 the columns of a MySQL query",
    arguments: [
        ("select u.`id`, name as 'Full Name', city as \"Town\" from users u", "\"id\", \"Full Name\", \"Town\""),
        ("select id, # the key\n email from t", "id, email"),
        ("select a--1 as x, b from t", "x, b"),
        ("select a, -- the rest\n b from t", "a, b"),
        ("select sql_no_cache a, b from t", "a, b"),
        ("select straight_join a, b from t", "a, b"),
        ("select group_concat(distinct a order by b separator ', ') as l, if(a, b, c) d from t", "l, d"),
        ("select date_add(d, interval 1 day) e, d + interval 1 day, f from t", "e, f, …"),
        ("select _utf8mb4'x' as a, convert(b using utf8) c, binary d, e from t", "a, c, e, …"),
        ("select 'it\\'s' as a, 'x' 'y' as b from t", "a, b"),
        ("select data->'$.a' as a, data->>'$.b' b, @v := 1 as c from t", "a, b, c"),
        ("select a from t /*! union select b */", "…"),
        ("select /*!40001 SQL_NO_CACHE */ a, b from t /*! force index (i) */ where c", "a, b"),
        ("select a from t limit 5, 10", "a"),
        ("select match (a) against ('x' in boolean mode) as score from t", "score"),
        ("select a from t group by a with rollup", "a"),
        ("select a div b as c, a mod b, d regexp 'x' e from t", "c, …"),
    ])
func mySQL(query: String, expected: String) {
    #expect(describe(SQL.outputColumns(query, dialect: .mysql)) == expected)
}

@Test(
    "A203 the columns of a SQL Server query",
    arguments: [
        (
            "select [Full Name], t.[id], x as [a b], y [c]]d] from [dbo].[t] t",
            "\"Full Name\", \"id\", \"a b\", \"c]d\""
        ),
        ("select top (10) with ties a from t order by a", "a"),
        ("select total = a + b, c from t", "total, c"),
        ("select [Full Name] = a, 'b c' = d, n = count(*) over (partition by e) from t", "\"Full Name\", \"b c\", n"),
        ("select a, b = case when c = d then 1 else 0 end from t", "a, b"),
        ("select @v = a, c from t", "c, …"),
        ("select a from t with (nolock) option (recompile)", "a"),
        ("select a from t for json path", "…"),
        ("select a into #x from t", "…"),
        ("with c as (select a from t) select c.*, f.x from c cross apply f(c.a) f", "x, …"),
        (";with c as (select a from #t) select * from c", "a"),
    ])
func sqlServer(query: String, expected: String) {
    #expect(describe(SQL.outputColumns(query, dialect: .sqlserver)) == expected)
}

@Test(
    "A203 where the warehouse is not known, only what every one of them reads is known",
    arguments: [
        // A comment in some, a name or an operator in others.
        ("select a, # b,\n c from t", "a, c, …"),
        ("select a # , b\n from t", "…"),
        ("select a, // b,\n c from t", "a, c, …"),
        ("select a // , b\n from t", "…"),
        ("select a--1 as x, b\n from t", "…"),
        // A name in most, a string in others.
        ("select \"a\", b from t", "b, …"),
        ("select \"a\" as x, b \"Full Name\" from t", "x, \"Full Name\""),
        ("select \"a\", t.\"b\" from t", "\"a\", \"b\""),
        ("select \"a\", b from \"users\"", "\"a\", b"),
        ("select [a], b from t", "b, …"),
        // The end of a string, or not.
        ("select 'a\\' as x, b as c from t", "x, c"),
        ("select 'a\\'', b as c, 'd\\'' as e from t", "e, …"),
        // None of it matters within strings and comments.
        ("select 'https://x.y/#z' as url, b -- see #5 // \"x\" [y] \\' \n from t", "url, b"),
        ("select 'a' as x, 'say \"hi\"' as y from t", "x, y"),
    ])
func unknownDialects(query: String, expected: String) {
    #expect(describe(SQL.outputColumns(query)) == expected)
}

@Test("the type of a source names its dialect")
func dialects() {
    #expect(SQL.Dialect(sourceType: "snowflake") == .snowflake)
    #expect(SQL.Dialect(sourceType: "bigquery") == .bigquery)
    #expect(SQL.Dialect(sourceType: "postgres") == .postgres)
    #expect(SQL.Dialect(sourceType: "googlesheets") == .unknown)
}

@Test("A203 says why columns are not known")
func reasons() {
    #expect(SQL.outputColumns("select * from t").reason == "the query selects * from a table")
    #expect(SQL.outputColumns("select a; select b").reason == "the query has several statements")
    #expect(SQL.outputColumns("select a, count(*) from t").reason == "a column of the query has no name of its own")
    #expect(SQL.outputColumns("select a, a from t").reason == "the query returns two columns named a")
    #expect(SQL.outputColumns("select a from t").reason == nil)
    #expect(
        SQL.outputColumns("select a /*! , b */ from t", dialect: .mysql).reason
            == "the query has a comment /*! … */, which MySQL runs")
}
