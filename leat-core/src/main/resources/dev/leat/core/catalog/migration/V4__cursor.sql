-- How far a feed had been read when the file was complete; opaque text of its source.
ALTER TABLE ${prefix}file ADD COLUMN read_to TEXT NOT NULL DEFAULT '';

ALTER TABLE ${prefix}draft_file ADD COLUMN read_to TEXT NOT NULL DEFAULT '';

UPDATE ${prefix}catalog_version SET schema_version = 4;
