package dev.leat.cli.product;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A wire to a server on this machine that is cut once, in the middle of what goes over it. */
final class CutWire implements AutoCloseable {
  /** When it is cut. */
  enum When {
    /** After so many bytes to the server that a {@code COPY} must be under way. */
    COPYING,
    /**
     * After so many bytes that a part of a large file must be under way. Nobody is told of it: what
     * is sent gets lost, and no answer comes, until the client ends.
     */
    SENDING,
    /** When the server has been asked to commit, and before its answer. */
    COMMITTED
  }

  private static final long COPYING_BYTES = 500_000;
  private static final long SENDING_BYTES = 12 << 20;

  private final ServerSocket door;
  private final int server;
  private final When when;
  private final AtomicLong sent = new AtomicLong();
  private final CountDownLatch cutting = new CountDownLatch(1);
  private volatile boolean cut;

  private CutWire(ServerSocket door, int server, When when) {
    this.door = door;
    this.server = server;
    this.when = when;
  }

  static CutWire to(int server, When when) {
    try {
      var wire =
          new CutWire(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), server, when);
      Thread.ofVirtual().start(wire::serve);
      return wire;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return door.getLocalPort();
  }

  boolean isCut() {
    return cut;
  }

  void awaitCut() throws InterruptedException {
    assertThat(cutting.await(2, TimeUnit.MINUTES)).as("the wire is cut").isTrue();
  }

  private void serve() {
    while (!door.isClosed()) {
      try {
        Socket client = door.accept();
        var there = new Socket(InetAddress.getLoopbackAddress(), server);
        Thread.ofVirtual().start(() -> pass(client, there, true));
        Thread.ofVirtual().start(() -> pass(there, client, false));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void pass(Socket from, Socket to, boolean upstream) {
    byte[] bytes = new byte[1 << 16];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      boolean commits = false;
      for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
        commits |= upstream && new String(bytes, 0, read, ISO_8859_1).contains("COMMIT");
        out.write(bytes, 0, read);
        boolean now =
            switch (when) {
              case COPYING -> upstream && sent.addAndGet(read) > COPYING_BYTES;
              case SENDING -> upstream && sent.addAndGet(read) > SENDING_BYTES;
              case COMMITTED -> commits;
            };
        if (now && !cut) {
          cut = true;
          cutting.countDown();
          cut(from, to);
          return;
        }
      }
    } catch (IOException closed) {
      // One end is gone, and so the other one goes.
    }
  }

  private void cut(Socket from, Socket to) throws IOException {
    if (when == When.SENDING) {
      from.getInputStream().transferTo(OutputStream.nullOutputStream());
      return;
    }
    // The client hears nothing more; the server reads to the end of what it has got.
    from.close();
    to.shutdownOutput();
    to.getInputStream().transferTo(OutputStream.nullOutputStream());
  }

  @Override
  public void close() {
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
