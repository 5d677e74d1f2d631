package dev.leat.connect.statsbomb;

import static dev.leat.connect.statsbomb.StatsBombError.STATSBOMB_LISTING_CHANGED;

import dev.leat.api.LeatException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One object of a listing.
 *
 * @param position in its listing, from 0
 * @param fields by dotted path; null, absent and empty text are the same: not there
 */
record Listed(String url, long position, Map<String, String> fields) {
  Listed {
    Objects.requireNonNull(url);
    Objects.requireNonNull(fields);
  }

  /** An id, without which the object means nothing. */
  long id(String field) {
    String text = fields.get(field);
    try {
      return Long.parseLong(Objects.requireNonNullElse(text, ""));
    } catch (NumberFormatException notWhole) {
      String found = text == null ? "has no " + field : "has the " + field + " '" + text + "'";
      throw new LeatException(
          STATSBOMB_LISTING_CHANGED,
          "Entry " + position + " of " + url + " " + found + ", which should be a whole number.",
          "Open the URL; if the provider changed its format, Leat needs a newer version.",
          notWhole);
    }
  }

  @Nullable String text(String field) {
    return fields.get(field);
  }

  String text(String field, String otherwise) {
    return fields.getOrDefault(field, otherwise);
  }

  /** A time; the provider writes none of its zones and means UTC. Null where it is unreadable. */
  @Nullable Instant time(String field) {
    String text = fields.get(field);
    if (text == null) {
      return null;
    }
    LocalDateTime plain = PlainTime.read(text);
    if (plain != null) {
      return plain.toInstant(ZoneOffset.UTC);
    }
    try {
      String iso = text.replace(' ', 'T');
      return iso.endsWith("Z") || iso.lastIndexOf('+') > 0
          ? OffsetDateTime.parse(iso).toInstant()
          : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException unreadable) {
      return null;
    }
  }
}
