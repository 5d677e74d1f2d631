package dev.leat.core.store;

import dev.leat.api.KeyValue;
import dev.leat.api.LeatException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/** Groups the folders of many key values, so that no folder grows without limit. */
public sealed interface PathRule {
  /** The folder to put above that of a value, if any. */
  Optional<String> group(String key, KeyValue value);

  /** No grouping. */
  record Identity() implements PathRule {
    @Override
    public Optional<String> group(String key, KeyValue value) {
      return Optional.empty();
    }
  }

  /** Whole numbers by ranges of a size: {@code id_bucket=1000-1999}. */
  record BucketSize(long size) implements PathRule {
    public BucketSize {
      positive("bucket_size", size);
    }

    @Override
    public Optional<String> group(String key, KeyValue value) {
      var number = number(key, value);
      BigInteger first = number.subtract(number.mod(BigInteger.valueOf(size)));
      return Optional.of(key + "_bucket=" + first + "-" + first.add(BigInteger.valueOf(size - 1)));
    }

    private static BigInteger number(String key, KeyValue value) {
      try {
        return new BigInteger(value.text());
      } catch (NumberFormatException e) {
        throw new LeatException(
            FileError.FILE_KEY_UNFIT,
            "the key " + key + " has the value '" + value + "', which bucket_size cannot group",
            "use bucket_count or prefix for " + key + " in leat.yaml: it is not a whole number",
            e);
      }
    }
  }

  /** Any values, by a stable hash, over a number of folders: {@code id_bucket=3}. */
  record BucketCount(int count) implements PathRule {
    public BucketCount {
      positive("bucket_count", count);
    }

    @Override
    public Optional<String> group(String key, KeyValue value) {
      var digest = Tally.sha256();
      var hash = new BigInteger(1, digest.digest(value.text().getBytes(StandardCharsets.UTF_8)));
      return Optional.of(key + "_bucket=" + hash.mod(BigInteger.valueOf(count)));
    }
  }

  /** Text by its first letters and digits, without accents and case: {@code name_prefix=me}. */
  record Prefix(int length) implements PathRule {
    public Prefix {
      positive("prefix", length);
    }

    @Override
    public Optional<String> group(String key, KeyValue value) {
      String plain =
          Normalizer.normalize(value.text(), Normalizer.Form.NFKD)
              .toLowerCase(Locale.ROOT)
              .replaceAll("[^a-z0-9]", "");
      String prefix = plain.substring(0, Math.min(length, plain.length()));
      return Optional.of(key + "_prefix=" + (prefix.isEmpty() ? "_" : prefix));
    }
  }

  private static void positive(String setting, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(setting + " is " + value + ", must be at least 1");
    }
  }
}
