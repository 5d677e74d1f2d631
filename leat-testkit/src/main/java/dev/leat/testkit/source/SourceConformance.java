package dev.leat.testkit.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.api.DatasetType;
import dev.leat.api.FeedVersion;
import dev.leat.api.Keys;
import dev.leat.api.Offer;
import dev.leat.api.OfferRequest;
import dev.leat.api.OfferedFile;
import dev.leat.api.Option;
import dev.leat.api.Selector;
import dev.leat.api.Settings;
import dev.leat.api.Source;
import dev.leat.api.SourceType;
import dev.leat.api.TableDefault;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What every source does; extend it in the test of yours.
 *
 * <p>The provider must offer at least one dataset with a file, and not change meanwhile.
 */
public abstract class SourceConformance {
  private static final int BATCH_MAX = 1000;
  private static final String SNAKE = "[a-z][a-z0-9]*(_[a-z0-9]+)*";

  protected abstract SourceType type();

  /** Settings with which the source finds its provider; see {@link GivenSettings}. */
  protected abstract Settings settings();

  /** Text that must not show anywhere, such as the password in the settings. */
  protected Optional<String> secret() {
    return Optional.empty();
  }

  @Test
  void isFoundByItsName() {
    assertThat(ServiceLoader.load(SourceType.class))
        .extracting(SourceType::name)
        .containsOnlyOnce(type().name());
    assertThat(type().name()).matches("[a-z][a-z0-9-]*");
  }

  @Test
  void describesItselfInSentences() {
    assertThat(type().summary()).matches("[A-Z].*[.]").doesNotContain("\n");
    assertThat(type().options())
        .allSatisfy(option -> assertThat(option.description()).matches("[A-Z].*[.]"));
  }

  @Test
  void declaresEachOptionOnce() {
    assertThat(type().options()).extracting(Option::name).doesNotHaveDuplicates();
    assertThat(type().options())
        .allSatisfy(option -> assertThat(option.name()).matches(SNAKE))
        .allSatisfy(
            option ->
                assertThat(option.choices().isEmpty())
                    .isEqualTo(option.kind() != Option.Kind.CHOICE))
        .noneMatch(option -> option.required() && option.defaultValue() != null);
  }

  @Test
  void declaresDatasetTypesAndFeeds() {
    List<DatasetType> types = type().datasetTypes(settings());
    assertThat(types).extracting(DatasetType::name).doesNotHaveDuplicates();
    assertThat(types).anyMatch(DatasetType::planned);
    assertThat(types)
        .allSatisfy(type -> assertThat(type.keys()).doesNotHaveDuplicates())
        .allSatisfy(type -> assertThat(type.feeds()).isNotEmpty())
        .allSatisfy(type -> assertThat(ids(type)).isNotEmpty().doesNotHaveDuplicates());
  }

  @Test
  void proposesTablesOfItsOwnFeeds() {
    List<TableDefault> tables = type().tables(settings());
    assertThat(tables).extracting(TableDefault::name).doesNotHaveDuplicates();
    assertThat(tables)
        .allSatisfy(
            table ->
                assertThat(type().datasetTypes(settings()))
                    .anyMatch(
                        type ->
                            type.name().equals(table.datasetType())
                                && type.feeds().stream()
                                    .anyMatch(feed -> feed.name().equals(table.feed()))));
  }

  @Test
  void selectsByItsOwnKeys() throws Exception {
    try (Source source = open()) {
      for (DatasetType type : planned()) {
        List<Selector> selectors = source.selectors(type.name(), new DirectDiscovery());
        assertThat(selectors).isNotEmpty().extracting(Selector::keys).doesNotHaveDuplicates();
        assertThat(selectors)
            .allSatisfy(selector -> assertThat(selector.keys().names()).isSubsetOf(type.keys()))
            .allSatisfy(
                selector ->
                    assertThat(selector.attributes().names())
                        .noneMatch(selector.keys().names()::contains));
      }
    }
  }

  @Test
  void offersDatasetsWithAllTheirKeysOnce() throws Exception {
    Set<Keys> seen = new HashSet<>();
    for (Listed listed : everything(Keys.NONE)) {
      assertThat(listed.offer().keys().names()).isEqualTo(listed.type().keys());
      assertThat(listed.selector().keys().agreesWith(listed.offer().keys())).isTrue();
      assertThat(seen.add(listed.offer().keys().with("type", listed.type().name())))
          .as("%s is offered once", listed.offer().keys())
          .isTrue();
    }
    assertThat(seen).isNotEmpty();
  }

  @Test
  void offersWantedFilesOnly() throws Exception {
    for (DatasetType type : planned()) {
      for (FeedVersion wanted : ids(type)) {
        assertThat(offers(type, Set.of(wanted)))
            .flatExtracting(Offer::files)
            .extracting(OfferedFile::id)
            .isSubsetOf(wanted);
      }
    }
  }

  @Test
  void offersNoFilesWhereNoneAreWanted() throws Exception {
    for (DatasetType type : planned()) {
      assertThat(offers(type, Set.of())).flatExtracting(Offer::files).isEmpty();
    }
  }

  @Test
  void offersTheSameAgain() throws Exception {
    assertThat(facts(everything(Keys.NONE))).isEqualTo(facts(everything(Keys.NONE)));
  }

  @Test
  void keepsAllThatAFilterAgreesWith() throws Exception {
    Keys first = everything(Keys.NONE).getFirst().offer().keys();
    assertThat(facts(everything(first)))
        .isSubsetOf(facts(everything(Keys.NONE)))
        .anyMatch(fact -> fact.startsWith(first + " "));
  }

