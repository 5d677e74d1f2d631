package dev.leat.core.catalog;

import dev.leat.api.LeatException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/** Keeps SQLite off file systems whose locks do not work between machines. */
final class NetworkDisk {
  private static final Set<String> TYPES =
      Set.of(
          "nfs",
          "nfs3",
          "nfs4",
          "cifs",
          "smb",
          "smb2",
          "smb3",
          "smbfs",
          "afpfs",
          "webdav",
          "davfs",
          "fuse.sshfs",
          "fuse.s3fs",
          "fuse.gcsfuse",
          "fuse.rclone",
          "fuse.glusterfs",
          "fuse.davfs",
          "glusterfs",
          "ceph",
          "fuse.ceph",
          "lustre",
          "beegfs",
          "afs",
          "ncpfs");

  private NetworkDisk() {}

  static void refuse(Path catalog, String type) {
    if (TYPES.contains(type.toLowerCase(Locale.ROOT))) {
      throw new LeatException(
          CatalogError.CATALOG_ON_NETWORK_DISK,
          "the catalog " + catalog + " lies on a network disk (" + type + ")",
          "SQLite is not safe there: put it on a local disk, or use a PostgreSQL catalog");
    }
  }
}
