package dev.leat.testkit.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A scriptable HTTP server on loopback that remembers what it was asked.
 *
 * <p>A path without a route answers 404. Exact paths win over folders, longer folders over shorter.
 * Thread-safe; routes can change while it serves. It speaks plain HTTP/1.1.
 */
public final class FakeHttp implements AutoCloseable {
  /** Answers requests of one route. */
  @FunctionalInterface
  public interface Route {
    Answer answer(Received request);
  }

  private final ServerSocketChannel listener;
  private final InstantSource clock;
  private final Map<String, Route> exact = new ConcurrentHashMap<>();
  private final Map<String, Route> folders = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<Received> requests = new ConcurrentLinkedQueue<>();
  private final Set<SocketChannel> connections = ConcurrentHashMap.newKeySet();
  private final AtomicInteger inFlight = new AtomicInteger();
  private final AtomicInteger inFlightMax = new AtomicInteger();
  private final AtomicLong total = new AtomicLong();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile boolean remembering = true;

  private FakeHttp(ServerSocketChannel listener, InstantSource clock) {
    this.listener = listener;
    this.clock = clock;
  }

  /** Listens on a free port of the loopback address. */
  public static FakeHttp start() {
    return start(Clock.systemUTC());
  }

  /** Listens on a free port; the clock tells {@link Received#at}. */
  public static FakeHttp start(InstantSource clock) {
    return start(clock, 0);
  }

  /** Listens on a port that the caller chose, zero for any. */
  public static FakeHttp start(InstantSource clock, int port) {
    try {
      ServerSocketChannel listener = ServerSocketChannel.open();
      listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1024);
      var server = new FakeHttp(listener, clock);
      Thread.ofVirtual().name("fake-http").start(server::accept);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Answers an exact path: each answer once, in order, the last one for ever. */
  public FakeHttp on(String path, Answer... answers) {
    return on(path, sequence(answers));
  }

  public FakeHttp on(String path, Route route) {
    exact.put(path, route);
    return this;
  }

  /** Answers every path that begins with a prefix. */
  public FakeHttp under(String prefix, Route route) {
    folders.put(prefix, route);
    return this;
  }

  /** Stops remembering requests, for benchmarks; counting goes on. */
  public FakeHttp forgetful() {
    remembering = false;
    return this;
  }

  public URI url() {
    return url("/");
  }

  /** The URL of a path with a leading slash; may hold a query. */
  public URI url(String path) {
    return URI.create("http://" + host() + path);
  }

  /** Address and port, such as {@code 127.0.0.1:40123}. */
  public String host() {
    return "127.0.0.1:" + listener.socket().getLocalPort();
  }

  /** Every request so far, in order of arrival. */
  public List<Received> requests() {
    return List.copyOf(requests);
  }

  public List<Received> requests(String path) {
    return requests.stream().filter(request -> request.path().equals(path)).toList();
  }

  /** How many requests there were, remembered or not. */
  public long requestCount() {
    return total.get();
  }

  /** Forgets the requests so far and starts a new high-water mark. */
  public void forget() {
    requests.clear();
    total.set(0);
    inFlightMax.set(inFlight.get());
  }

  /** The most requests that were being answered at one time. */
  public int inFlightMax() {
    return inFlightMax.get();
  }

  /** How many requests are being answered now. */
  public int inFlight() {
    return inFlight.get();
  }

  /** Cuts every connection, hanging ones included. */
  @Override
  public void close() {
    closed.countDown();
    closeQuietly(listener);
    new ArrayList<>(connections).forEach(FakeHttp::closeQuietly);
  }

  private static Route sequence(Answer... answers) {
    var left = new ArrayDeque<>(List.of(answers));
    return request -> {
      synchronized (left) {
        return left.size() > 1 ? left.removeFirst() : left.getFirst();
      }
    };
  }

  private void accept() {
    try {
      while (listener.isOpen()) {
        SocketChannel channel = listener.accept();
        connections.add(channel);
        Thread.ofVirtual().name("fake-http-connection").start(() -> serve(channel));
      }
    } catch (IOException e) {
      close();
    }
  }

  private void serve(SocketChannel channel) {
    try {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      new Connection(this, channel).serve();
    } catch (IOException e) {
      // The client went away, or the server closed: either is part of a test.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      connections.remove(channel);
      closeQuietly(channel);
    }
  }

  Instant now() {
    return clock.instant();
  }

  /** Takes note of a request; {@link #answered} must follow. */
  Answer answer(Received request) {
    inFlightMax.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
    total.incrementAndGet();
    if (remembering) {
      requests.add(request);
    }
    return route(request.path())
        .map(route -> route.answer(request).to(request))
        .orElseGet(() -> Answer.text("text/plain", "no route").as(404));
  }

  void answered() {
    inFlight.decrementAndGet();
  }

  void awaitClose() throws InterruptedException {
    closed.await();
  }

  private Optional<Route> route(String path) {
    Route route = exact.get(path);
    if (route != null) {
      return Optional.of(route);
    }
    return folders.entrySet().stream()
        .filter(entry -> path.startsWith(entry.getKey()))
        .max((one, other) -> Integer.compare(one.getKey().length(), other.getKey().length()))
        .map(Map.Entry::getValue);
  }

  private static void closeQuietly(AutoCloseable channel) {
    try {
      channel.close();
    } catch (Exception e) {
      // Nothing depends on how a fake goes down.
    }
  }
}
