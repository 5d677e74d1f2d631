package dev.leat.core.load;

import dev.leat.api.Disposition;
import dev.leat.core.contract.TagRule;
import dev.leat.core.read.TableRequest;
import java.util.Objects;
import java.util.Optional;

/**
 * One table that should be what its files say.
 *
 * @param configuration a text that changes whenever the table's rows would; a table that was loaded
 *     under another one is rebuilt
 * @param shape what was learnt about the table's values so far, empty where nothing was
 */
public record TableTask(
    TableRequest request,
    Disposition disposition,
    String configuration,
    Optional<String> shape,
    WantedFiles files,
    Optional<TagRule> tag,
    Promises promises) {
  public TableTask {
    Objects.requireNonNull(request);
    Objects.requireNonNull(disposition);
    Objects.requireNonNull(configuration);
    Objects.requireNonNull(shape);
    Objects.requireNonNull(files);
    Objects.requireNonNull(tag);
    Objects.requireNonNull(promises);
  }

  /** A table without a tag, of which nothing is promised. */
  public TableTask(
      TableRequest request,
      Disposition disposition,
      String configuration,
      Optional<String> shape,
      WantedFiles files) {
    this(request, disposition, configuration, shape, files, Optional.empty(), Promises.NONE);
  }

  /** The same, as if nothing had been learnt about its values. */
  TableTask unlearnt() {
    return new TableTask(
        request, disposition, configuration, Optional.empty(), files, tag, promises);
  }

  /** Whether its columns may be known before there is any file. */
  boolean declaresItself() {
    return request.shaping().sql().isPresent()
        && !request.columns().isEmpty()
        && request.mode() == TableRequest.Mode.EVOLVE
        && !(disposition instanceof Disposition.Vault);
  }

  public String table() {
    return request.name();
  }
}
