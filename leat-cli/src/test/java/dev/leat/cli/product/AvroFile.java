package dev.leat.cli.product;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Writes Avro object files by hand, with what test data needs of the format. */
final class AvroFile {
  private static final byte[] SYNC = "sixteen bytes ..".getBytes(UTF_8);

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream block = new ByteArrayOutputStream();
  private int records;

  /** A file whose records have this schema. */
  AvroFile(String schema) {
    out.writeBytes(new byte[] {'O', 'b', 'j', 1});
    number(out, 1);
    text(out, "avro.schema");
    text(out, schema);
    number(out, 0);
    out.writeBytes(SYNC);
  }

  /** A record: whole numbers, texts, doubles and, for a decimal, bytes. */
  AvroFile record(Object... values) {
    records++;
    for (Object value : values) {
      switch (value) {
        case Integer number -> number(block, number);
        case Long number -> number(block, number);
        case Double number ->
            block.writeBytes(
                ByteBuffer.allocate(Double.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putDouble(number)
                    .array());
        case byte[] bytes -> {
          number(block, bytes.length);
          block.writeBytes(bytes);
        }
        default -> text(block, value.toString());
      }
    }
    return this;
  }

  byte[] bytes() {
    number(out, records);
    number(out, block.size());
    out.writeBytes(block.toByteArray());
    out.writeBytes(SYNC);
    return out.toByteArray();
  }

  private static void text(ByteArrayOutputStream out, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    number(out, bytes.length);
    out.writeBytes(bytes);
  }

  /** Zigzag, seven bits at a time. */
  private static void number(ByteArrayOutputStream out, long number) {
    long left = (number << 1) ^ (number >> 63);
    while ((left & ~0x7fL) != 0) {
      out.write((int) ((left & 0x7f) | 0x80));
      left >>>= 7;
    }
    out.write((int) left);
  }
}
