with recursive a (id, n) as (select id, count(*) as n from t where x = 'it''s' group by 1), b as not materialized (
  select * except (n) rename (id as key), uuid() as u from a natural join c using (id))
select b.*, cast(md5(random()::text) as text) as r, row_number() over (order by (select null)) "Nr", case when a then b end
from b left join lateral (select 1 as one) l on true -- {{ comment }}
union all select 1 limit 10;
