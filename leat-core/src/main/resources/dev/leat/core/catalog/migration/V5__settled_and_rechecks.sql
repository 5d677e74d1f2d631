-- Selectors of which everything was found current, and on what ground.
CREATE TABLE ${prefix}settled (
  bucket TEXT NOT NULL,
  source TEXT NOT NULL,
  type TEXT NOT NULL,
  selector TEXT NOT NULL,
  ground TEXT NOT NULL,
  datasets BIGINT NOT NULL,
  until BIGINT,
  PRIMARY KEY (bucket, source, type, selector)
);

-- How often a dataset that failed its check came again as it was, and when to ask for it next.
ALTER TABLE ${prefix}dataset ADD COLUMN rechecks INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ${prefix}dataset ADD COLUMN recheck_at BIGINT;

UPDATE ${prefix}catalog_version SET schema_version = 5;
