package dev.leat.core.catalog;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A process that may hold leases.
 *
 * @param machine the same for processes that can see one another
 * @param started when the process started, in milliseconds since the epoch, 0 where unknown
 * @param run what the process does
 */
public record Holder(String machine, long process, long started, String run) {
  private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
  private static final Path NAMESPACE = Path.of("/proc/self/ns/pid");

  public Holder {
    Objects.requireNonNull(machine);
    Objects.requireNonNull(run);
  }

  /** This process. */
  public static Holder here(String run) {
    ProcessHandle self = ProcessHandle.current();
    return new Holder(machineHere(), self.pid(), startedMillis(self), run);
  }

  private static String machineHere() {
    try {
      return Files.readString(BOOT).strip() + "+" + Files.readSymbolicLink(NAMESPACE);
    } catch (IOException | UnsupportedOperationException e) {
      return hostName();
    }
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (IOException e) {
      return "unknown";
    }
  }

  private static long startedMillis(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }

  static Optional<Holder> parse(String text) {
    String[] parts = text.split(" ", 4);
    if (parts.length != 4 || !(parts[1] + parts[2]).matches("\\d+")) {
      return Optional.empty();
    }
    return Optional.of(
        new Holder(parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2]), parts[3]));
  }

  /** Whether it ran on this machine and is certainly gone. */
  boolean gone() {
    if (machine.equals("unknown") || !machine.equals(machineHere())) {
      return false;
    }
    return ProcessHandle.of(process)
        .map(found -> started != 0 && startedMillis(found) != started)
        .orElse(true);
  }

  @Override
  public String toString() {
    return machine.replace(' ', '_') + " " + process + " " + started + " " + run;
  }
}
