-- How a flag stands that somebody turned; one without a row stands at its project's default.
CREATE TABLE ${prefix}flag (
  bucket TEXT NOT NULL,
  name TEXT NOT NULL,
  value INTEGER NOT NULL,
  changed_at BIGINT NOT NULL,
  PRIMARY KEY (bucket, name)
);

-- How each flag stood when a run began to fetch.
CREATE TABLE ${prefix}run_flag (
  bucket TEXT NOT NULL,
  run TEXT NOT NULL,
  name TEXT NOT NULL,
  value INTEGER NOT NULL,
  PRIMARY KEY (bucket, run, name)
);

UPDATE ${prefix}catalog_version SET schema_version = 7;
