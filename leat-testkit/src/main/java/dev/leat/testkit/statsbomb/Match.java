package dev.leat.testkit.statsbomb;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Objects;

/**
 * One match of the provider.
 *
 * @param index within its season, from 0
 * @param frames whether tracking frames are announced
 * @param edition 0 at first; every correction by the provider adds one
 */
record Match(
    Season season, int index, boolean frames, int edition, String collection, String status) {
  private static final LocalDateTime COLLECTED = LocalDateTime.parse("2021-06-13T16:17:31.694");

  Match {
    Objects.requireNonNull(season);
    Objects.requireNonNull(collection);
    Objects.requireNonNull(status);
  }

  static Match of(Season season, int index) {
    boolean frames = season.frames() && index % season.framesEvery() == 3 % season.framesEvery();
    return new Match(season, index, frames, 0, "Complete", "available");
  }

  Match corrected() {
    return new Match(season, index, frames, edition + 1, collection, status);
  }

  Match in(String newCollection, String newStatus) {
    return new Match(season, index, frames, edition, newCollection, newStatus);
  }

  long id() {
    return season.match(index);
  }

  LocalDate date() {
    return LocalDate.parse("2020-09-12").plusDays(index % 300);
  }

  /** Without a zone, as the provider writes it. */
  LocalDateTime updated() {
    return COLLECTED.plusMinutes(index % 60).plusDays(edition);
  }

  /** Later than everything else, as it is in the provider's data. */
  LocalDateTime framesUpdated() {
    return updated().plusDays(30);
  }

  int home() {
    return index % 20;
  }

  int away() {
    return (index + 1 + index / 20 % 18) % 20;
  }

  int homeScore() {
    return index % 4;
  }

  int awayScore() {
    return (index / 3) % 3;
  }

  /**
   * A season: some of the real provider's numbers, none of its data.
   *
   * @param framesEvery one match of so many has tracking frames; 0 for none
   */
  record Season(long competition, long season, int matches, int framesEvery) {
    boolean frames() {
      return framesEvery > 0;
    }

    /** Numbers of the seasons that people know are theirs; 3773565 is one of 11/90. */
    long match(int index) {
      if (competition == 11 && season == 90) {
        return 3_773_369L + 7L * index;
      }
      return competition == 11 && season == 42
          ? 303_377L + 7L * index
          : 1_000_000_000L + (competition * 1000 + season) * 1_000_000 + index;
    }

    String name() {
      return (1978 + season) + "/" + (1979 + season);
    }
  }
}
