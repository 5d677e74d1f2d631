package dev.leat.testkit.source;

import dev.leat.api.BulkSource;
import dev.leat.api.Discovery;
import dev.leat.api.Offer;
import dev.leat.api.OfferRequest;
import dev.leat.api.Selector;
import dev.leat.api.Source;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The script of a source, and what was asked of it.
 *
 * <p>Without a script it lists one selector and offers nothing. The script may be changed between
 * runs. Thread-safe.
 */
public final class FakeSource {
  /** Lists selectors. */
  @FunctionalInterface
  public interface Selecting {
    List<Selector> selectors(String datasetType, Discovery discovery)
        throws IOException, InterruptedException;
  }

  /** Lists datasets; the iterator is asked for a batch when the engine wants it. */
  @FunctionalInterface
  public interface Offering {
    Iterator<List<Offer>> offers(OfferRequest request, Discovery discovery)
        throws IOException, InterruptedException;
  }

  private final String name;
  private final List<OfferRequest> requests = new ArrayList<>();
  private final AtomicInteger selections = new AtomicInteger();
  private final AtomicInteger opened = new AtomicInteger();
  private final AtomicInteger closed = new AtomicInteger();
  private volatile Selecting selecting = (type, discovery) -> List.of(Selector.ALL);
  private volatile Offering offering = (request, discovery) -> List.<List<Offer>>of().iterator();
  private volatile @Nullable RuntimeException openFailure;
  private volatile @Nullable RuntimeException closeFailure;
  private volatile @Nullable FakeBulk bulk;
  private volatile int concurrencyMax;
  private volatile Source.@Nullable Basis basis;

  FakeSource(String name) {
    this.name = Objects.requireNonNull(name);
  }

  public String name() {
    return name;
  }

  public FakeSource lists(Selector... selectors) {
    return lists((type, discovery) -> List.of(selectors));
  }

  public FakeSource lists(Selecting script) {
    selecting = script;
    return this;
  }

  /** Says that what it offers follows from this listing alone. */
  public FakeSource restsOn(Source.Basis listing) {
    basis = listing;
    return this;
  }

  /** Offers these in one batch, those only that agree with what is asked for. */
  public FakeSource offers(Offer... offers) {
    return offers(request -> List.of(offers));
  }

  /** Offers in one batch what the function gives, those only that agree with the selector. */
  public FakeSource offers(Function<OfferRequest, List<Offer>> offers) {
    return offers((request, discovery) -> List.of(asked(request, offers)).iterator());
  }

  private static List<Offer> asked(
      OfferRequest request, Function<OfferRequest, List<Offer>> offers) {
    return offers.apply(request).stream()
        .filter(offer -> request.selector().keys().agreesWith(offer.keys()))
        .toList();
  }

  public FakeSource offers(Offering script) {
    offering = script;
    return this;
  }

  /** Prepares what is offered before its files can be fetched. */
  public FakeSource prepares(FakeBulk script) {
    bulk = script;
    return this;
  }

  public FakeSource concurrencyMax(int files) {
    concurrencyMax = files;
    return this;
  }

  public FakeSource failsToOpen(@Nullable RuntimeException failure) {
    openFailure = failure;
    return this;
  }

  public FakeSource failsToClose(@Nullable RuntimeException failure) {
    closeFailure = failure;
    return this;
  }

  /** What was asked for, in order. */
  public List<OfferRequest> requests() {
    synchronized (requests) {
      return List.copyOf(requests);
    }
  }

  /** How often selectors were asked for. */
  public int selections() {
    return selections.get();
  }

  /** How many were opened and not closed. */
  public int openCount() {
    return opened.get() - closed.get();
  }

  Source open() {
    RuntimeException failure = openFailure;
    if (failure != null) {
      throw failure;
    }
    opened.incrementAndGet();
    FakeBulk preparing = bulk;
    return preparing == null ? new Opened() : new OpenedBulk(preparing);
  }

  private List<Selector> selectors(String datasetType, Discovery discovery)
      throws IOException, InterruptedException {
    selections.incrementAndGet();
    return selecting.selectors(datasetType, discovery);
  }

  private Iterator<List<Offer>> offer(OfferRequest request, Discovery discovery)
      throws IOException, InterruptedException {
    synchronized (requests) {
      requests.add(request);
    }
    return offering.offers(request, discovery);
  }

  private void close() {
    closed.incrementAndGet();
    RuntimeException failure = closeFailure;
    if (failure != null) {
      throw failure;
    }
  }

  /** A source that an engine uses. */
  private final class Opened implements Source {
    @Override
    public List<Selector> selectors(String datasetType, Discovery discovery)
        throws IOException, InterruptedException {
      return FakeSource.this.selectors(datasetType, discovery);
    }

    @Override
    public Iterator<List<Offer>> offers(OfferRequest request, Discovery discovery)
        throws IOException, InterruptedException {
      return offer(request, discovery);
    }

    @Override
    public Optional<Basis> basis(OfferRequest request) {
      return Optional.ofNullable(basis);
    }

    @Override
    public int concurrencyMax() {
      return concurrencyMax;
    }

    @Override
    public void close() {
      FakeSource.this.close();
    }
  }

  /** One whose provider prepares. */
  private final class OpenedBulk implements BulkSource {
    private final FakeBulk preparing;
    private final Opened plain = new Opened();

    OpenedBulk(FakeBulk preparing) {
      this.preparing = preparing;
    }

    @Override
    public List<Selector> selectors(String datasetType, Discovery discovery)
        throws IOException, InterruptedException {
      return plain.selectors(datasetType, discovery);
    }

    @Override
    public Iterator<List<Offer>> offers(OfferRequest request, Discovery discovery)
        throws IOException, InterruptedException {
      return plain.offers(request, discovery);
    }

    @Override
    public int concurrencyMax() {
      return concurrencyMax;
    }

    @Override
    public int capacity() {
      return preparing.room();
    }

    @Override
    public void submit(Offer offer) throws IOException, InterruptedException {
      preparing.submit(offer);
    }

    @Override
    public List<Collected> collect(Duration wait) throws IOException, InterruptedException {
      return preparing.collect();
    }

    @Override
    public void close() {
      plain.close();
    }
  }
}
