-- Tells this catalog from any other: ids of files mean nothing outside the catalog that gave them.
ALTER TABLE ${prefix}catalog_version ADD COLUMN identity TEXT NOT NULL DEFAULT '';

UPDATE ${prefix}catalog_version SET schema_version = 3, identity = ${random};
