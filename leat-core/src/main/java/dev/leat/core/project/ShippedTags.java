package dev.leat.core.project;

import dev.leat.api.ColumnType;
import dev.leat.api.ColumnType.Decimal;
import dev.leat.api.ColumnType.Simple;
import java.util.List;
import java.util.Optional;

/** The tags that come with Leat; a project may write another one of the same name. */
final class ShippedTags {
  private static final ColumnType MONEY = new Decimal(18, 4);

  static final List<Tag> ALL =
      List.of(
          new Tag(
              "transactions",
              "Money that comes and goes, whichever bank tells of it.",
              List.of(
                  needed("timestamp", Simple.TIMESTAMP, ""),
                  needed("amount", MONEY, "the account's currency"),
                  needed("description", Simple.TEXT, ""))),
          new Tag(
              "workouts",
              "Exercise, whichever watch or app has counted it.",
              List.of(
                  needed("started_at", Simple.TIMESTAMP, ""),
                  needed("activity", Simple.TEXT, ""),
                  notNegative("duration", "seconds", true),
                  notNegative("distance", "metres", false),
                  notNegative("energy", "kilocalories", false))),
          new Tag(
              "sleep",
              "Nights and naps, by their beginning and end.",
              List.of(
                  needed("started_at", Simple.TIMESTAMP, ""),
                  needed("ended_at", Simple.TIMESTAMP, ""),
                  optional("stage", Simple.TEXT))),
          new Tag(
              "tv_and_film",
              "What was watched, and when.",
              List.of(
                  needed("watched_at", Simple.TIMESTAMP, ""),
                  needed("title", Simple.TEXT, ""),
                  notNegative("duration", "seconds", false))),
          new Tag(
              "music",
              "What was listened to, and when.",
              List.of(
                  needed("played_at", Simple.TIMESTAMP, ""),
                  needed("track", Simple.TEXT, ""),
                  needed("artist", Simple.TEXT, ""),
                  notNegative("duration", "seconds", false))));

  private ShippedTags() {}

  private static Tag.Column needed(String name, ColumnType type, String unit) {
    Optional<String> counted = Optional.of(unit).filter(text -> !text.isEmpty());
    return new Tag.Column(name, type, counted, true, Optional.empty(), Optional.empty(), List.of());
  }

  private static Tag.Column optional(String name, ColumnType type) {
    return new Tag.Column(
        name, type, Optional.empty(), false, Optional.empty(), Optional.empty(), List.of());
  }

  private static Tag.Column notNegative(String name, String unit, boolean required) {
    return new Tag.Column(
        name, MONEY, Optional.of(unit), required, Optional.of("0"), Optional.empty(), List.of());
  }
}
