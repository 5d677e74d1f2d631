package dev.leat.testkit.destination;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Passes everything on to another connection, but fails its n-th statement. */
public final class FailingConnection {
  private final Connection real;
  private int left;

  private FailingConnection(Connection real, int fails) {
    this.real = real;
    this.left = fails;
  }

  /**
   * @param fails which statement fails, the first being 1; it is not executed
   */
  public static FailingConnection of(Connection real, int fails) {
    return new FailingConnection(real, fails);
  }

  public Connection connection() {
    return proxy(Connection.class, this::onConnection);
  }

  /** Whether the statement that should fail has been met. */
  public boolean hasFailed() {
    return left <= 0;
  }

  private Object onConnection(Object self, Method method, Object[] arguments) throws Throwable {
    Object result = pass(real, method, arguments);
    if (result instanceof Statement statement && method.getName().equals("createStatement")) {
      return proxy(
          Statement.class,
          (proxied, called, with) -> {
            if (called.getName().startsWith("execute")) {
              countDown();
            }
            return pass(statement, called, with);
          });
    }
    return result;
  }

  private void countDown() throws SQLException {
    left--;
    if (left == 0) {
      throw new SQLException("IO Error: injected failure");
    }
  }

  private static Object pass(Object target, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            FailingConnection.class.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
