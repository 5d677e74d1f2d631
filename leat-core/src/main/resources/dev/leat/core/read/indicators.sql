-- Indicators of one series of prices. `prices` is a list, oldest first, that ends with the row's own:
--   list(close) over (partition by ticker order by day rows 500 preceding)
-- What lies 500 rows back weighs less in an EMA of up to 26 than a double can show.

-- The mean of the last n; null before there are n.
create macro sma(prices, n) as
  case when len(prices) >= n then list_avg(prices[-n:]::double[]) end;

-- Recursive, alpha = 2 / (n + 1), beginning with the first price.
create macro ema(prices, n) as
  list_reduce(prices::double[], lambda mean, price: mean + (price - mean) * 2 / (n + 1));

-- k sample standard deviations below and above the mean of the last n.
create macro bollinger_low(prices, n, k) as
  sma(prices, n) - k * list_stddev_samp(prices[-n:]::double[]);

create macro bollinger_high(prices, n, k) as
  sma(prices, n) + k * list_stddev_samp(prices[-n:]::double[]);

-- By simple means of gains and losses, the first change counting as 0; 100 where nothing was lost,
-- null where nothing moved, and before there are n.
create macro rsi(prices, n) as
  case when len(prices) >= n then (
    select case when losses > 0 then 100 - 100 / (1 + gains / losses) when gains > 0 then 100 end
    from (
      select list_sum(list_transform(changes, lambda change: greatest(change, 0))) as gains,
        list_sum(list_transform(changes, lambda change: greatest(-change, 0))) as losses
      from (
        select list_transform(prices[-n:]::double[], lambda price, i:
          price - coalesce(prices[len(prices) - n + i - 1]::double, price)) as changes
      )
    )
  ) end;

-- The EMA of the fast span less that of the slow one.
create macro macd(prices, fast, slow) as
  ema(prices, fast) - ema(prices, slow);

-- The EMA of n over the MACD.
create macro macd_signal(prices, fast, slow, n) as
  list_reduce(
    list_transform(prices::double[], lambda price: {'fast': price, 'slow': price, 'signal': 0::double}),
    lambda mean, price: {
      'fast': mean.fast + (price.fast - mean.fast) * 2 / (fast + 1),
      'slow': mean.slow + (price.slow - mean.slow) * 2 / (slow + 1),
      'signal': mean.signal + (
        mean.fast + (price.fast - mean.fast) * 2 / (fast + 1)
          - mean.slow - (price.slow - mean.slow) * 2 / (slow + 1)
          - mean.signal) * 2 / (n + 1)
    }).signal;
