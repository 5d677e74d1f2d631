package dev.leat.core.load;

import dev.leat.api.Batch;
import dev.leat.api.CommitOutcome;
import dev.leat.api.CommitOutcome.AlreadyCommitted;
import dev.leat.api.CommitOutcome.Committed;
import dev.leat.api.CommitOutcome.Effects;
import dev.leat.api.Destination;
import dev.leat.api.Export;
import dev.leat.api.FileIds;
import dev.leat.api.Load;
import dev.leat.api.LoadFile;
import dev.leat.api.LoadRequest;
import dev.leat.api.LoadRequest.Scope;
import dev.leat.api.Origin;
import dev.leat.api.RowSink;
import dev.leat.api.TableState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Records which files its tables hold, no rows; its commits can be told how to end. */
final class ScriptedDestination implements Destination {
  /** What a commit does and says. */
  interface Ending extends Function<Runnable, CommitOutcome> {}

  static final Effects EFFECTS = Effects.NONE;

  final List<LoadRequest> requests = new ArrayList<>();
  final List<FileIds> staged = new ArrayList<>();
  FileIds lacking = FileIds.NONE;
  private final Map<String, TableState> states = new HashMap<>();
  private final Deque<Ending> endings = new ArrayDeque<>();

  /** The next commit ends like this; those without a script succeed. */
  ScriptedDestination next(Ending ending) {
    endings.add(ending);
    return this;
  }

  void set(TableState state) {
    states.put(state.table(), state);
  }

  TableState state(String table) {
    return states.getOrDefault(table, TableState.empty(table));
  }

  @Override
  public String name() {
    return "scripted:";
  }

  @Override
  public Map<String, TableState> states(List<String> tables) {
    var answer = new LinkedHashMap<String, TableState>();
    tables.forEach(table -> answer.put(table, state(table)));
    return answer;
  }

  @Override
  public Load open(LoadRequest request) {
    requests.add(request);
    return new Load() {
      @Override
      public Staged stage(Batch batch) {
        staged.add(batch.files());
        return new Staged(batch.files().size(), 0);
      }

      @Override
      public FileIds lacking() {
        return lacking;
      }

      @Override
      public boolean apply() {
        return true;
      }

      @Override
      public CommitOutcome commit() {
        if (state(request.table()).load() == request.id()) {
          return new AlreadyCommitted(EFFECTS);
        }
        Ending ending = endings.poll();
        if (ending != null) {
          return ending.apply(() -> write(request));
        }
        write(request);
        return new Committed(EFFECTS);
      }

      @Override
      public void close() {}
    };
  }

  private void write(LoadRequest request) {
    FileIds added = FileIds.of(request.add().stream().mapToLong(LoadFile::id));
    FileIds before =
        request.scope() == Scope.REBUILD ? FileIds.NONE : state(request.table()).files();
    set(
        new TableState(
            request.table(),
            request.id(),
            request.configuration(),
            before.minus(request.remove()).and(added)));
  }

  @Override
  public List<Origin> origins(String table, Map<String, String> where) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void query(String sql, RowSink sink) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Export.Exported export(Export export) {
    throw new UnsupportedOperationException();
  }
}
