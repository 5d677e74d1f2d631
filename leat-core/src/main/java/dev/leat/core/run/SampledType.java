package dev.leat.core.run;

import dev.leat.api.BulkSource;
import dev.leat.api.Coverage;
import dev.leat.api.DatasetType;
import dev.leat.api.Discovery;
import dev.leat.api.Offer;
import dev.leat.api.OfferRequest;
import dev.leat.api.OfferedFile;
import dev.leat.api.Option;
import dev.leat.api.RowSink;
import dev.leat.api.Selector;
import dev.leat.api.Settings;
import dev.leat.api.Source;
import dev.leat.api.SourceType;
import dev.leat.api.Web;
import dev.leat.core.plan.Scope;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * A type whose sources offer no more than a portion of a scope, all selectors together.
 *
 * <p>Once the portion is full, nothing more is listed.
 */
final class SampledType implements SourceType {
  private final SourceType whole;
  private final Scope scope;
  private final Portion portion;

  SampledType(SourceType whole, Scope scope, Portion portion) {
    this.whole = whole;
    this.scope = scope;
    this.portion = portion;
  }

  @Override
  public String name() {
    return whole.name();
  }

  @Override
  public String summary() {
    return whole.summary();
  }

  @Override
  public List<Option> options() {
    return whole.options();
  }

  @Override
  public List<DatasetType> datasetTypes(Settings settings) {
    return whole.datasetTypes(settings);
  }

  @Override
  public Source open(String sourceName, Settings settings) {
    Source source = whole.open(sourceName, settings);
    return source instanceof BulkSource bulk ? new SampledBulk(bulk) : new Sampled(source);
  }

  private Iterator<List<Offer>> sample(Source source, OfferRequest request, Discovery discovery)
      throws IOException, InterruptedException {
    return portion.wants(request.datasetType())
        ? new Some(source.offers(request, new Cutting(discovery)), request)
        : List.<List<Offer>>of().iterator();
  }

  /** Batches that are no larger than the portion has them. */
  private final class Some implements Iterator<List<Offer>> {
    private final Iterator<List<Offer>> all;
    private final OfferRequest request;
    private final Deque<Offer> waiting = new ArrayDeque<>();

    Some(Iterator<List<Offer>> all, OfferRequest request) {
      this.all = all;
      this.request = request;
    }

    @Override
    public boolean hasNext() {
      return portion.wants(request.datasetType()) && (!waiting.isEmpty() || all.hasNext());
    }

    @Override
    public List<Offer> next() {
      if (waiting.isEmpty()) {
        all.next().stream().filter(this::isInScope).forEach(waiting::add);
      }
      var some = new ArrayList<Offer>();
      while (!waiting.isEmpty()
          && some.size() < portion.atOnce()
          && portion.take(request.datasetType())) {
        some.add(cut(request.datasetType(), waiting.removeFirst()));
      }
      return some;
    }

    private boolean isInScope(Offer offer) {
      return scope.admits(offer.under(request.selector().keys()).keys());
    }
  }

  private Offer cut(String datasetType, Offer offer) {
    List<OfferedFile> files =
        offer.files().stream().map(file -> portion.cut(datasetType, file)).toList();
    return new Offer(
        offer.keys(),
        offer.name(),
        offer.state(),
        offer.metadata(),
        files,
        offer.review(),
        offer.refetch());
  }

  /** Listings are cut as well. */
  private final class Cutting implements Discovery {
    private final Discovery whole;

    Cutting(Discovery whole) {
      this.whole = whole;
    }

    @Override
    public Listing listing(String datasetType, Offer offer)
        throws IOException, InterruptedException {
      return whole.listing(datasetType, cut(datasetType, offer));
    }

    @Override
    public Web web() {
      return whole.web();
    }

    @Override
    public void query(String sql, RowSink sink) {
      whole.query(sql, sink);
    }

    @Override
    public Coverage coverage() {
      return whole.coverage();
    }

    @Override
    public void warn(String sentence) {
      whole.warn(sentence);
    }
  }

  private class Sampled implements Source {
    private final Source source;

    Sampled(Source source) {
      this.source = source;
    }

    @Override
    public List<Selector> selectors(String datasetType, Discovery discovery)
        throws IOException, InterruptedException {
      return source.selectors(datasetType, discovery);
    }

    @Override
    public Iterator<List<Offer>> offers(OfferRequest request, Discovery discovery)
        throws IOException, InterruptedException {
      return sample(source, request, discovery);
    }

    @Override
    public int concurrencyMax() {
      return source.concurrencyMax();
    }

    @Override
    public void close() {
      source.close();
    }
  }

  private final class SampledBulk extends Sampled implements BulkSource {
    private final BulkSource source;

    SampledBulk(BulkSource source) {
      super(source);
      this.source = source;
    }

    @Override
    public int capacity() {
      return source.capacity();
    }

    @Override
    public void submit(Offer offer) throws IOException, InterruptedException {
      source.submit(offer);
    }

    @Override
    public List<Collected> collect(Duration wait) throws IOException, InterruptedException {
      return source.collect(wait);
    }
  }
}
