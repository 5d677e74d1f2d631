package dev.leat.connect.postgres;

import dev.leat.api.Destination;
import dev.leat.api.Export;
import dev.leat.api.Load;
import dev.leat.api.LoadRequest;
import dev.leat.api.Macro;
import dev.leat.api.Model;
import dev.leat.api.Origin;
import dev.leat.api.RowSink;
import dev.leat.api.TableState;
import dev.leat.connect.sql.Statements;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Tables in a schema of a PostgreSQL database. */
final class PostgresDestination implements Destination {
  private final PostgresUrl place;
  private final Sessions sessions;
  private final Courier.Door door;

  PostgresDestination(PostgresUrl place, Sessions.Connector connector, Courier.Door door) {
    this.place = place;
    this.sessions = new Sessions(place, connector);
    this.door = door;
  }

  @Override
  public String name() {
    return place.toString();
  }

  @Override
  public Map<String, TableState> states(List<String> tables) {
    return asking(sql -> new Records(sql, place).states(tables));
  }

  @Override
  public Load open(LoadRequest request) {
    return new PostgresLoad(request, sessions, door);
  }

  @Override
  public List<Origin> origins(String table, Map<String, String> where) {
    return asking(sql -> new Origins(sql, place).of(table, where));
  }

  /** A statement may leave settings or locks in its session, which is not used again. */
  @Override
  public void query(String sql, RowSink sink) {
    Statements session = sessions.open();
    try {
      new Queries(session, place).run(sql, sink);
    } finally {
      sessions.drop(session);
    }
  }

  @Override
  public Export.Exported export(Export export) {
    Statements session = sessions.open();
    try {
      return new Exports(session, place).write(export);
    } finally {
      sessions.drop(session);
    }
  }

  @Override
  public long materialise(Model model) {
    return asking(sql -> new Models(sql, place).materialise(model));
  }

  @Override
  public void define(List<Macro> macros) {
    List<Macro> unknown = Functions.unknown(macros);
    if (!unknown.isEmpty()) {
      Destination.super.define(unknown);
    }
    asking(
        sql -> {
          new Models(sql, place).define(macros);
          return macros;
        });
  }

  @Override
  public Map<String, String> marks() {
    return asking(sql -> new Marks(sql, place).all());
  }

  @Override
  public void mark(String name, String mark) {
    asking(
        sql -> {
          new Models(sql, place).mark(name, mark);
          return name;
        });
  }

  @Override
  public void close() {
    sessions.close();
  }

  private <T> T asking(Function<Statements, T> work) {
    Statements session = sessions.open();
    T answer;
    try {
      answer = work.apply(session);
    } catch (RuntimeException e) {
      sessions.drop(session);
      throw e;
    }
    sessions.giveBack(session);
    return answer;
  }
}
