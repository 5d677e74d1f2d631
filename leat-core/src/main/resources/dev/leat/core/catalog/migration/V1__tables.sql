-- Instants are nanoseconds since 1970-01-01T00:00:00Z. Flags are 0 or 1.

CREATE TABLE ${prefix}catalog_version (
  id SMALLINT PRIMARY KEY,
  schema_version INTEGER NOT NULL
);

INSERT INTO ${prefix}catalog_version (id, schema_version) VALUES (1, 1);

CREATE TABLE ${prefix}dataset (
  id ${identity},
  bucket TEXT NOT NULL,
  source TEXT NOT NULL,
  type TEXT NOT NULL,
  canonical TEXT NOT NULL,
  keys ${json} NOT NULL,
  name TEXT NOT NULL,
  state TEXT NOT NULL,
  metadata ${json} NOT NULL,
  revisions INTEGER NOT NULL DEFAULT 0,
  latest INTEGER NOT NULL DEFAULT 0,
  validation TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  last_modified_at BIGINT,
  checked_at BIGINT NOT NULL,
  CONSTRAINT ${prefix}dataset_identity UNIQUE (bucket, source, type, canonical)
);

-- Filled on SQLite, where it stands for the expression indexes that PostgreSQL has.
CREATE TABLE ${prefix}dataset_key (
  dataset BIGINT NOT NULL REFERENCES ${prefix}dataset (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (dataset, name)
);

CREATE TABLE ${prefix}revision (
  dataset BIGINT NOT NULL REFERENCES ${prefix}dataset (id) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  folder TEXT NOT NULL,
  validation TEXT NOT NULL,
  reason TEXT,
  origin TEXT NOT NULL,
  origin_id TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (dataset, number)
);

CREATE TABLE ${prefix}file (
  id ${identity},
  dataset BIGINT NOT NULL,
  revision INTEGER NOT NULL,
  feed TEXT NOT NULL,
  version TEXT NOT NULL,
  format TEXT NOT NULL,
  codec TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  size BIGINT NOT NULL,
  stored_sha256 TEXT NOT NULL,
  stored_size BIGINT NOT NULL,
  path TEXT NOT NULL,
  url TEXT,
  etag TEXT,
  last_modified TEXT,
  modified BIGINT,
  content_type TEXT,
  fetched_at BIGINT NOT NULL,
  is_current SMALLINT NOT NULL,
  CONSTRAINT ${prefix}file_identity UNIQUE (dataset, revision, feed, version),
  FOREIGN KEY (dataset, revision)
    REFERENCES ${prefix}revision (dataset, number) ON DELETE CASCADE
);

-- Which revisions the files of a derived revision were computed from.
CREATE TABLE ${prefix}lineage (
  dataset BIGINT NOT NULL,
  revision INTEGER NOT NULL,
  from_dataset BIGINT NOT NULL,
  from_revision INTEGER NOT NULL,
  PRIMARY KEY (dataset, revision, from_dataset, from_revision),
  FOREIGN KEY (dataset, revision)
    REFERENCES ${prefix}revision (dataset, number) ON DELETE CASCADE
);

CREATE TABLE ${prefix}file_check (
  dataset BIGINT NOT NULL REFERENCES ${prefix}dataset (id) ON DELETE CASCADE,
  feed TEXT NOT NULL,
  version TEXT NOT NULL,
  modified BIGINT,
  etag TEXT,
  last_modified TEXT,
  checked_at BIGINT NOT NULL,
  absent_until BIGINT,
  PRIMARY KEY (dataset, feed, version)
);

-- A revision being fetched: no reader of the tables above sees it.
CREATE TABLE ${prefix}draft (
  id ${identity},
  bucket TEXT NOT NULL,
  source TEXT NOT NULL,
  type TEXT NOT NULL,
  canonical TEXT NOT NULL,
  keys ${json} NOT NULL,
  number INTEGER NOT NULL,
  folder TEXT NOT NULL,
  lease TEXT NOT NULL,
  epoch BIGINT NOT NULL,
  started_at BIGINT NOT NULL,
  touched_at BIGINT NOT NULL,
  CONSTRAINT ${prefix}draft_identity UNIQUE (bucket, source, type, canonical, number)
);

CREATE TABLE ${prefix}draft_file (
  draft BIGINT NOT NULL REFERENCES ${prefix}draft (id) ON DELETE CASCADE,
  feed TEXT NOT NULL,
  version TEXT NOT NULL,
  format TEXT NOT NULL,
  codec TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  size BIGINT NOT NULL,
  stored_sha256 TEXT NOT NULL,
  stored_size BIGINT NOT NULL,
  path TEXT NOT NULL,
  url TEXT,
  etag TEXT,
  last_modified TEXT,
  modified BIGINT,
  content_type TEXT,
  fetched_at BIGINT NOT NULL,
  PRIMARY KEY (draft, feed, version)
);

CREATE TABLE ${prefix}lease (
  name TEXT PRIMARY KEY,
  holder TEXT NOT NULL,
  epoch BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);

CREATE TABLE ${prefix}job (
  id ${identity},
  run TEXT NOT NULL,
  bucket TEXT NOT NULL,
  source TEXT NOT NULL,
  type TEXT NOT NULL,
  selector TEXT NOT NULL,
  feeds ${json} NOT NULL,
  lease TEXT,
  epoch BIGINT,
  state TEXT NOT NULL,
  started_at BIGINT NOT NULL,
  ended_at BIGINT,
  total BIGINT NOT NULL DEFAULT 0,
  successful BIGINT NOT NULL DEFAULT 0,
  ignored BIGINT NOT NULL DEFAULT 0,
  skipped BIGINT NOT NULL DEFAULT 0,
  failed BIGINT NOT NULL DEFAULT 0,
  bytes BIGINT NOT NULL DEFAULT 0,
  timings ${json} NOT NULL,
  error TEXT
);

-- Failed tasks only.
CREATE TABLE ${prefix}task (
  id ${identity},
  job BIGINT NOT NULL REFERENCES ${prefix}job (id) ON DELETE CASCADE,
  operation TEXT NOT NULL,
  canonical TEXT NOT NULL,
  keys ${json} NOT NULL,
  code TEXT NOT NULL,
  message TEXT NOT NULL,
  failed_at BIGINT NOT NULL
);

-- Identities whose last task failed, whether or not a dataset exists.
CREATE TABLE ${prefix}failure (
  bucket TEXT NOT NULL,
  source TEXT NOT NULL,
  type TEXT NOT NULL,
  canonical TEXT NOT NULL,
  keys ${json} NOT NULL,
  task BIGINT NOT NULL,
  failed_at BIGINT NOT NULL,
  PRIMARY KEY (bucket, source, type, canonical)
);

CREATE TABLE ${prefix}event (
  id ${identity},
  xact ${xact},
  bucket TEXT NOT NULL,
  type TEXT NOT NULL,
  payload ${jsonb} NOT NULL,
  created_at BIGINT NOT NULL
);

CREATE TABLE ${prefix}reader (
  bucket TEXT NOT NULL,
  name TEXT NOT NULL,
  xact BIGINT NOT NULL,
  event BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (bucket, name)
);

CREATE TABLE ${prefix}table_schema (
  bucket TEXT NOT NULL,
  name TEXT NOT NULL,
  version INTEGER NOT NULL,
  shape ${json} NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (bucket, name, version)
);

-- Copied from the destinations' own records, which are the truth.
CREATE TABLE ${prefix}load (
  bucket TEXT NOT NULL,
  destination TEXT NOT NULL,
  table_name TEXT NOT NULL,
  id BIGINT NOT NULL,
  files INTEGER NOT NULL,
  inserted BIGINT NOT NULL,
  updated BIGINT NOT NULL,
  unchanged BIGINT NOT NULL,
  deleted BIGINT NOT NULL,
  quarantined BIGINT NOT NULL,
  committed_at BIGINT NOT NULL,
  PRIMARY KEY (bucket, destination, table_name, id)
);

CREATE TABLE ${prefix}quarantine (
  bucket TEXT NOT NULL,
  destination TEXT NOT NULL,
  table_name TEXT NOT NULL,
  load BIGINT NOT NULL,
  file BIGINT NOT NULL,
  reason TEXT NOT NULL,
  row_count BIGINT NOT NULL,
  PRIMARY KEY (bucket, destination, table_name, load, file, reason)
);
