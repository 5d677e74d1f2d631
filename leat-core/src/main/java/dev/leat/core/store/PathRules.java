package dev.leat.core.store;

import dev.leat.api.DatasetId;
import dev.leat.api.KeyValue;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Names the folder of a revision.
 *
 * <p>Files are read where they were recorded, so rules may change at any time. Keys have short
 * readable folders; two long values that only differ late have different hashes. Should the eight
 * digits ever be equal, the second dataset is refused its path, never mixed with the first.
 */
public final class PathRules {
  /** Every key gets its own folder. */
  public static final PathRules PLAIN = new PathRules(Map.of());

  private static final int READABLE = 40;
  private static final int HASH = 8;
  private static final PathRule IDENTITY = new PathRule.Identity();

  private final Map<Address, PathRule> rules;

  /** Names a key of a dataset type. */
  public record Address(String source, String type, String key) {}

  public PathRules(Map<Address, PathRule> rules) {
    this.rules = Map.copyOf(rules);
  }

  /** {@code <bucket>/<source>/<type>/<k=v>/…/<revision>}, below the store's root. */
  public String folder(String bucket, DatasetId dataset, int revision) {
    List<String> names = new ArrayList<>();
    names.add(encoded(bucket));
    names.add(encoded(dataset.source()));
    names.add(encoded(dataset.type()));
    dataset
        .keys()
        .values()
        .forEach(
            (key, value) -> {
              var address = new Address(dataset.source(), dataset.type(), key);
              rules
                  .getOrDefault(address, IDENTITY)
                  .group(encoded(key), value)
                  .ifPresent(names::add);
              names.add(encoded(key) + "=" + shortened(value));
            });
    names.add(Integer.toString(revision));
    return String.join("/", names);
  }

  private static String shortened(KeyValue value) {
    String whole = encoded(value.text());
    if (whole.length() <= READABLE) {
      return whole;
    }
    var digest = Tally.sha256();
    digest.update(value.text().getBytes(StandardCharsets.UTF_8));
    return whole.substring(0, READABLE) + "_" + Tally.hex(digest).substring(0, HASH);
  }

  /** Safe as one name of a path everywhere, and for a reader that takes {@code *} for a pattern. */
  private static String encoded(String text) {
    String safe =
        URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20").replace("*", "%2A");
    return safe.matches("\\.+") ? safe.replace(".", "%2E") : safe;
  }
}
