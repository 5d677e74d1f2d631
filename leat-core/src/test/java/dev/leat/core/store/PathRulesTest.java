package dev.leat.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.api.Blame;
import dev.leat.api.DatasetId;
import dev.leat.api.KeyValue;
import dev.leat.api.Keys;
import dev.leat.api.LeatException;
import dev.leat.api.StorePath;
import dev.leat.core.store.PathRules.Address;
import java.util.Map;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

final class PathRulesTest {
  @Test
  void givesEveryKeyAFolderInItsOrder() {
    Keys keys = Keys.of("season_id", 90).with("competition_id", 11).with("match_id", "m/7");

    assertThat(PathRules.PLAIN.folder("main", new DatasetId("statsbomb", "match", keys), 3))
        .isEqualTo("main/statsbomb/match/season_id=90/competition_id=11/match_id=m%2F7/3");
    assertThat(PathRules.PLAIN.folder("main", new DatasetId("s", "t", Keys.NONE), 0))
        .isEqualTo("main/s/t/0");
  }

  @Test
  void encodesAndShortensValues() {
    assertThat(plain("short")).isEqualTo("key=short");
    assertThat(plain("$99 mattress")).isEqualTo("key=%2499%20mattress");
    assertThat(plain("x".repeat(40))).isEqualTo("key=" + "x".repeat(40));
    assertThat(plain("x".repeat(50))).isEqualTo("key=" + "x".repeat(40) + "_77cf1206");
    assertThat(plain("x".repeat(51))).startsWith("key=" + "x".repeat(40) + "_").hasSize(53);
    assertThat(plain("x".repeat(51))).isNotEqualTo(plain("x".repeat(50)));
    assertThat(plain("")).isEqualTo("key=");
    assertThat(plain("*?[a]")).isEqualTo("key=%2A%3F%5Ba%5D");
    assertThat(segment(new PathRule.Identity(), KeyValue.of(12345))).isEqualTo("key=12345");
  }

  @Test
  void keepsNamesFromLeadingElsewhere() {
    var hostile = new DatasetId("..", ".", Keys.of("../k", ".."));

    String folder = PathRules.PLAIN.folder("a/b", hostile, 0);

    assertThat(folder).isEqualTo("a%2Fb/%2E%2E/%2E/..%2Fk=%2E%2E/0");
    assertThat(StorePath.checked(folder)).isEqualTo(folder);
  }

  @Test
  void bucketsWholeNumbersBySize() {
    var rule = new PathRule.BucketSize(1000);

    assertThat(segment(rule, KeyValue.of(1234))).isEqualTo("key_bucket=1000-1999/key=1234");
    assertThat(segment(rule, KeyValue.of(1000))).isEqualTo("key_bucket=1000-1999/key=1000");
    assertThat(segment(rule, KeyValue.of(999))).isEqualTo("key_bucket=0-999/key=999");
    assertThat(segment(rule, KeyValue.of(-1))).isEqualTo("key_bucket=-1000--1/key=-1");
    assertThat(segment(rule, KeyValue.of("1234"))).isEqualTo("key_bucket=1000-1999/key=1234");
    assertThatThrownBy(() -> segment(rule, KeyValue.of("messi")))
        .isInstanceOfSatisfying(
            LeatException.class,
            e -> {
              assertThat(e.blame()).isEqualTo(Blame.OPERATOR);
              assertThat(e.problem())
                  .isEqualTo("the key key has the value 'messi', which bucket_size cannot group");
              assertThat(e.remedy())
                  .isEqualTo(
                      "use bucket_count or prefix for key in leat.yaml: it is not a whole number");
            });
  }

  @Test
  void bucketsAnythingByCountStably() {
    var rule = new PathRule.BucketCount(10);

    assertThat(segment(rule, KeyValue.of("messi"))).isEqualTo("key_bucket=6/key=messi");
    assertThat(segment(rule, KeyValue.of(7))).isEqualTo(segment(rule, KeyValue.of("7")));
  }

  @Test
  void groupsTextByItsFirstLetters() {
    var rule = new PathRule.Prefix(2);

    assertThat(segment(rule, KeyValue.of("Messi"))).isEqualTo("key_prefix=me/key=Messi");
    assertThat(segment(rule, KeyValue.of("Élan"))).isEqualTo("key_prefix=el/key=%C3%89lan");
    assertThat(segment(rule, KeyValue.of("a"))).isEqualTo("key_prefix=a/key=a");
    assertThat(segment(rule, KeyValue.of("日本"))).startsWith("key_prefix=_/key=");
  }

  @Property
  void differentValuesHaveDifferentFolders(@ForAll String one, @ForAll String other) {
    Assume.that(!one.equals(other) && isText(one) && isText(other));

    assertThat(plain(one)).isNotEqualTo(plain(other));
    assertThat(plain("x".repeat(40) + one)).isNotEqualTo(plain("x".repeat(40) + other));
  }

  private static boolean isText(String text) {
    return text.codePoints()
        .noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }

  @Property
  void aFolderIsAlwaysAPathThatStoresAccept(@ForAll String value, @ForAll String name) {
    Assume.that(!value.isEmpty() && !name.isEmpty());
    Keys keys = Keys.of(name, value);

    String folder = PathRules.PLAIN.folder("main", new DatasetId(name, value, keys), 1);

    assertThat(StorePath.checked(folder)).isEqualTo(folder);
  }

  private static String plain(String value) {
    return segment(new PathRule.Identity(), KeyValue.of(value));
  }

  private static String segment(PathRule rule, KeyValue value) {
    Map<Address, PathRule> rules = Map.of(new Address("s", "t", "key"), rule);
    String folder =
        new PathRules(rules).folder("b", new DatasetId("s", "t", Keys.NONE.with("key", value)), 0);
    return folder.substring("b/s/t/".length(), folder.length() - "/0".length());
  }
}
