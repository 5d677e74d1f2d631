package dev.leat.core.contract;

import dev.leat.core.read.Inferred;
import dev.leat.core.read.SchemaChange;
import dev.leat.core.read.Shape;
import dev.leat.core.read.TableRequest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Judges data by what the project promised for its table. */
public final class Contract {
  private static final int SHOWN = 5;

  private Contract() {}

  /**
   * What a load read and rejected.
   *
   * @param rows that were read
   * @param rejectedRows records that could not be read, as {@link dev.leat.core.read.Rejection}
   * @param files that were to be read
   * @param rejectedFiles those of which nothing could be read
   */
  public record Tally(long rows, long rejectedRows, long files, long rejectedFiles) {
    public static final Tally NONE = new Tally(0, 0, 0, 0);

    public Tally plus(Tally other) {
      return new Tally(
          rows + other.rows,
          rejectedRows + other.rejectedRows,
          files + other.files,
          rejectedFiles + other.rejectedFiles);
    }
  }

  /**
   * Judges what was inferred; the first data of a table is always taken.
   *
   * @param known the shape by which the table was read so far
   */
  public static Verdict judge(TableRequest request, Optional<Shape> known, Inferred inferred) {
    SchemaChange change = inferred.change();
    if (known.isEmpty() || change.isEmpty()) {
      return new Verdict.Accepted(inferred.shape(), change);
    }
    return switch (request.mode()) {
      case EVOLVE -> evolve(request, inferred);
      case FREEZE ->
          new Verdict.Refused(
              ContractError.TABLE_FROZEN,
              "table "
                  + request.name()
                  + " is frozen, and its data would change it: "
                  + listed(change.changes()),
              "set contract: evolve to let the table follow, or discard_column or quarantine_row to"
                  + " load the rest");
      case DISCARD_COLUMN, QUARANTINE_ROW -> new Verdict.Accepted(known.get(), SchemaChange.NONE);
    };
  }

  private static Verdict evolve(TableRequest request, Inferred inferred) {
    List<SchemaChange.Change> losses = inferred.change().losses();
    if (losses.isEmpty()) {
      return new Verdict.Accepted(inferred.shape(), inferred.change());
    }
    return new Verdict.Refused(
        ContractError.TABLE_BROKEN,
        "the data of table "
            + request.name()
            + " changed in a way that no column can follow: "
            + listed(losses),
        "rebuild the table from the stored files with `leat load --replay`");
  }

  private static String listed(List<SchemaChange.Change> changes) {
    String shown =
        changes.stream().limit(SHOWN).map(String::valueOf).collect(Collectors.joining("; "));
    int more = changes.size() - SHOWN;
    return more > 0 ? shown + "; and " + more + " more" : shown;
  }

  /** Whether a table allows what was rejected, as a part of the rows and of whole files. */
  public static boolean tolerates(TableRequest request, Tally tally) {
    var allows = request.quarantine().allows();
    long rejected = tally.rejectedRows() + tally.rejectedFiles();
    return allows.test(rejected, tally.rows() + rejected)
        && allows.test(tally.rejectedFiles(), tally.files());
  }
}
