package dev.leat.connect.sql;

/**
 * Finds the turns in what is said of keys, as one SELECT over {@code (k, place, dataset, h, moment,
 * file, pos, held)}, where {@code h} is null in a denial and {@code held} is 1 for what a table
 * holds already.
 */
final class Story {
  private Story() {}

  /**
   * A SELECT of {@code k, file, pos, since, until} and three numbers, 1 or 0: whether the version
   * is {@code held} by a table, whether it then {@code moved} to another file's row, and whether
   * another version {@code succeeded} it.
   */
  static String versions(String events) {
    return """
    WITH counted AS (
      SELECT *, count(h) OVER (PARTITION BY k ORDER BY place) AS stated FROM %s),
    owned AS (
      SELECT *, first_value(dataset) OVER (PARTITION BY k, stated ORDER BY place) AS owner
      FROM counted),
    heard AS (
      SELECT *,
        lag(h) OVER (PARTITION BY k ORDER BY place) AS h_before,
        lag(dataset) OVER (PARTITION BY k ORDER BY place) AS dataset_before
      FROM owned WHERE h IS NOT NULL OR dataset = owner),
    marked AS (
      SELECT *, CASE WHEN h IS DISTINCT FROM h_before THEN 1 ELSE 0 END AS turns FROM heard),
    grouped AS (
      SELECT *, sum(turns) OVER (PARTITION BY k ORDER BY place) AS turn FROM marked),
    picked AS (
      SELECT *,
        max(CASE WHEN turns = 1 OR dataset <> dataset_before THEN place END)
          OVER (PARTITION BY k, turn) AS chosen,
        min(moment) OVER (PARTITION BY k, turn) AS since,
        max(held) OVER (PARTITION BY k, turn) AS was_held
      FROM grouped),
    told AS (
      SELECT k, file, pos, h, held, was_held, since,
        lead(since) OVER (PARTITION BY k ORDER BY turn) AS until,
        lead(h) OVER (PARTITION BY k ORDER BY turn) AS h_after
      FROM picked WHERE place = chosen)
    SELECT k, file, pos, since, until, was_held AS held,
      CASE WHEN was_held = 1 AND held = 0 THEN 1 ELSE 0 END AS moved,
      CASE WHEN h_after IS NULL THEN 0 ELSE 1 END AS succeeded
    FROM told WHERE h IS NOT NULL\
    """
        .formatted(events);
  }
}
