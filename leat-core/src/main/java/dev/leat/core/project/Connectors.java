package dev.leat.core.project;

import dev.leat.api.FetchPolicyType;
import dev.leat.api.LeatException;
import dev.leat.api.SourceType;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Finds connectors by name: those given, those announced by {@link ServiceLoader}, and classes.
 *
 * <p>Looks no further than the first that bears the name, so that a project loads only what it
 * uses. Thread-safe. Closing it ends the use of classes from a project's own jars.
 */
public final class Connectors implements AutoCloseable {
  private final ClassLoader loader;
  private final List<Object> given;

  private Connectors(ClassLoader loader, Collection<?> given) {
    this.loader = loader;
    this.given = List.copyOf(given);
  }

  /** Those on the class path of Leat. */
  public static Connectors onClassPath() {
    return new Connectors(Connectors.class.getClassLoader(), List.of());
  }

  /** Also these, before any other of the same name: source types, policy types and so on. */
  public Connectors with(Object... connectors) {
    var more = new ArrayList<Object>(List.of(connectors));
    more.addAll(given);
    return new Connectors(loader, more);
  }

  /** Also those in a project's jars; close the result. */
  Connectors plus(List<Path> jars) {
    if (jars.isEmpty()) {
      return this;
    }
    try {
      URL[] urls = new URL[jars.size()];
      for (int i = 0; i < urls.length; i++) {
        urls[i] = jars.get(i).toUri().toURL();
      }
      return new Connectors(new URLClassLoader("plugins", urls, loader), given);
    } catch (MalformedURLException impossible) {
      throw new IllegalArgumentException(jars.toString(), impossible);
    }
  }

  public Optional<SourceType> source(String name) {
    return find(SourceType.class, SourceType::name, name);
  }

  public Optional<FetchPolicyType> policy(String name) {
    return find(FetchPolicyType.class, FetchPolicyType::name, name);
  }

  public List<SourceType> sources() {
    return all(SourceType.class);
  }

  public List<FetchPolicyType> policies() {
    return all(FetchPolicyType.class);
  }

  /**
   * The connector of a kind that bears a name, or is the class of that name.
   *
   * @param kind an interface that connectors implement
   * @throws LeatException where it is there and cannot be used
   */
  public <T> Optional<T> find(Class<T> kind, Function<T, String> nameOf, String name) {
    Optional<T> own = own(kind).filter(each -> nameOf.apply(each).equals(name)).findFirst();
    if (own.isPresent()) {
      return own;
    }
    Iterator<T> each = ServiceLoader.load(kind, loader).iterator();
    while (advance(kind, each)) {
      T connector = next(kind, each);
      if (nameOf.apply(connector).equals(name)) {
        return Optional.of(connector);
      }
    }
    return name.contains(".")
        ? load(kind, name).map(type -> instance(kind, type))
        : Optional.empty();
  }

  /** Every connector of a kind, those given first. */
  public <T> List<T> all(Class<T> kind) {
    List<T> connectors = new ArrayList<>(own(kind).toList());
    Iterator<T> each = ServiceLoader.load(kind, loader).iterator();
    while (advance(kind, each)) {
      connectors.add(next(kind, each));
    }
    return connectors;
  }

  /** A new object of the class, such as a subscriber; empty where there is no such class. */
  public <T> Optional<T> instance(Class<T> kind, String className) {
    return load(kind, className).map(type -> instance(kind, type));
  }

  /** Whether there is such a class and it is of that kind. */
  boolean has(Class<?> kind, String className) {
    return load(kind, className).isPresent();
  }

  private <T> Stream<T> own(Class<T> kind) {
    return given.stream().filter(kind::isInstance).map(kind::cast);
  }

  private static <T> boolean advance(Class<T> kind, Iterator<T> each) {
    try {
      return each.hasNext();
    } catch (ServiceConfigurationError broken) {
      throw unusable(kind, "one that a jar announces", broken);
    }
  }

  private static <T> T next(Class<T> kind, Iterator<T> each) {
    try {
      return each.next();
    } catch (ServiceConfigurationError broken) {
      throw unusable(kind, "one that a jar announces", broken);
    }
  }

  private <T> Optional<Class<? extends T>> load(Class<T> kind, String name) {
    try {
      return Optional.of(Class.forName(name, false, loader).asSubclass(kind));
    } catch (ClassNotFoundException none) {
      return Optional.empty();
    } catch (ClassCastException other) {
      throw new LeatException(
          ProjectError.CONNECTOR_UNUSABLE,
          "The class " + name + " is no " + kind.getSimpleName() + ".",
          "Let it implement " + kind.getName() + ", or name another class.",
          other);
    } catch (LinkageError broken) {
      throw unusable(kind, name, broken);
    }
  }

  private static <T> T instance(Class<T> kind, Class<? extends T> type) {
    try {
      return type.getConstructor().newInstance();
    } catch (ReflectiveOperationException | LinkageError broken) {
      throw unusable(kind, type.getName(), broken);
    }
  }

  private static LeatException unusable(Class<?> kind, String name, Throwable cause) {
    return new LeatException(
        ProjectError.CONNECTOR_UNUSABLE,
        "The " + kind.getSimpleName() + " " + name + " cannot be made: " + cause + ".",
        "Make it a public class with a public constructor without parameters, and build it"
            + " against this version of leat-api.",
        cause);
  }

  @Override
  public void close() {
    if (loader instanceof URLClassLoader own && "plugins".equals(own.getName())) {
      try {
        own.close();
      } catch (IOException harmless) {
        // The jars are read-only: there is nothing to lose.
      }
    }
  }
}
