package dev.leat.core.catalog;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** Makes the n-th statement of a catalog go wrong, commits among them. */
public final class FaultyStatements {
  /** How a statement goes wrong. */
  public enum Fault {
    /** It is refused. */
    REFUSED,
    /** It took effect, but its answer is lost. */
    ANSWER_LOST,
    /** It is refused, and so is all that follows. */
    GONE
  }

  private final Fault fault;
  private final long strikes;
  private final AtomicLong counted = new AtomicLong();

  public FaultyStatements(Fault fault, long strikes) {
    this.fault = fault;
    this.strikes = strikes;
  }

  /** A catalog whose tables are there: what opening it asks is counted, too. */
  public Catalog open(CatalogSettings settings, InstantSource clock) {
    return Catalog.open(settings, clock, this::connection);
  }

  public boolean struck() {
    return counted.get() >= strikes;
  }

  private Connection connection(Connection real) {
    return proxy(
        Connection.class,
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "prepareStatement" ->
                  statement(PreparedStatement.class, invoke(real, method, arguments));
              case "createStatement" -> statement(Statement.class, invoke(real, method, arguments));
              case "commit" -> strike(real, method, arguments);
              default -> invoke(real, method, arguments);
            });
  }

  private <T extends Statement> T statement(Class<T> type, Object real) {
    return proxy(
        type,
        (proxy, method, arguments) ->
            method.getName().startsWith("execute")
                ? strike(real, method, arguments)
                : invoke(real, method, arguments));
  }

  private Object strike(Object real, Method method, Object[] arguments) throws Throwable {
    long n = counted.incrementAndGet();
    boolean now = n == strikes || (n > strikes && fault == Fault.GONE);
    if (!now) {
      return invoke(real, method, arguments);
    }
    if (fault == Fault.ANSWER_LOST) {
      invoke(real, method, arguments);
    }
    throw new SQLException("statement " + n + " goes wrong, because a test wants it");
  }

  private static Object invoke(Object real, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(real, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            FaultyStatements.class.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
