import Testing

@testable import SQL

/// Which output columns are certain to be made anew at every run (A405).
struct SQLInstabilityTests {
    @Test(
        "A405 what reaches the key whatever the data is",
        arguments: [
            ("select uuid() as id, email from u", "uuid()"),
            ("select email, GEN_RANDOM_UUID() id from u", "GEN_RANDOM_UUID()"),
            ("select newid() as [id] from u", "newid()"),
            ("select *, uuid_string() as id from u", "uuid_string()"),
            ("select md5(concat(email, '-', cast(random() as varchar))) as id from u", "random()"),
            ("select email || '-' || (uuid()) as id from u", "uuid()"),
            ("select floor(rand() * 1000000)::int as id from u", "rand()"),
            ("select row_number() over () as id from u", "row_number() over no order"),
            ("select row_number() over (order by (select null)) as id from u", "row_number() over no order"),
            ("select row_number() over (order by 1, null desc) as id from u", "row_number() over no order"),
            (
                "select row_number() over (order by random() desc) as id from u",
                "row_number() over the order of random()"
            ),
            ("select 'a' || row_number() over () as id from u", "row_number() over no order"),
            ("with t as (select newid() as id, email from u) select id, email from t", "newid()"),
            ("with t as (select newid() as k from u) select t.k as id from t join v on v.a = t.a", "newid()"),
            ("with t as (select newid() as id from u) select * from t where email is not null", "newid()"),
            ("select id from (select uuid() as id, email from u) as t", "uuid()"),
            ("select uuid() as id from u union all select id from v", "uuid()"),
            ("with a as (select uuid() as id from u), b as (select * from a) select b.id from b", "uuid()"),
            ("select now() as id from u", "now()"), ("select CURRENT_TIMESTAMP id from u", "CURRENT_TIMESTAMP"),
            ("select current_timestamp(6) as id from u", "current_timestamp()"),
            ("select email || '-' || cast(getdate() as varchar) as id from u", "getdate()"),
            ("select md5(clock_timestamp()::text) as id from u", "clock_timestamp()"),
            ("select seq4() as id from u", "seq4()"), ("select seq8(1) as id from u", "seq8()"),
            ("select nextval('s'::regclass) as id from u", "nextval()"), ("select s.nextval as id from u", "s.nextval"),
            ("select next value for s as id from u", "next value for a sequence"),
            ("select public.uuid_generate_v4() as id from u", "uuid_generate_v4()"),
            ("select pg_catalog.random() as id from u", "random()"),
            ("select randstr(10, random()) as id from u", "random()"),
            ("select uniform(1, 9, random()) as id from u", "random()"),
            ("select random(1, 9) as id from u", "random()"),
            ("select left(uuid(), 8) as id from u", "uuid()"),
            ("select row_number() over w as id from u window w as ()", "row_number() over no order"),
            (
                "select row_number() over w as id from u window v as (order by a), w as (order by random())",
                "row_number() over the order of random()"
            ),
            ("select row_number() over (partition by 1 order by null) as id from u", "row_number() over no order"),
            (
                "select row_number() over (partition by plan order by null)::text id from u",
                "row_number() over no order"
            ),
            ("select rank() over (order by random()) as id from u", "a rank over the order of random()"),
            ("select @r := @r + 1 as id from u, (select @r := 0) x", "@r, which counts the rows in no order"),
            ("select id = newid() from [u]", "newid()"),
            ("select (select uuid()) as id from u", "uuid()"),
            ("select md5((select (uuid()))::text) as id from u", "uuid()"),
            (
                "select row_number() over (order by (select random()) desc) as id from u",
                "row_number() over the order of random()"
            ),
            ("select to_varchar(current_timestamp) as id from u", "current_timestamp"),
            ("select text(now()) || email as id from u", "now()"),
            ("select * replace (uuid() as id) from u", "uuid()"),
            ("select * replace (lower(email) as email, uuid() as id) from u", "uuid()"),
            ("with t as (select id, email from u) select * replace (uuid() as id) from t", "uuid()"),
            ("with t as (select * replace (uuid() as id) from u) select id from t", "uuid()"),
        ])
    func unstable(_ query: String, _ cause: String) {
        let dialect: SQL.Dialect = query.contains("[") ? .sqlserver : .unknown
        #expect(SQL.instability(of: "ID", in: query, dialect: dialect) == cause)
    }

