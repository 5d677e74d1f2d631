package dev.leat.cli.product;

import java.io.IOException;
import java.util.List;
import org.jacoco.core.instr.Instrumenter;
import org.jacoco.core.runtime.OfflineInstrumentationAccessGenerator;

/**
 * Lets commands record which lines they run, into the file that the JVM of the tests records into.
 *
 * <p>The classes are prepared beforehand: an agent would keep the JVM from its cache for fast
 * starts.
 */
final class Coverage {
  private static final String FILE = System.getProperty("leat.coverage.file", "");
  private static final Instrumenter INSTRUMENTER =
      new Instrumenter(new OfflineInstrumentationAccessGenerator());

  private Coverage() {}

  static List<String> recorded() {
    return FILE.isEmpty()
        ? List.of()
        : List.of("-Djacoco-agent.destfile=" + FILE, "-Djacoco-agent.append=true");
  }

  static List<String> unrecorded() {
    return List.of("-Djacoco-agent.output=none");
  }

  /** A file of this project's, prepared where it is a class and coverage is recorded. */
  static byte[] prepared(String name, byte[] file) throws IOException {
    return FILE.isEmpty() || !name.endsWith(".class") || name.endsWith("-info.class")
        ? file
        : INSTRUMENTER.instrument(file, name);
  }
}
