package dev.leat.connect.ingestify;

import static dev.leat.connect.ingestify.IngestifyError.INGESTIFY_FILE_DAMAGED;
import static dev.leat.connect.ingestify.IngestifyError.INGESTIFY_FILE_MISSING;
import static dev.leat.connect.ingestify.IngestifyError.INGESTIFY_URL;

import dev.leat.api.LeatException;
import dev.leat.api.PastDataset;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** The files of an Ingestify store on this machine; thread-safe. */
public final class IngestifyFiles {
  /**
   * What a file's bytes are.
   *
   * @param sha256 of the decoded content
   * @param storedSha256 of the bytes as they lie there
   */
  public record Checked(String sha256, long size, String storedSha256, long storedSize) {}

  private static final int BUFFER = 1 << 16;
  private static final String AGAIN =
      "What is current and missing is fetched by the next run. To take it over after all, restore"
          + " it there, remove the dataset here by leat delete and leat delete --restore, then"
          + " import again.";

  private final Path root;

  private IngestifyFiles(Path root) {
    this.root = root;
  }

  /**
   * Opens a file store.
   *
   * @param url as {@code file_url} of Ingestify's configuration: {@code file://folder}, or a folder
   * @param folder where a relative path begins
   */
  public static IngestifyFiles of(String url, Path folder) {
    String path = url.startsWith("file://") ? url.substring("file://".length()) : url;
    if (path.contains("://")) {
      throw new LeatException(
          INGESTIFY_URL,
          "Files cannot be taken over from " + url + ".",
          "Copy them to this machine with the provider's tool, and write file:///their/folder.");
    }
    Path root = folder.resolve(path).normalize();
    if (!Files.isDirectory(root)) {
      throw new LeatException(
          INGESTIFY_URL, "There is no folder " + root + ".", "Copy file_url from Ingestify.");
    }
    return new IngestifyFiles(root);
  }

  /** Where a file's stored bytes are; never outside the store. */
  public Path locate(PastDataset.File file) {
    Path path;
    try {
      path = root.resolve(file.path()).normalize();
    } catch (InvalidPathException odd) {
      throw missing(file, odd);
    }
    if (!path.startsWith(root) || !Files.isRegularFile(path)) {
      throw missing(file, null);
    }
    return path;
  }

  /** The decoded content; the caller closes. */
  public InputStream open(PastDataset.File file) throws IOException {
    return decoded(file, Files.newInputStream(locate(file)));
  }

  private static InputStream decoded(PastDataset.File file, InputStream stored) throws IOException {
    return file.codec().equals("gzip") ? new GZIPInputStream(stored, BUFFER) : stored;
  }

  /**
   * Reads a file to its end and hashes it.
   *
   * @throws LeatException where it is missing, damaged, or not what the catalog says
   */
  public Checked check(PastDataset.File file) {
    Path path = locate(file);
    MessageDigest content = digest("SHA-256");
    MessageDigest sha1 = digest("SHA-1");
    MessageDigest raw = digest("SHA-256");
    long size = 0;
    try (var stored = new DigestInputStream(Files.newInputStream(path), raw);
        InputStream bytes = decoded(file, stored)) {
      byte[] buffer = new byte[BUFFER];
      for (int count = bytes.read(buffer); count >= 0; count = bytes.read(buffer)) {
        content.update(buffer, 0, count);
        sha1.update(buffer, 0, count);
        size += count;
      }
      stored.transferTo(OutputStream.nullOutputStream());
    } catch (IOException broken) {
      throw damaged(file, "cannot be decoded: " + broken.getMessage(), broken);
    }
    String hash = hex(sha1);
    String tag = file.tag();
    if (tag != null && tag.matches("[0-9a-f]{40}") && !tag.equals(hash)) {
      throw damaged(file, "has the hash " + hash + ", not " + tag, null);
    }
    return new Checked(hex(content), size, hex(raw), storedSize(file, path));
  }

  private static long storedSize(PastDataset.File file, Path path) {
    try {
      long size = Files.size(path);
      if (file.storedSize() > 0 && size != file.storedSize()) {
        throw damaged(file, "has " + size + " bytes, not " + file.storedSize(), null);
      }
      return size;
    } catch (IOException gone) {
      throw missing(file, gone);
    }
  }

  private static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  private static LeatException missing(PastDataset.File file, @Nullable Throwable cause) {
    return new LeatException(
        INGESTIFY_FILE_MISSING,
        "The file " + file.path() + " is not in the store.",
        "Check the URL of the files. " + AGAIN,
        cause);
  }

  private static LeatException damaged(
      PastDataset.File file, String what, @Nullable Throwable cause) {
    return new LeatException(
        INGESTIFY_FILE_DAMAGED, "The file " + file.path() + " " + what + ".", AGAIN, cause);
  }
}
