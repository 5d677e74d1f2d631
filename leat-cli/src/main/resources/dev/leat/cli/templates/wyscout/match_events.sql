-- Events in the words that all providers share; see the manual's page on templates.
-- The original columns: join events on events.id = match_events.event_id.
-- A pitch here is 105 x 68 m, from the top left corner, the team of the event attacking to the
-- right. Wyscout gives per cent of both sides.
with e as (
  -- A kind of event that has not been seen yet has no column: then it is the null of that name.
  select seen.*
  from (
    select null::bigint as competition_id, null::bigint as season_id, null::bigint as match_id,
      null::bigint as id, null::text as match_period, null::bigint as minute,
      null::bigint as second, null::json as type, null::json as location, null::json as team,
      null::json as player, null::json as pass, null::json as shot, null::json as carry,
      null::json as ground_duel, null::json as aerial_duel
  ) unseen
  cross join lateral (
    select competition_id, season_id, match_id, id, match_period, minute, second, type, location,
      team, player, pass, shot, carry, ground_duel, aerial_duel
    from events
  ) seen
),
words as (
  select *,
    type->>'primary' as word,
    coalesce(pass->'endLocation', carry->'endLocation') as ending
  from e
)
select
  'wyscout' as provider,
  competition_id, season_id, match_id,
  id::text as event_id,
  case match_period when '1H' then 1 when '2H' then 2 when 'E1' then 3 when 'E2' then 4
    when 'P' then 5 end as period,
  minute * 60 + second as clock,
  (team->>'id')::bigint as team_id,
  team->>'name' as team,
  nullif((player->>'id')::bigint, 0) as player_id,
  player->>'name' as player,
  case
    when shot is not null and word in ('shot', 'free_kick', 'penalty', 'corner') then 'shot'
    when word in ('pass', 'throw_in', 'goal_kick', 'free_kick', 'corner') then 'pass'
    when word = 'acceleration' or (word = 'touch' and carry is not null) then 'carry'
    when word in ('duel', 'clearance', 'interception') then word
    when word = 'infraction' then 'foul'
    when word in ('shot_against', 'goalkeeper_exit') then 'goalkeeper'
    else 'other'
  end as event_type,
  case
    when shot is not null and word in ('shot', 'free_kick', 'penalty', 'corner') then
      case
        when (shot->>'isGoal')::boolean then 'goal'
        when (shot->>'onTarget')::boolean then 'saved'
        when shot->>'goalZone' = 'bc' then 'blocked'
        else 'missed'
      end
    when pass is not null then
      case when (pass->>'accurate')::boolean then 'success' else 'failure' end
    when ground_duel is not null then
      case
        when (ground_duel->>'keptPossession')::boolean
          or (ground_duel->>'recoveredPossession')::boolean then 'success'
        else 'failure'
      end
    when aerial_duel is not null then
      case when (aerial_duel->>'firstTouch')::boolean then 'success' else 'failure' end
  end as outcome,
  round((location->>'x')::numeric(18, 6) * 1.05, 2)::double precision as start_x,
  round((location->>'y')::numeric(18, 6) * 0.68, 2)::double precision as start_y,
  round((ending->>'x')::numeric(18, 6) * 1.05, 2)::double precision as end_x,
  round((ending->>'y')::numeric(18, 6) * 0.68, 2)::double precision as end_y
from words
