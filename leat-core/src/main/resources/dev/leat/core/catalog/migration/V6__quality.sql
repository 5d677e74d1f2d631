-- What checks found; load is 0 where somebody asked without loading.
CREATE TABLE ${prefix}check_result (
  id ${identity},
  bucket TEXT NOT NULL,
  destination TEXT NOT NULL,
  table_name TEXT NOT NULL,
  check_name TEXT NOT NULL,
  severity TEXT NOT NULL,
  outcome TEXT NOT NULL,
  found TEXT NOT NULL,
  wrong BIGINT NOT NULL,
  row_count BIGINT NOT NULL,
  load BIGINT NOT NULL,
  run TEXT NOT NULL,
  checked_at BIGINT NOT NULL
);

CREATE INDEX ${prefix}check_result_table
  ON ${prefix}check_result (bucket, destination, table_name, id);

-- What a table held after a load; the column without a name is the table itself.
CREATE TABLE ${prefix}profile (
  bucket TEXT NOT NULL,
  destination TEXT NOT NULL,
  table_name TEXT NOT NULL,
  load BIGINT NOT NULL,
  column_name TEXT NOT NULL,
  rows_read BIGINT NOT NULL,
  row_count BIGINT NOT NULL,
  nulls BIGINT NOT NULL,
  distinct_count BIGINT NOT NULL,
  least TEXT,
  greatest TEXT,
  profiled_at BIGINT NOT NULL,
  PRIMARY KEY (bucket, destination, table_name, load, column_name)
);

UPDATE ${prefix}catalog_version SET schema_version = 6;
