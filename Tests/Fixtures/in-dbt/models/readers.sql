select * from {{ ref('stg_readers') }}
