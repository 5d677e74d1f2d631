-- Comments and "more" stubs of every depth, one by one.
with recursive tree as (
  select post_id, kind, data from (
    -- So that there are columns before the first comment is.
    select * from threads
    union all by name
    select null::varchar as post_id, null::varchar as kind, null::json as data where false
  )
  union all
  select post_id, child->>'$.kind', child->'$.data'
  from (
    select post_id, unnest(from_json(data->'$.replies.data.children', '["json"]')) as child
    from tree
  )
)
select
  data->>'$.id' as id,
  post_id,
  data->>'$.parent_id' as parent_id,
  kind,
  data->>'$.author' as author,
  data->>'$.body' as body,
  (data->>'$.score')::bigint as score,
  data->>'$.author_flair_css_class' as flair_class,
  data->>'$.author_flair_text' as flair,
  to_timestamp((data->>'$.created_utc')::double) as created_at,
  -- Reddit says false, or the time.
  to_timestamp(try_cast(data->>'$.edited' as double)) as edited_at,
  (data->>'$.count')::bigint as more
from tree
where kind in ('t1', 'more')
