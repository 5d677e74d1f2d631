package dev.leat.connect.avro;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes Avro values as JSON: bytes in base64, logical types as ISO 8601 and decimals say. */
final class AvroJson {
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS");

  /** A number that JSON has no word for. */
  static final class NoJsonException extends IOException {
    private static final long serialVersionUID = 1L;

    private NoJsonException(String value) {
      super(value);
    }
  }

  private final JsonGenerator json;

  private AvroJson(JsonGenerator json) {
    this.json = json;
  }

  static void write(Schema schema, @Nullable Object value, StringWriter out) throws IOException {
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
      new AvroJson(json).value(schema, value);
    }
  }

  private void value(Schema schema, @Nullable Object value) throws IOException {
    if (value == null) {
      json.writeNull();
      return;
    }
    switch (schema.getType()) {
      case RECORD -> record((IndexedRecord) value);
      case MAP -> map(schema, (Map<?, ?>) value);
      case ARRAY -> array(schema, (Collection<?>) value);
      case UNION ->
          value(schema.getTypes().get(GenericData.get().resolveUnion(schema, value)), value);
      case BYTES -> bytes(schema, bytes((ByteBuffer) value));
      case FIXED -> bytes(schema, ((GenericFixed) value).bytes());
      case INT -> integer(schema, ((Number) value).longValue());
      case LONG -> integer(schema, ((Number) value).longValue());
      case FLOAT, DOUBLE -> fraction(((Number) value).doubleValue(), value.toString());
      case BOOLEAN -> json.writeBoolean((Boolean) value);
      default -> json.writeString(value.toString());
    }
  }

  private void record(IndexedRecord record) throws IOException {
    json.writeStartObject();
    for (Schema.Field field : record.getSchema().getFields()) {
      json.writeName(field.name());
      value(field.schema(), record.get(field.pos()));
    }
    json.writeEndObject();
  }

  private void map(Schema schema, Map<?, ?> map) throws IOException {
    json.writeStartObject();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      json.writeName(entry.getKey().toString());
      value(schema.getValueType(), entry.getValue());
    }
    json.writeEndObject();
  }

  private void array(Schema schema, Collection<?> items) throws IOException {
    json.writeStartArray();
    for (Object item : items) {
      value(schema.getElementType(), item);
    }
    json.writeEndArray();
  }

  private void fraction(double number, String text) throws NoJsonException {
    if (!Double.isFinite(number)) {
      throw new NoJsonException(text);
    }
    json.writeNumber(new BigDecimal(text));
  }

  private static byte[] bytes(ByteBuffer buffer) {
    var bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  private void bytes(Schema schema, byte[] bytes) {
    if (schema.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
      json.writeNumber(new BigDecimal(new BigInteger(bytes), decimal.getScale()));
    } else {
      json.writeString(Base64.getEncoder().encodeToString(bytes));
    }
  }

  private void integer(Schema schema, long number) {
    LogicalType type = schema.getLogicalType();
    if (type == null) {
      json.writeNumber(number);
      return;
    }
    switch (type) {
      case LogicalTypes.Date date -> json.writeString(LocalDate.ofEpochDay(number).toString());
      case LogicalTypes.TimeMillis time -> json.writeString(time(number * 1_000_000));
      case LogicalTypes.TimeMicros time -> json.writeString(time(number * 1_000));
      case LogicalTypes.TimestampMillis time ->
          json.writeString(at(number, ChronoUnit.MILLIS) + "Z");
      case LogicalTypes.TimestampMicros time ->
          json.writeString(at(number, ChronoUnit.MICROS) + "Z");
      case LogicalTypes.LocalTimestampMillis time ->
          json.writeString(at(number, ChronoUnit.MILLIS));
      case LogicalTypes.LocalTimestampMicros time ->
          json.writeString(at(number, ChronoUnit.MICROS));
      default -> json.writeNumber(number);
    }
  }

  private static String time(long nanos) {
    return LocalTime.ofNanoOfDay(nanos).format(DateTimeFormatter.ofPattern("HH:mm:ss.SSSSSS"));
  }

  private static String at(long number, ChronoUnit unit) {
    Instant instant = Instant.EPOCH.plus(number, unit);
    return LocalDateTime.ofInstant(instant, ZoneOffset.UTC).format(MICROS);
  }
}
