{{ config(materialized='view') }}
select id as reader_id, email from {{ source('shop', 'readers') }}
