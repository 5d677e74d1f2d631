package dev.leat.core.run;

import dev.leat.api.BulkSource;
import dev.leat.api.DatasetType;
import dev.leat.api.Discovery;
import dev.leat.api.Keys;
import dev.leat.api.Offer;
import dev.leat.api.OfferRequest;
import dev.leat.api.Option;
import dev.leat.api.Selector;
import dev.leat.api.Settings;
import dev.leat.api.Source;
import dev.leat.api.SourceType;
import dev.leat.core.plan.Scope;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A type whose sources offer no more than so many datasets of a scope, all selectors together.
 *
 * <p>Once that many were offered, nothing more is listed.
 */
final class SampledType implements SourceType {
  private final SourceType whole;
  private final Scope scope;
  private final AtomicInteger left;

  SampledType(SourceType whole, Scope scope, int datasetsMax) {
    this.whole = whole;
    this.scope = scope;
    this.left = new AtomicInteger(datasetsMax);
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
    if (left.get() <= 0) {
      return List.<List<Offer>>of().iterator();
    }
    Iterator<List<Offer>> all = source.offers(request, discovery);
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return left.get() > 0 && all.hasNext();
      }

      @Override
      public List<Offer> next() {
        var some = new ArrayList<Offer>();
        for (Offer offer : all.next()) {
          Keys keys = offer.under(request.selector().keys()).keys();
          if (scope.admits(keys) && left.getAndDecrement() > 0) {
            some.add(offer);
          }
        }
        return some;
      }
    };
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
