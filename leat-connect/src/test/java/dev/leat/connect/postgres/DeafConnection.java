package dev.leat.connect.postgres;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Passes everything on to another connection, but the answer to a COMMIT gets lost. */
final class DeafConnection {
  private DeafConnection() {}

  static Connection of(Connection real) {
    return proxy(
        Connection.class,
        (self, method, arguments) -> {
          Object made = pass(real, method, arguments);
          return made instanceof Statement statement ? deaf(statement) : made;
        });
  }

  private static Statement deaf(Statement real) {
    return proxy(
        Statement.class,
        (self, method, arguments) -> {
          Object answer = pass(real, method, arguments);
          if (arguments != null && arguments[0].equals("COMMIT")) {
            throw new SQLException("the line went dead", "08006");
          }
          return answer;
        });
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
            DeafConnection.class.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
