-- Events in the words that all providers share; see the manual's page on templates.
-- The original columns: join events on events.id = match_events.event_id.
-- A pitch here is 105 x 68 m, from the top left corner, the team of the event attacking to the
-- right. StatsBomb gives 120 x 80.
with e as (
  -- A kind of event that has not been seen yet has no column: then it is the null of that name.
  select seen.*
  from (
    select null::bigint as competition_id, null::bigint as season_id, null::bigint as match_id,
      null::text as id, null::bigint as period, null::bigint as minute, null::bigint as second,
      null::bigint as team__id, null::text as team__name, null::bigint as player__id,
      null::text as player__name, null::text as type__name,
      null::text as pass__outcome__name, null::text as shot__outcome__name,
      null::text as dribble__outcome__name, null::text as duel__outcome__name,
      null::text as interception__outcome__name, null::text as ball_receipt__outcome__name,
      null::double precision[] as location, null::double precision[] as pass__end_location,
      null::double precision[] as carry__end_location,
      null::double precision[] as shot__end_location
  ) unseen
  cross join lateral (
    select competition_id, season_id, match_id, id, period, minute, second, team__id, team__name,
      player__id, player__name, type__name, pass__outcome__name, shot__outcome__name,
      dribble__outcome__name, duel__outcome__name, interception__outcome__name,
      ball_receipt__outcome__name,
      location[1]::double precision as from_x, location[2]::double precision as from_y,
      coalesce(pass__end_location[1]::double precision, carry__end_location[1]::double precision,
        shot__end_location[1]::double precision) as to_x,
      coalesce(pass__end_location[2]::double precision, carry__end_location[2]::double precision,
        shot__end_location[2]::double precision) as to_y
    from events
  ) seen
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
    coalesce(dribble__outcome__name, duel__outcome__name, interception__outcome__name) as result
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
  round((from_x * 105.0 / 120)::numeric(18, 6), 2)::double precision as start_x,
  round((from_y * 68.0 / 80)::numeric(18, 6), 2)::double precision as start_y,
  round((to_x * 105.0 / 120)::numeric(18, 6), 2)::double precision as end_x,
  round((to_y * 68.0 / 80)::numeric(18, 6), 2)::double precision as end_y
from words
