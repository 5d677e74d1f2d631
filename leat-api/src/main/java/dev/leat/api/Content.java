package dev.leat.api;

import java.nio.file.Path;
import java.util.Objects;

/** Where the bytes of an offered file come from. */
public sealed interface Content {
  /** The body of a response. */
  record Remote(Request request) implements Content {
    public Remote {
      Objects.requireNonNull(request);
    }
  }

  /** Bytes that came with the listing. */
  @SuppressWarnings("ArrayRecordComponent")
  record Inline(byte[] bytes) implements Content {
    public Inline {
      Objects.requireNonNull(bytes);
    }
  }

  /** A file on this machine. */
  record Local(Path path) implements Content {
    public Local {
      Objects.requireNonNull(path);
    }
  }

  /** Whatever a callback of the source writes. */
  record Written(FileWriter writer) implements Content {
    public Written {
      Objects.requireNonNull(writer);
    }
  }

  /** The pages of an API, one after another, as the source walks them. */
  record Paged(Pages pages) implements Content {
    public Paged {
      Objects.requireNonNull(pages);
    }
  }
}
