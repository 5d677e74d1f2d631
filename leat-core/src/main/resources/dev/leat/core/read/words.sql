-- Names of people and teams, amounts, odds and seasons, as web pages write them.

-- White space of every kind becomes one blank, and none at the ends.
create macro collapse_space(words) as
  trim(regexp_replace(words::varchar,
    '[\s\x{85}\x{A0}\x{1680}\x{2000}-\x{200B}\x{2028}\x{2029}\x{202F}\x{205F}\x{3000}\x{FEFF}]+', ' ', 'g'));

-- Letters of ASCII for those of other Latin alphabets; what has none is left out.
create macro fold_accents(words) as
  regexp_replace(strip_accents(
    replace(replace(replace(replace(replace(replace(
      translate(words::varchar, 'øØđĐðÐłŁıħĦŋŊŧŦ’‘ʼ‐‑–—', 'oOdDdDlLihHnNtT''''''----'),
      'ß', 'ss'), 'æ', 'ae'), 'Æ', 'AE'), 'œ', 'oe'), 'Œ', 'OE'), 'þ', 'th')),
    '[^ -~]', '', 'g');

-- A name without Jr., Sr., II, III, IV or V at its end.
create macro strip_suffix(name) as
  regexp_replace(name::varchar, '(?:,?\s+(?:Jr\.?|Sr\.?|II|III|IV|V))+\s*$', '');

-- $59,606,817 is 59606817.00; null for what is no amount.
create macro parse_money(amount) as
  case when regexp_full_match(amount::varchar, '\s*-?\s*[$€£]?\s*(\d{1,3}(,\d{3})+|\d{1,15})(\.\d{1,2})?\s*')
    then try_cast(regexp_replace(amount::varchar, '[^0-9.-]', '', 'g') as decimal(18, 2)) end;

-- American odds: +206 is 206, EVEN is 100; null for what is none.
create macro parse_odds(odds) as
  case when regexp_full_match(odds::varchar, '(?i)\s*(even|ev)\s*') then 100
    when regexp_full_match(odds::varchar, '\s*[+-]?[1-9]\d{2,4}\s*')
    then try_cast(trim(odds::varchar, ' +') as integer) end;

-- The point spreads among numbers: of "+16.0 -112 -16.0 -108" 16.0 and -16.0; PK is 0.
create macro parse_spreads(line) as
  list_transform(
    list_filter(string_split(collapse_space(line), ' '),
      lambda word: regexp_full_match(word, '(?i)pk|pick')
        or (regexp_full_match(word, '[+-]?\d{1,2}(\.\d)?') and abs(try_cast(word as double)) <= 25)),
    lambda word: coalesce(try_cast(word as decimal(4, 1)), 0::decimal(4, 1)));

-- The first of them; null where there is none.
create macro parse_spread(line) as
  parse_spreads(line)[1];

-- The year in which the season of a day ends, of seasons that begin with the month.
create macro season_year(day, begins) as
  year(day::date) + case when begins > 1 and month(day::date) >= begins then 1 else 0 end;

-- 2024-25 for a day of the season that ends in 2025.
create macro season_label(day, begins) as
  (season_year(day, begins) - 1) || '-' || lpad((season_year(day, begins) % 100)::varchar, 2, '0');

-- md5(concat(…)) of PostgreSQL over a list of texts: what is null counts as nothing.
create macro md5_key(parts) as
  md5(array_to_string(parts::varchar[], ''));

-- The league's own code of a team, by the codes of Basketball-Reference, Covers, ESPN and the
-- league, its full name, with or without a star, or its place; teams of former seasons keep the
-- code of their time; null for any other.
create macro nba_team(name) as
  map {
    'atl': 'ATL', 'atlanta hawks': 'ATL', 'atlanta': 'ATL',
    'bos': 'BOS', 'boston celtics': 'BOS', 'boston': 'BOS',
    'bkn': 'BKN', 'brooklyn nets': 'BKN', 'brk': 'BKN', 'bk': 'BKN', 'brooklyn': 'BKN',
    'cha': 'CHA', 'charlotte hornets': 'CHA', 'cho': 'CHA', 'charlotte': 'CHA',
    'chi': 'CHI', 'chicago bulls': 'CHI', 'chicago': 'CHI',
    'cle': 'CLE', 'cleveland cavaliers': 'CLE', 'cleveland': 'CLE',
    'dal': 'DAL', 'dallas mavericks': 'DAL', 'dallas': 'DAL',
    'den': 'DEN', 'denver nuggets': 'DEN', 'denver': 'DEN',
    'det': 'DET', 'detroit pistons': 'DET', 'detroit': 'DET',
    'gsw': 'GSW', 'golden state warriors': 'GSW', 'gs': 'GSW', 'golden state': 'GSW',
    'hou': 'HOU', 'houston rockets': 'HOU', 'houston': 'HOU',
    'ind': 'IND', 'indiana pacers': 'IND', 'indiana': 'IND',
    'lac': 'LAC', 'los angeles clippers': 'LAC', 'la clippers': 'LAC', 'l.a. clippers': 'LAC',
    'lal': 'LAL', 'los angeles lakers': 'LAL', 'la lakers': 'LAL', 'l.a. lakers': 'LAL',
    'mem': 'MEM', 'memphis grizzlies': 'MEM', 'memphis': 'MEM',
    'mia': 'MIA', 'miami heat': 'MIA', 'miami': 'MIA',
    'mil': 'MIL', 'milwaukee bucks': 'MIL', 'milwaukee': 'MIL',
    'min': 'MIN', 'minnesota timberwolves': 'MIN', 'minnesota': 'MIN',
    'nop': 'NOP', 'new orleans pelicans': 'NOP', 'no': 'NOP', 'new orleans': 'NOP',
    'nyk': 'NYK', 'new york knicks': 'NYK', 'ny': 'NYK', 'new york': 'NYK',
    'okc': 'OKC', 'oklahoma city thunder': 'OKC', 'oklahoma city': 'OKC',
    'orl': 'ORL', 'orlando magic': 'ORL', 'orlando': 'ORL',
    'phi': 'PHI', 'philadelphia 76ers': 'PHI', 'philadelphia': 'PHI',
    'phx': 'PHX', 'phoenix suns': 'PHX', 'pho': 'PHX', 'phoenix': 'PHX',
    'por': 'POR', 'portland trail blazers': 'POR', 'portland': 'POR',
    'sac': 'SAC', 'sacramento kings': 'SAC', 'sacramento': 'SAC',
    'sas': 'SAS', 'san antonio spurs': 'SAS', 'sa': 'SAS', 'san antonio': 'SAS',
    'tor': 'TOR', 'toronto raptors': 'TOR', 'toronto': 'TOR',
    'uta': 'UTA', 'utah jazz': 'UTA', 'utah': 'UTA',
    'was': 'WAS', 'washington wizards': 'WAS', 'wsh': 'WAS', 'washington': 'WAS',
    'njn': 'NJN', 'new jersey nets': 'NJN', 'new jersey': 'NJN',
    'noh': 'NOH', 'new orleans hornets': 'NOH',
    'nok': 'NOK', 'new orleans/oklahoma city hornets': 'NOK', 'no/oklahoma city': 'NOK',
    'sea': 'SEA', 'seattle supersonics': 'SEA', 'seattle': 'SEA',
    'van': 'VAN', 'vancouver grizzlies': 'VAN', 'vancouver': 'VAN',
    'chh': 'CHH', 'charlotte bobcats': 'CHA',
    'wsb': 'WSB', 'washington bullets': 'WSB'
  }[lower(collapse_space(replace(name::varchar, '*', '')))];
