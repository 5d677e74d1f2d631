package dev.leat.core.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.leat.api.Content;
import dev.leat.api.Discovery;
import dev.leat.api.KnownFile;
import dev.leat.api.Source;
import dev.leat.core.catalog.Settlements;
import dev.leat.core.catalog.Settlements.Settled;
import dev.leat.core.catalog.Settlements.Subject;
import dev.leat.core.plan.DefaultPolicy;
import dev.leat.core.plan.Job;
import dev.leat.core.plan.OncePolicy;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Leaves a selector alone whose listing is still the one by which everything was found current.
 *
 * <p>Decisions are computed from offers, the policy and the catalog. Offers follow from the request
 * and the {@linkplain Source.Basis listing}, two of the policies from nothing else, both as long as
 * their code is the same: that is the ground, kept as a hash. In the catalog a current dataset
 * becomes another one by a failure, a verdict or a deletion, which all end what is settled, or when
 * a remembered absence runs out, which limits it. A dataset that failed its check is never settled.
 */
final class Settlement {
  private final Settlements settlements;
  private final Subject subject;
  private final String token;
  private final @Nullable String ground;
  private boolean calm = true;
  private long datasets;
  private @Nullable Instant until;

  private Settlement(Parts parts, Job job, @Nullable String ground) {
    this.settlements = parts.catalog().settlements();
    this.token = parts.holder().run();
    this.subject = new Subject(job.source(), job.datasetType(), job.selector().keys());
    this.ground = ground;
  }

  /** Asks for the listing, where one decides alone. */
  static Settlement of(SourceRun.Opened opened, Job job, Discovery discovery)
      throws IOException, InterruptedException {
    return new Settlement(opened.parts(), job, ground(opened, job, discovery));
  }

  private static @Nullable String ground(SourceRun.Opened opened, Job job, Discovery discovery)
      throws IOException, InterruptedException {
    boolean plain = job.policy() instanceof DefaultPolicy || job.policy() instanceof OncePolicy;
    Source.Basis basis =
        plain && job.whole() ? opened.source().basis(job.request()).orElse(null) : null;
    if (basis == null) {
      return null;
    }
    Optional<KnownFile> listing =
        discovery.listing(basis.datasetType(), basis.keys(), basis.file()).file();
    return listing
        .map(
            file ->
                hash(
                    String.join(
                        "\n",
                        file.sha256(),
                        address(basis.file().content()),
                        basis.file().id().toString(),
                        job.selector().toString(),
                        job.feedsAsked(),
                        job.policy().getClass().getName(),
                        code(opened.source().getClass()),
                        code(Settlement.class))))
        .orElse(null);
  }

  private static String address(Content content) {
    return switch (content) {
      case Content.Remote remote -> remote.request().url().toString();
      case Content.Local local -> local.path().toString();
      case Content.Inline inline -> "";
      case Content.Written written -> "";
      case Content.Paged paged -> paged.pages().url().toString();
    };
  }

  /** Where a class comes from, and when that was made: another version may decide otherwise. */
  private static String code(Class<?> type) {
    CodeSource from = type.getProtectionDomain().getCodeSource();
    try {
      return from == null
          ? type.getName()
          : type.getName() + " " + Files.getLastModifiedTime(Path.of(from.getLocation().toURI()));
    } catch (IOException | URISyntaxException e) {
      return type.getName() + " " + from;
    }
  }

  private static String hash(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** How many datasets are known to be current; empty where the selector has to be looked into. */
  Optional<Long> current() {
    if (ground == null) {
      return Optional.empty();
    }
    Optional<Settled> found = settlements.find(subject);
    Optional<Long> current =
        found.filter(settled -> settled.ground().equals(ground)).map(Settled::datasets);
    if (current.isEmpty()) {
      settlements.open(subject, token);
    }
    return current;
  }

  /** Takes a batch into account, as it stands after its tasks. */
  void saw(Decisions decisions, Decisions.Batch batch, Instant now) {
    if (ground == null || !calm) {
      return;
    }
    count(batch);
    if (!batch.tasks().isEmpty()) {
      Decisions.Batch after =
          decisions.decide(batch.tasks().stream().map(Decisions.Task::offer).toList(), now);
      count(after);
      calm &= after.tasks().isEmpty();
    }
  }

  private void count(Decisions.Batch batch) {
    datasets += batch.skipped().size();
    calm &= batch.settled();
    Instant ends = batch.until();
    if (ends != null && (until == null || ends.isBefore(until))) {
      until = ends;
    }
  }

  /** Once all is listed and done. */
  void keep() {
    if (ground != null && calm && datasets > 0) {
      settlements.settle(subject, token, new Settled(ground, datasets, until));
    }
  }
}
