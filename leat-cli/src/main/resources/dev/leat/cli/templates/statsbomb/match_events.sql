-- Events in the words that all providers share; see the manual's page on templates.
-- The original columns: join events on events.id = match_events.event_id.
-- A pitch here is 105 x 68 m, from the top left corner, the team of the event attacking to the
-- right. StatsBomb gives 120 x 80.
with e as (
  -- So that a kind of event that has not been seen yet is null instead of an unknown column.
  select * from events
  union all by name
  select null::bigint as competition_id, null::bigint as season_id, null::bigint as match_id,
    null::varchar as id, null::bigint as period, null::bigint as minute, null::bigint as second,
    null::bigint as team__id, null::varchar as team__name, null::bigint as player__id,
    null::varchar as player__name, null::varchar as type__name,
    null::varchar as pass__outcome__name, null::varchar as shot__outcome__name,
    null::varchar as dribble__outcome__name, null::varchar as duel__outcome__name,
    null::varchar as interception__outcome__name, null::varchar as ball_receipt__outcome__name,
    null::double[] as location, null::double[] as pass__end_location,
    null::double[] as carry__end_location, null::double[] as shot__end_location
  where false
),
words as (
  select *,
    case type__name
      when 'Pass' then 'pass'
      when 'Carry' then 'carry'
      when 'Shot' then 'shot'
      when 'Ball Receipt*' then 'reception'
      when 'Dribble' then 'duel'
      when 'Duel' then 'duel'
      when 'Pressure' then 'pressure'
      when 'Interception' then 'interception'
      when 'Clearance' then 'clearance'
      when 'Block' then 'block'
      when 'Ball Recovery' then 'recovery'
      when 'Foul Committed' then 'foul'
      when 'Goal Keeper' then 'goalkeeper'
      else 'other'
    end as word,
    coalesce(dribble__outcome__name, duel__outcome__name, interception__outcome__name) as result,
    coalesce(pass__end_location, carry__end_location, shot__end_location) as ending
  from e
)
select
  'statsbomb' as provider,
  competition_id, season_id, match_id,
  id as event_id,
  period,
  minute * 60 + second as clock,
  team__id as team_id,
  team__name as team,
  player__id as player_id,
  player__name as player,
  word as event_type,
  case
    when word = 'shot' then
      case
        when shot__outcome__name = 'Goal' then 'goal'
        when shot__outcome__name like 'Saved%' then 'saved'
        when shot__outcome__name = 'Blocked' then 'blocked'
        when shot__outcome__name is not null then 'missed'
      end
    when word = 'pass' then
      case
        when pass__outcome__name is null then 'success'
        when pass__outcome__name not in ('Unknown', 'Injury Clearance') then 'failure'
      end
    when word = 'reception' then
      case when ball_receipt__outcome__name is null then 'success' else 'failure' end
    when result in ('Complete', 'Won') or result like 'Success%' then 'success'
    when result = 'Incomplete' or result like 'Lost%' then 'failure'
  end as outcome,
  round(location[1] * 105.0 / 120, 2) as start_x,
  round(location[2] * 68.0 / 80, 2) as start_y,
  round(ending[1] * 105.0 / 120, 2) as end_x,
  round(ending[2] * 68.0 / 80, 2) as end_y
from words
