package dev.leat.core.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class GunzipTest {
  @Property(tries = 200)
  void decodesAnyMembersInAnyPieces(
      @ForAll @Size(max = 5) byte[][] members, @ForAll @IntRange(min = 1, max = 50) int piece)
      throws IOException {
    var body = new ByteArrayOutputStream();
    var expected = new ByteArrayOutputStream();
    for (byte[] member : members) {
      body.write(gzip(member));
      expected.write(member);
    }
    var content = new ByteArrayOutputStream();

    boolean whole = decode(body.toByteArray(), piece, content);

    assertThat(whole).isEqualTo(members.length > 0);
    assertThat(content.toByteArray()).isEqualTo(expected.toByteArray());
  }

  @Property(tries = 200)
  void neverTakesADamagedBodyForAWholeOne(
      @ForAll @Size(min = 20, max = 400) byte[] content, @ForAll @IntRange(max = 10_000) int place)
      throws IOException {
    byte[] body = gzip(content);
    int at = 10 + place % (body.length - 10);
    byte[] flipped = body.clone();
    flipped[at] ^= 1;

    assertThat(decode(Arrays.copyOf(body, at), 64, new ByteArrayOutputStream())).isFalse();
    var decoded = new ByteArrayOutputStream();
    if (decode(flipped, 64, decoded)) {
      // Some bits of a deflate block mean nothing.
      assertThat(decoded.toByteArray()).isEqualTo(content);
    }
  }

  @Test
  void readsEveryPartThatAHeaderMayHave() throws IOException {
    byte[] plain = gzip("content".repeat(100).getBytes(UTF_8));
    for (int flags = 0; flags < 32; flags += 2) {
      byte[] body = withHeader(plain, flags);
      var content = new ByteArrayOutputStream();

      assertThat(decode(body, 3, content)).as("flags %s", flags).isTrue();
      try (var jdk = new GZIPInputStream(new ByteArrayInputStream(body))) {
        assertThat(content.toByteArray()).isEqualTo(jdk.readAllBytes());
      }
    }
  }

  private static byte[] withHeader(byte[] plain, int flags) throws IOException {
    var body = new ByteArrayOutputStream();
    body.write(plain, 0, 3);
    body.write(flags);
    body.write(plain, 4, 6);
    if ((flags & 4) != 0) {
      body.write(new byte[] {5, 0, 1, 2, 3, 4, 5});
    }
    if ((flags & 8) != 0) {
      body.write(new byte[] {'n', 'a', 'm', 'e', 0});
    }
    if ((flags & 16) != 0) {
      body.write(new byte[] {'w', 'h', 'y', 0});
    }
    if ((flags & 2) != 0) {
      var check = new CRC32();
      check.update(body.toByteArray());
      body.write((int) check.getValue());
      body.write((int) (check.getValue() >> 8));
    }
    body.write(plain, 10, plain.length - 10);
    return body.toByteArray();
  }

  private static boolean decode(byte[] body, int piece, ByteArrayOutputStream content)
      throws IOException {
    try (var gunzip = new Gunzip(content)) {
      boolean sound = true;
      for (int at = 0; sound && at < body.length; at += piece) {
        sound = gunzip.feed(body, at, Math.min(piece, body.length - at));
      }
      return sound && gunzip.whole();
    }
  }

  private static byte[] gzip(byte[] content) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    }
    return bytes.toByteArray();
  }
}
