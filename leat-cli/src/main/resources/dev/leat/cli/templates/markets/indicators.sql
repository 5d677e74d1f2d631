-- Indicators of every ticker and day, in the usual definitions:
--   sma, bollinger   mean of 20 days, and 2 sample standard deviations around it
--   ema              span 20, recursive, beginning with the first price
--   rsi              14 days, simple means; 100 without losses, null where nothing moved
--   macd, signal     EMA of 12 days less that of 26, and its EMA of 9 days
-- An EMA looks back 500 days: what lies before has no weight that a double could show.
with p as (
  select ticker, day, close::double as close,
    row_number() over t as n,
    coalesce(close::double - lag(close::double) over t, 0) as change
  from prices
  window t as (partition by ticker order by day)
),
means as (
  select *,
    list(close) over (t rows 500 preceding) as closes,
    avg(close) over (t rows 19 preceding) as mean20,
    stddev_samp(close) over (t rows 19 preceding) as deviation20,
    avg(greatest(change, 0)) over (t rows 13 preceding) as gain14,
    avg(greatest(-change, 0)) over (t rows 13 preceding) as loss14
  from p
  window t as (partition by ticker order by day)
),
exponential as (
  select *,
    list_reduce(closes, lambda ema, x: ema + (x - ema) * 2 / 21) as ema,
    list_reduce(closes, lambda ema, x: ema + (x - ema) * 2 / 13)
      - list_reduce(closes, lambda ema, x: ema + (x - ema) * 2 / 27) as macd
  from means
),
signals as (
  select *, list(macd) over (t rows 500 preceding) as macds
  from exponential
  window t as (partition by ticker order by day)
)
select ticker, day, close,
  case when n >= 20 then mean20 end as sma,
  ema,
  case when n >= 20 then mean20 - 2 * deviation20 end as bollinger_low,
  case when n >= 20 then mean20 + 2 * deviation20 end as bollinger_high,
  case
    when n < 14 then null
    when loss14 > 0 then 100 - 100 / (1 + gain14 / loss14)
    when gain14 > 0 then 100
  end as rsi,
  macd,
  list_reduce(macds, lambda ema, x: ema + (x - ema) * 2 / 10) as signal
from signals
