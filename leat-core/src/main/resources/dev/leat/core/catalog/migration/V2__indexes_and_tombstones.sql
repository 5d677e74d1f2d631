-- What was deleted on purpose stays deleted until somebody restores it.
CREATE TABLE ${prefix}tombstone (
  bucket TEXT NOT NULL,
  source TEXT NOT NULL,
  type TEXT NOT NULL,
  canonical TEXT NOT NULL,
  keys ${json} NOT NULL,
  deleted_at BIGINT NOT NULL,
  PRIMARY KEY (bucket, source, type, canonical)
);

CREATE INDEX ${prefix}dataset_modified
  ON ${prefix}dataset (bucket, source, type, last_modified_at);
CREATE INDEX ${prefix}dataset_key_value ON ${prefix}dataset_key (name, value, dataset);
CREATE INDEX ${prefix}file_feed ON ${prefix}file (feed, is_current, id);
CREATE INDEX ${prefix}file_current ON ${prefix}file (dataset, is_current);
CREATE INDEX ${prefix}file_path ON ${prefix}file (path);
CREATE INDEX ${prefix}revision_folder ON ${prefix}revision (folder);
CREATE INDEX ${prefix}draft_folder ON ${prefix}draft (folder);
CREATE INDEX ${prefix}job_state ON ${prefix}job (state, started_at);
CREATE INDEX ${prefix}task_job ON ${prefix}task (job);
CREATE INDEX ${prefix}event_order ON ${prefix}event (xact, id);

UPDATE ${prefix}catalog_version SET schema_version = 2;
