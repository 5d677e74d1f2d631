package dev.leat.bench;

import java.nio.charset.StandardCharsets;

/**
 * Invented records, the same for the same number: 330 bytes of JSON each on average.
 *
 * <p>One object that is two deep, a list of texts, and a list of one and a half objects on average.
 */
final class Records {
  private static final String[] KINDS = {"opened", "closed", "merged", "labelled", "assigned"};

  private Records() {}

  /** Pages of so many records each; another edition has other scores for the same keys. */
  record Edition(int number, int pages, int perPage) {}

  /** {@code {"items":[…],"next":"…"}}, without {@code next} on the last page. */
  static byte[] page(int page, Edition edition) {
    int perPage = edition.perPage();
    var text = new StringBuilder(perPage * 340 + 64).append("{\"items\":[");
    for (int i = 0; i < perPage; i++) {
      text.append(i == 0 ? "" : ",");
      record((long) page * perPage + i, edition.number(), text);
    }
    text.append(']');
    if (page + 1 < edition.pages()) {
      text.append(",\"next\":\"").append(page + 1).append('"');
    }
    return text.append('}').toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void record(long id, int edition, StringBuilder into) {
    into.append("{\"id\":").append(id).append(",\"updated_at\":\"2026-0").append(1 + id % 9);
    into.append("-1").append(id % 10).append("T0").append(id % 10).append(":15:00Z\"");
    into.append(",\"title\":\"record number ").append(id).append(" of a long list\"");
    into.append(",\"score\":").append((id + edition) % 9973).append('.').append(10 + id % 90);
    into.append(",\"open\":").append(id % 3 == 0);
    into.append(",\"owner\":{\"id\":").append(id % 5000).append(",\"login\":\"user");
    into.append(id % 5000).append("\",\"plan\":{\"name\":\"").append(id % 2 == 0 ? "pro" : "free");
    into.append("\",\"seats\":").append(id % 40).append("}},\"tags\":[\"t").append(id % 7);
    into.append("\",\"t").append(id % 11).append("\"],\"events\":[");
    for (long event = 0; event <= id % 2; event++) {
      into.append(event == 0 ? "" : ",").append("{\"kind\":\"");
      into.append(KINDS[(int) ((id + event) % KINDS.length)]).append("\",\"day\":\"2026-02-0");
      into.append(1 + id % 9).append("\",\"actor\":").append(id % 5000).append('}');
    }
    into.append("]}");
  }
}
