package dev.leat.connect.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ScanTest {
  private static final String DOCUMENT =
      "{\"meta\":{\"page\":{\"n\":1.50}},\"items\":[{\"id\":1,\"a\":{\"b\":\"x\"}},"
          + "{\"id\":2,\"list\":[1,{\"id\":7}]},null,\"text\"],\"x y\":[[3,4],[5]],\"none\":null}";

  private static List<String> records(String document, String path) {
    byte[] body = document.getBytes(StandardCharsets.UTF_8);
    var wanted = new Scan.Wanted(Optional.of(path).map(JsonPath::parse), List.of(), List.of());
    List<String> records = new ArrayList<>();
    try (Scan scan = Scan.of(body, wanted)) {
      while (scan.next()) {
        int from = Math.toIntExact(scan.from());
        records.add(
            new String(body, from, Math.toIntExact(scan.to()) - from, StandardCharsets.UTF_8));
      }
    }
    return records;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "$.items[*].id | 1;2",
        "$.items[1] | {\"id\":2,\"list\":[1,{\"id\":7}]}",
        "$['x y'][*][*] | 3;4;5",
        "items[*].a | {\"b\":\"x\"}",
        "$.meta.page | {\"n\":1.50}",
        "$.none[*] | ''",
        "$.nowhere | ''",
      })
  void cutsRecordsOutOfADocument(String path, String expected) {
    assertThat(String.join(";", records(DOCUMENT, path))).isEqualTo(expected);
  }

  @Test
  void takesElementsOrDocumentsWhereNoPathIsGiven() {
    var wanted = new Scan.Wanted(Optional.empty(), List.of(JsonPath.parse("id")), List.of());
    byte[] body = "[{\"id\":1},{\"id\":2}]\n{\"id\":3}".getBytes(StandardCharsets.UTF_8);
    List<String> ids = new ArrayList<>();
    try (Scan scan = Scan.of(body, wanted)) {
      while (scan.next()) {
        Scalar id = scan.field(0);
        ids.add(id == null ? "" : id.text());
      }
    }
    assertThat(ids).containsExactly("1", "2", "3");
  }

  @Test
  void picksValuesOnTheWay() {
    var wanted =
        new Scan.Wanted(
            Optional.of(JsonPath.parse("$.items[*]")),
            List.of(JsonPath.parse("a.b"), JsonPath.parse("id")),
            List.of(JsonPath.parse("$.meta.page.n"), JsonPath.parse("$['x y'][1][0]")));
    try (Scan scan = Scan.of(DOCUMENT.getBytes(StandardCharsets.UTF_8), wanted)) {
      assertThat(scan.next()).isTrue();
      assertThat(scan.field(0)).isEqualTo(new Scalar(Scalar.Kind.TEXT, "x"));
      assertThat(scan.field(1)).isEqualTo(new Scalar(Scalar.Kind.NUMBER, "1"));
      assertThat(scan.next()).isTrue();
      assertThat(scan.field(0)).isNull();
      assertThat(scan.field(1)).isEqualTo(new Scalar(Scalar.Kind.NUMBER, "2"));
      while (scan.next()) {
        assertThat(scan.field(1)).isNull();
      }
      assertThat(scan.value(0)).isEqualTo(new Scalar(Scalar.Kind.NUMBER, "1.50"));
      assertThat(scan.value(1)).isEqualTo(new Scalar(Scalar.Kind.NUMBER, "5"));
      assertThat(scan.heads()).containsEntry("meta.page.n", new Scalar(Scalar.Kind.NUMBER, "1.50"));
      assertThat(scan.records()).isEqualTo(4);
    }
  }

  @ParameterizedTest
  @CsvSource({"$.items[*],true", "$.none[*],true", "$.nowhere[*],false", "$.meta[*],false"})
  void knowsWhetherThePlaceIsThere(String path, boolean found) {
    var wanted = new Scan.Wanted(Optional.of(JsonPath.parse(path)), List.of(), List.of());
    try (Scan scan = Scan.of(DOCUMENT.getBytes(StandardCharsets.UTF_8), wanted)) {
      while (scan.next()) {
        assertThat(scan.records()).isPositive();
      }
      assertThat(scan.found()).isEqualTo(found);
    }
  }

  @Test
  void readsAStreamHoweverLong() {
    byte[] record = "{\"id\":12345,\"more\":[1,2,3,4,5,6,7,8,9]},".getBytes(StandardCharsets.UTF_8);
    long records = 2_000_000L / record.length;
    var wanted = new Scan.Wanted(Optional.empty(), List.of(JsonPath.parse("id")), List.of());
    long count = 0;
    byte[] many = new byte[(int) (records * record.length)];
    for (int i = 0; i < many.length; i++) {
      many[i] = record[i % record.length];
    }
    InputStream document =
        new SequenceInputStream(
            new ByteArrayInputStream(new byte[] {'['}),
            new SequenceInputStream(
                new ByteArrayInputStream(many), new ByteArrayInputStream(new byte[] {'0', ']'})));
    try (Scan scan = Scan.of(document, wanted)) {
      while (scan.next()) {
        count++;
      }
    }
    assertThat(count).isEqualTo(records + 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "$.a b", "$.a[x]", "$..a", "a[", "$.items[-1]"})
  void refusesWhatIsNoPath(String text) {
    assertThatThrownBy(() -> JsonPath.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"$", "$.a_b.c-d[*][2]", "$['a b'].c", "$[*]"})
  void writesAPathAsItWasRead(String text) {
    assertThat(JsonPath.parse(text)).hasToString(text);
  }
}
