-- Leat's functions in PostgreSQL's words; each answers as the macro of its name does in DuckDB.
-- `prices` is an array, oldest first, that ends with the row's own:
--   array_agg(close) over (partition by ticker order by day rows 500 preceding)
-- They call nothing but what PostgreSQL brings, whatever the search path of who calls them.

create function sma(prices double precision[], n integer) language sql as
  select case when cardinality(prices) >= n then
    (select avg(price) from unnest(prices[cardinality(prices) - n + 1 :]) as price) end;

create function ema(prices double precision[], n integer) language plpgsql as
  declare
    mean double precision := prices[1];
    price double precision;
  begin
    foreach price in array coalesce(prices, '{}') loop
      mean := mean + (price - mean) * 2 / (n + 1);
    end loop;
    return mean;
  end;

create function bollinger_low(prices double precision[], n integer, k double precision) language sql as
  select case when cardinality(prices) >= n then
    (select avg(price) - k * stddev_samp(price)
      from unnest(prices[cardinality(prices) - n + 1 :]) as price) end;

create function bollinger_high(prices double precision[], n integer, k double precision) language sql as
  select case when cardinality(prices) >= n then
    (select avg(price) + k * stddev_samp(price)
      from unnest(prices[cardinality(prices) - n + 1 :]) as price) end;

create function rsi(prices double precision[], n integer) language sql as
  select case when cardinality(prices) >= n then (
    select case when losses > 0 then 100 - 100 / (1 + gains / losses) when gains > 0 then 100 end
    from (
      select sum(greatest(change, 0)) as gains, sum(greatest(-change, 0)) as losses
      from (
        select prices[i] - coalesce(prices[i - 1], prices[i]) as change
        from generate_series(cardinality(prices) - n + 1, cardinality(prices)) as i
      ) as changes
    ) as sums
  ) end;

create function macd(prices double precision[], fast integer, slow integer) language plpgsql as
  declare
    quick double precision := prices[1];
    calm double precision := prices[1];
    price double precision;
  begin
    foreach price in array coalesce(prices, '{}') loop
      quick := quick + (price - quick) * 2 / (fast + 1);
      calm := calm + (price - calm) * 2 / (slow + 1);
    end loop;
    return quick - calm;
  end;

create function macd_signal(prices double precision[], fast integer, slow integer, n integer) language plpgsql as
  declare
    quick double precision := prices[1];
    calm double precision := prices[1];
    signal double precision := prices[1] - prices[1];
    price double precision;
  begin
    foreach price in array coalesce(prices, '{}') loop
      quick := quick + (price - quick) * 2 / (fast + 1);
      calm := calm + (price - calm) * 2 / (slow + 1);
      signal := signal + (quick - calm - signal) * 2 / (n + 1);
    end loop;
    return signal;
  end;
