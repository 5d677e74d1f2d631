package dev.leat.testkit.ingestify;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;

/** Writes a store as Ingestify would: its tables and its files. For one thread. */
public final class IngestifyStore {
  private static final String TABLES =
      """
      create table {dataset} (bucket varchar(255), dataset_id varchar(255) primary key,
        provider varchar(255), dataset_type varchar(255), state varchar(255), name varchar(255),
        identifier {json}, metadata {json}, created_at {time}, updated_at {time},
        last_modified_at {time});
      create table {revision} (dataset_id varchar(255) references {dataset}, revision_id integer,
        description varchar(255), created_at {time}, state varchar(255), source {json},
        primary key (dataset_id, revision_id));
      create table {file} (dataset_id varchar(255), revision_id integer, file_id varchar(255),
        created_at {time}, modified_at {time}, tag varchar(255), content_type varchar(255),
        size bigint, data_feed_key varchar(255), data_spec_version varchar(255),
        data_serialization_format varchar(255), storage_compression_method varchar(255),
        storage_size bigint, storage_path varchar(255),
        primary key (dataset_id, revision_id, file_id))
      """;

  private final Connection connection;
  private final Path files;
  private final String prefix;
  private final boolean postgres;
  private String bucket = "main";
  private String type = "match";
  private String time = "2024-03-01 12:00:00.123456";

  /**
   * Makes the tables.
   *
   * @param files the folder of the files
   * @param prefix of the tables
   */
  public IngestifyStore(Connection connection, Path files, String prefix) throws SQLException {
    this.connection = connection;
    this.files = files;
    this.prefix = prefix;
    this.postgres = connection.getMetaData().getDatabaseProductName().equals("PostgreSQL");
    try (Statement statement = connection.createStatement()) {
      for (String sql : named(TABLES).split(";", -1)) {
        statement.execute(sql);
      }
    }
  }

  /** Everything from now on is created and modified at this UTC time. */
  public IngestifyStore at(Instant instant) {
    time = instant.toString().replace('T', ' ').replace("Z", "");
    return this;
  }

  /** Every dataset from now on is in this bucket. */
  public IngestifyStore bucket(String name) {
    bucket = name;
    return this;
  }

  /** Every dataset from now on is of this type. */
  public IngestifyStore type(String name) {
    type = name;
    return this;
  }

  private String named(String sql) {
    return sql.replace("{json}", postgres ? "jsonb" : "json")
        .replace("{time}", postgres ? "timestamp" : "datetime")
        .replaceAll("\\{(\\w+)}", prefix + "$1");
  }

  /** Adds a dataset of StatsBomb, of its matches unless said otherwise. */
  public void dataset(String id, String identifier, String state) throws SQLException {
    insert(
        "insert into {dataset} values (?, ?, 'statsbomb', ?, ?, 'A name', {?}, {?},"
            + " {t}, {t}, null)",
        bucket,
        id,
        type,
        state,
        identifier,
        "{\"match_week\": 3, \"home_team\": {\"name\": \"Club A\"}, \"referee\": null}");
  }

  /** Adds a revision to a dataset. */
  public void revision(String dataset, int number, String state) throws SQLException {
    insert(
        "insert into {revision} values (?, " + number + ", 'Create', {t}, ?, null)",
        dataset,
        state);
  }

  /** Adds a gzipped file to a revision and answers its path in the store. */
  public String file(String dataset, int revision, String feed, String content)
      throws SQLException, IOException {
    return file(dataset, revision, feed, "gzip", content);
  }

  /** Adds a file that is stored as {@code gzip} or {@code none}. */
  public String file(String dataset, int revision, String feed, String method, String content)
      throws SQLException, IOException {
    boolean gzip = method.equals("gzip");
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    byte[] stored = gzip ? gzip(bytes) : bytes;
    String id = feed + "__v1-open-data";
    String path = "main/" + dataset + "/" + revision + "/" + id + ".json" + (gzip ? ".gz" : "");
    Path target = files.resolve(path);
    Files.createDirectories(target.getParent());
    Files.write(target, stored);
    insert(
        "insert into {file} values (?, "
            + revision
            + ", ?, {t}, {t}, ?, 'application/json', "
            + bytes.length
            + ", ?, 'v1-open-data', 'json', ?, "
            + stored.length
            + ", ?)",
        dataset,
        id,
        sha1(bytes),
        feed,
        method,
        path);
    return path;
  }

  /** Runs any statement; braces mark table names. */
  public void execute(String sql) throws SQLException {
    insert(sql);
  }

  private void insert(String sql, String... values) throws SQLException {
    String marks = sql.replace("{?}", postgres ? "?::jsonb" : "?").replace("{t}", "'" + time + "'");
    try (PreparedStatement statement = connection.prepareStatement(named(marks))) {
      for (int i = 0; i < values.length; i++) {
        statement.setString(i + 1, values[i]);
      }
      statement.executeUpdate();
    }
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    }
    return packed.toByteArray();
  }

  /** In hexadecimal digits. */
  public static String sha1(byte[] bytes) {
    return digest("SHA-1", bytes);
  }

  /** In hexadecimal digits. */
  public static String digest(String algorithm, byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