    @Test(
        "A405 what may be stable is stable",
        arguments: [
            "select id, uuid() as other from u",
            "select coalesce(id, uuid()) as id from u",
            "select case when id is null then uuid() else id end as id from u",
            "select random(1) as id from u",
            "select row_number() over (order by random(1)) as id from u",
            "select uuid_string('6ba7b810', email) as id from u",
            "select uuid_generate_v5(ns, email) as id from u",
            "select row_number() over (order by email) as id from u",
            "select row_number() over (order by 1, email) as id from u",
            "select email || row_number() over (partition by email) as id from u",
            "select row_number() over w as id from u window w as (order by email)",
            "select rank() over () as id from u",
            "select dense_rank() over (order by email) as id from u",
            "select my.random() as id from u",
            "select my.now() as id from u",
            "select now()::date as id from u",
            "select email || cast(now() as date) as id from u",
            "select date_trunc('day', now()) as id from u",
            "select to_char(now(), 'YYYY') as id from u",
            "select t.current_timestamp as id from u",
            "select x as current_timestamp, id from u",
            "select nextval as id from u",
            "select next as id from u",
            "select id from u where created_at < now()",
            "select created_at < now() as id from u",
            "select seq4 as id from u",
            "select row_number() over v as id from u window w as ()",
            "select row_number() over w as id from u union select row_number() over w from u window w as ()",
            "select @r := @r + 1 as id from (select * from u order by email) x",
            "select @r := email as id from u",
            "select uuid as id from u",
            "select t.uuid() as id from u",
            "select 'uuid()' as id from u",
            "select id /* uuid() */ from u -- , random() as id",
            "select \"uuid()\" as id from u",
            "select md5(email) as id from u where random() < 0.1 order by random()",
            "select uuid() is null as id from u",
            "select uuid() = email as id from u",
            "select first_value(uuid()) as id from u",
            "select {{ uuid() }} as id from u",
            "select (select uuid() from v where v.a = u.a) as id from u",
            "select (select distinct email) as id from u",
            "select (select email union select uuid()) as id from u",
            "select (select uuid(), 1) as id from u",
            "select row_number() over (order by (select email)) as id from u",
            "select to_varchar(now()::date) as id from u",
            "select to_varchar(now(), 'YYYY') as id from u",
            "select * replace (uuid() as other) from u",
            "select * replace (coalesce(id, uuid()) as id) from u",
            "with t as (select id from u) select * replace (uuid() as other) from t",
            "with t as (select uuid() as k, id from u) select id from t",
            "with t as (select uuid() as id from u) select md5(email) as id from t",
            "with t as (select uuid() as id from u) select id from v",
            "with t as (select uuid() as id from u) select v.id from t join v using (email)",
            "with t as (select uuid() as id from u) select id from t join v using (email)",
            "with t as (select uuid() as id from u) select * replace (md5(email) as id) from t",
            "with t as (select uuid() as id from u) select * exclude (id), email as id from t",
            "select id, uuid() as id from u",
            "select * from u",
            "select uuid() as id from u; select 1",
            "select 'open",
            "",
        ])
    func stable(_ query: String) {
        #expect(SQL.instability(of: "id", in: query) == nil)
    }

    @Test("A405 what one warehouse alone takes so counts where the query is said to be its own")
    func ofOneWarehouse() {
        let of = { (dialects: [SQL.Dialect], query: String) in
            SQL.instability(ofOneAmong: ["id"], in: query, dialects: dialects)?.cause
        }
        #expect(of([.postgres, .snowflake], "select ctid as id from u") == "ctid, another one after each update")
        #expect(of([.snowflake, .postgres], "select ctid as id from u") == nil)
        #expect(of([.snowflake], "select \"UUID_STRING\"() as id from u") == "UUID_STRING()")
        #expect(of([.redshift], "select sysdate as id from u") == "sysdate")
        #expect(of([.snowflake, .redshift], "select sysdate as id from u") == nil)
    }
}
