select distinct on (a) a `b c`, [d e], "f""g", $$h$$, e'\'', r"\d", struct<a int64, b array<string>>(1, [2]), x:y::z as j, # mysql
  /*+ hint */ top 5 percent with ties k, {{ column }}, 1e-5 /* a /* b */ c */ from (values (1, 2)) v(l, m) // snowflake
|> select n
