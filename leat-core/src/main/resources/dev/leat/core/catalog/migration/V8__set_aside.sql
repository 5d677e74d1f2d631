-- A file that nobody reads, why, and since when; the one that is read in its place, or by itself.
ALTER TABLE ${prefix}file ADD COLUMN set_aside TEXT;
ALTER TABLE ${prefix}file ADD COLUMN set_aside_at BIGINT;
ALTER TABLE ${prefix}file ADD COLUMN is_read SMALLINT NOT NULL DEFAULT 0;

UPDATE ${prefix}file SET is_read = 1 WHERE is_current = 1;

DROP INDEX ${prefix}file_feed;
CREATE INDEX ${prefix}file_feed ON ${prefix}file (feed, is_read, id);
CREATE INDEX ${prefix}file_read ON ${prefix}file (dataset, is_read);
CREATE INDEX ${prefix}file_set_aside ON ${prefix}file (dataset) WHERE set_aside IS NOT NULL;

-- What the newest run made of a source is asked for often, and jobs are never forgotten.
CREATE INDEX ${prefix}job_source ON ${prefix}job (bucket, source, type, id);

UPDATE ${prefix}catalog_version SET schema_version = 8;
