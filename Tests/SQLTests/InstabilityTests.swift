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
            "select row_number() over (partition by email) as id from u",
            "select row_number() over w as id from u window w as (order by email)",
            "select rank() over () as id from u",
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
            "select (select uuid()) as id from u",
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
}
