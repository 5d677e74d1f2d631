-- Indicators of every ticker and day. The functions are Leat's; each takes the prices up to its row.
-- What lies more than 500 days back has no weight in an EMA that a double could show.
with series as (
  select ticker, day, close,
    array_agg(close) over (partition by ticker order by day rows 500 preceding) as closes
  from prices
)
select ticker, day, close,
  sma(closes, 20) as sma,
  ema(closes, 20) as ema,
  bollinger_low(closes, 20, 2) as bollinger_low,
  bollinger_high(closes, 20, 2) as bollinger_high,
  rsi(closes, 14) as rsi,
  macd(closes, 12, 26) as macd,
  macd_signal(closes, 12, 26, 9) as signal
from series