  @Test
  void listsSelectorsAtTheSameTime() throws Exception {
    List<String> alone = facts(everything(Keys.NONE));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<List<String>> list = () -> facts(everything(Keys.NONE));
      for (var result : threads.invokeAll(List.of(list, list, list, list))) {
        assertThat(result.get()).isEqualTo(alone);
      }
    }
  }

  @Test
  void keepsListingsUnderDeclaredTypes() throws Exception {
    var discovery = new DirectDiscovery();
    everything(Keys.NONE, discovery);
    List<DatasetType> types = type().datasetTypes(settings());
    assertThat(discovery.asked())
        .allSatisfy(
            asked ->
                assertThat(types)
                    .anyMatch(
                        type ->
                            type.role() != DatasetType.Role.PLANNED
                                && type.name().equals(asked.datasetType())
                                && type.keys().equals(asked.keys().names())
                                && ids(type).contains(asked.file().id())));
  }

  @Test
  void offersFilesThatCanBeRead() throws Exception {
    var discovery = new DirectDiscovery();
    List<OfferedFile> files =
        everything(Keys.NONE).stream().flatMap(it -> it.offer().files().stream()).toList();
    assertThat(files).isNotEmpty();
    for (OfferedFile file : files.subList(0, Math.min(files.size(), 10))) {
      assertThat(discovery.read(file)).as("%s", file.id()).isPresent();
    }
  }

  @Test
  void endsItsOffers() throws Exception {
    try (Source source = open()) {
      DatasetType type = planned().getFirst();
      var discovery = new DirectDiscovery();
      Selector selector = source.selectors(type.name(), discovery).getFirst();
      Iterator<List<Offer>> offers =
          source.offers(request(type, selector, Set.copyOf(ids(type)), Keys.NONE), discovery);
      while (offers.hasNext()) {
        offers.next();
      }
      assertThat(offers.hasNext()).isFalse();
      assertThatThrownBy(offers::next).isInstanceOf(NoSuchElementException.class);
    }
  }

  @Test
  void canBeLeftHalfWayAndClosedTwice() throws Exception {
    Source source = open();
    DatasetType type = planned().getFirst();
    var discovery = new DirectDiscovery();
    Selector selector = source.selectors(type.name(), discovery).getFirst();
    assertThat(
            source
                .offers(request(type, selector, Set.copyOf(ids(type)), Keys.NONE), discovery)
                .hasNext())
        .isTrue();
    source.close();
    source.close();
  }

  @Test
  void showsNoSecret() throws Exception {
    if (secret().isPresent()) {
      var discovery = new DirectDiscovery();
      String shown = everything(Keys.NONE, discovery) + " " + discovery.asked();
      assertThat(shown).doesNotContain(secret().get());
    }
  }

  private record Listed(DatasetType type, Selector selector, Offer offer) {}

  private Source open() {
    return type().open("tried", settings());
  }

  private List<DatasetType> planned() {
    return type().datasetTypes(settings()).stream().filter(DatasetType::planned).toList();
  }

  private static List<FeedVersion> ids(DatasetType type) {
    return type.feeds().stream()
        .flatMap(
            feed -> feed.versions().stream().map(version -> new FeedVersion(feed.name(), version)))
        .toList();
  }

  private static OfferRequest request(
      DatasetType type, Selector selector, Set<FeedVersion> wanted, Keys filter) {
    Map<String, Set<String>> feeds =
        wanted.stream()
            .collect(
                Collectors.groupingBy(
                    FeedVersion::feed,
                    Collectors.mapping(FeedVersion::version, Collectors.toSet())));
    return new OfferRequest(type.name(), selector, feeds, filter);
  }

  private List<Offer> offers(DatasetType type, Set<FeedVersion> wanted) throws Exception {
    List<Offer> offers = new ArrayList<>();
    try (Source source = open()) {
      var discovery = new DirectDiscovery();
      for (Selector selector : source.selectors(type.name(), discovery)) {
        source
            .offers(request(type, selector, wanted, Keys.NONE), discovery)
            .forEachRemaining(offers::addAll);
      }
    }
    return offers;
  }

  private List<Listed> everything(Keys filter) throws Exception {
    return everything(filter, new DirectDiscovery());
  }

  private List<Listed> everything(Keys filter, DirectDiscovery discovery) throws Exception {
    List<Listed> all = new ArrayList<>();
    try (Source source = open()) {
      for (DatasetType type : planned()) {
        for (Selector selector : source.selectors(type.name(), discovery)) {
          var request = request(type, selector, Set.copyOf(ids(type)), filter);
          source
              .offers(request, discovery)
              .forEachRemaining(batch -> take(batch, type, selector, all));
        }
      }
    }
    return all;
  }

  private static void take(
      List<Offer> batch, DatasetType type, Selector selector, List<Listed> into) {
    assertThat(batch).hasSizeLessThanOrEqualTo(BATCH_MAX);
    batch.forEach(offer -> into.add(new Listed(type, selector, offer)));
  }

  private static List<String> facts(List<Listed> all) {
    return all.stream()
        .map(Listed::offer)
        .map(
            offer ->
                offer.keys()
                    + " "
                    + offer.name()
                    + " "
                    + offer.state()
                    + " "
                    + offer.files().stream().map(it -> it.id() + "@" + it.modified()).toList())
        .toList();
  }
}
