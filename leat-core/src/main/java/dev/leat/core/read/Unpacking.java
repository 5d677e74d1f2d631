package dev.leat.core.read;

import dev.leat.api.Expansion;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Supplier;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipMethod;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Takes files out of what they are packed in, within limits.
 *
 * <p>Names of entries are never used as paths; an archive with names that lead out of it is refused
 * all the same, since whoever made it had something in mind.
 */
final class Unpacking {
  private static final int BUFFER = 1 << 16;

  private Unpacking() {}

  /** Takes the entries of an archive one by one; the file is gone after the call. */
  interface Entries {
    void entry(String name, Path file) throws IOException;
  }

  static boolean packs(String format) {
    return format.equals("zip") || format.equals("bz2") || format.equals("bzip2");
  }

  /** Unpacks each file that is in there, one after the other. */
  static void each(InputFile file, Supplier<Path> targets, Entries entries) throws IOException {
    var budget = new Budget(file.size());
    try (InputStream in = new BufferedInputStream(Decoded.open(file.path()), BUFFER)) {
      if (file.format().toLowerCase(Locale.ROOT).startsWith("bz")) {
        one("", new BZip2CompressorInputStream(in, true), budget, targets, entries);
        return;
      }
      // Unlike the JDK's, it reads on where a name is in an encoding of old.
      var zip = new ZipArchiveInputStream(in, "UTF-8", true, true);
      boolean any = false;
      for (ZipArchiveEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        any = true;
        if (!zip.canReadEntryData(entry)) {
          throw new IOException(
              "the archive's entry '" + entry.getName() + "' " + unreadable(entry));
        }
        if (!entry.isDirectory() && !isHidden(safe(entry.getName()))) {
          one(entry.getName(), zip, budget, targets, entries);
        }
      }
      if (!any) {
        throw new IOException("the archive is empty, damaged or encrypted");
      }
    }
  }

  private static String unreadable(ZipArchiveEntry entry) {
    if (entry.getGeneralPurposeBit().usesEncryption()) {
      return "is encrypted";
    }
    ZipMethod method = ZipMethod.getMethodByCode(entry.getMethod());
    return "is compressed by a method that is not read, "
        + (method == null ? "number " + entry.getMethod() : method);
  }

  private static void one(
      String name, InputStream in, Budget budget, Supplier<Path> targets, Entries entries)
      throws IOException {
    Path target = targets.get();
    try {
      budget.copy(in, target);
      entries.entry(name, target);
    } finally {
      Files.deleteIfExists(target);
    }
  }

  private static String safe(String name) throws IOException {
    String path = name.replace('\\', '/');
    boolean out = path.startsWith("/") || path.matches("[A-Za-z]:.*");
    for (String part : path.split("/", -1)) {
      out |= part.equals("..");
    }
    if (out) {
      throw new IOException("the archive's entry '" + name + "' leads outside of it");
    }
    return path;
  }

  private static boolean isHidden(String path) {
    return path.startsWith("__MACOSX/")
        || path.substring(path.lastIndexOf('/') + 1).startsWith(".");
  }

  /** The format that a name says, null where it says none. */
  static @Nullable String ending(String name) {
    int dot = name.lastIndexOf('.');
    return dot <= name.lastIndexOf('/') ? null : name.substring(dot + 1).toLowerCase(Locale.ROOT);
  }

  /** How many more bytes may come out. */
  private static final class Budget {
    private final long packed;
    private long left;

    Budget(long packed) {
      this.packed = packed;
      left = Expansion.max(packed);
    }

    void copy(InputStream in, Path target) throws IOException {
      left -= ScratchFile.copy(in, target, left);
      if (left < 0) {
        throw new IOException(Expansion.refusal(packed));
      }
    }
  }
}
