package dev.leat.core.read;

import dev.leat.api.Blame;
import dev.leat.api.KeyValue;
import dev.leat.api.LeatException;
import dev.leat.api.RecordSink;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

/** Makes one file ready. */
final class FileRewriter {
  /** DuckDB asks its questions of each column in one statement, which must not grow too large. */
  private static final int SQL_COLUMNS_MAX = 150;

  private final Workbench workbench;
  private final TableRequest request;
  private final boolean insisting;
  private final List<String> notes = new ArrayList<>();

  /**
   * @param insisting whether a CSV file is rewritten even where it is plain
   */
  FileRewriter(Workbench workbench, TableRequest request, boolean insisting) {
    this.workbench = workbench;
    this.request = request;
    this.insisting = insisting;
  }

  Ready ready(InputFile file) throws IOException {
    if (Unpacking.packs(file.format())) {
      return rewritten(file, lines -> unpack(file, lines));
    }
    String word = FormatSniffer.word(request.reading(), file);
    Formats format = Formats.named(word).orElse(null);
    if (!isKnown(word)) {
      throw Formats.unknown(word, request);
    }
    if (format != null && (format != Formats.CSV || isPlain(file))) {
      return Ready.asItIs(file.as(word));
    }
    return rewritten(file, lines -> read(word, file, lines));
  }

  private boolean isPlain(InputFile file) throws IOException {
    CsvChoice choice = csv();
    if (insisting || !choice.isSilent()) {
      return false;
    }
    CsvHead head = CsvHead.of(file);
    try (var raw = new LocalFile(file, () -> workbench.freshFile(".csv"))) {
      CsvDialect dialect = DelimitedText.dialect(raw, choice);
      boolean plain = dialect.isPlain() && head.delimiter() == dialect.delimiter();
      if (!plain && request.reading().chosen() == null) {
        notes.add(file.dataset() + " is read as " + dialect.words());
      }
      boolean numbers = !plain || DelimitedText.numbers(raw, dialect, choice).isPlain();
      boolean narrow = head.names().size() <= SQL_COLUMNS_MAX || head.isWide();
      return (plain && narrow && numbers) || head.isEmpty() || head.isHtml() || head.isPacked();
    }
  }

  private CsvChoice csv() {
    FormatTypes.Chosen chosen = request.reading().chosen();
    return chosen != null && chosen.type() instanceof DelimitedText
        ? CsvChoice.of(chosen.settings())
        : CsvChoice.NONE;
  }

  private interface Work {
    void write(RecordLines lines) throws IOException;
  }

  private Ready rewritten(InputFile file, Work work) throws IOException {
    Path target = workbench.freshFile(".jsonl");
    try (var lines = new RecordLines(file.id(), target)) {
      work.write(lines);
      lines.close();
      var copy = file.at(target, "jsonl", lines.bytes());
      return new Ready(copy, lines.places(), lines.rejections(), notes);
    } catch (CancellationException ended) {
      throw ended;
    } catch (IOException | RuntimeException e) {
      ScratchFile.copy(InputStream.nullInputStream(), target, 0);
      var nothing = Rejection.ofFile(file.id(), reason(e));
      return new Ready(file.at(target, "jsonl", 0), new Places(), List.of(nothing), notes);
    }
  }

  /** Libraries fail in their own ways at files that are not what they seem. */
  private static String reason(Exception e) {
    if (e instanceof LeatException known && known.code().blame() != Blame.DATA) {
      throw known;
    }
    String message = e.getMessage();
    return "the file cannot be read: " + (message == null ? e.getClass().getSimpleName() : message);
  }

  private void unpack(InputFile file, RecordLines lines) throws IOException {
    var unread = new ArrayList<String>();
    var read = new ArrayList<String>();
    Unpacking.each(
        file,
        () -> workbench.freshFile(".entry"),
        (name, path) -> {
          InputFile entry = file.at(path, entryFormat(file, name), Files.size(path));
          String word = FormatSniffer.word(request.reading(), entry);
          if (isKnown(word)) {
            read.add(name);
            read(word, entry, name.isEmpty() ? lines : new EntrySink(name, lines));
          } else {
            unread.add(word);
            notes.add(file.dataset() + ": nothing reads '" + name + "' in it");
          }
        });
    if (read.isEmpty() && !unread.isEmpty()) {
      throw Formats.unknown(unread.getFirst(), request);
    }
  }

  private boolean isKnown(String word) {
    return Formats.named(word).isPresent() || request.reading().type(word).isPresent();
  }

  /** By the entry's name, or by that of the file itself without what it is packed in. */
  private static String entryFormat(InputFile file, String name) {
    String known = name;
    if (name.isEmpty()) {
      known = file.dataset().keys().value("path").map(KeyValue::text).orElse("");
      known = known.contains(".") ? known.substring(0, known.lastIndexOf('.')) : "";
    }
    String ending = Unpacking.ending(known);
    return ending == null ? "bin" : ending;
  }

  private void read(String word, InputFile file, RecordSink sink) throws IOException {
    Formats format = Formats.named(word).orElse(null);
    if (format == Formats.JSON || format == Formats.JSON_LINES) {
      JsonDocuments.read(file, request.records(), format == Formats.JSON_LINES, sink);
      return;
    }
    if (format == Formats.PARQUET) {
      throw new IOException("a parquet file in an archive is not read: unpack it");
    }
    try (var raw = new LocalFile(file, () -> workbench.freshFile("." + word))) {
      if (format == Formats.CSV) {
        delimited(raw, file, sink);
      } else {
        FormatTypes.Chosen chosen =
            request.reading().type(word).orElseThrow(() -> Formats.unknown(word, request));
        chosen.type().read(raw, chosen.settings(), sink);
      }
    }
  }

  private void delimited(LocalFile raw, InputFile file, RecordSink sink) throws IOException {
    CsvChoice choice = csv();
    CsvDialect dialect = DelimitedText.dialect(raw, choice);
    NumberEvidence.Found numbers = DelimitedText.numbers(raw, dialect, choice);
    boolean declared = choice.numbers() != NumberStyle.PLAIN;
    if (!declared && !numbers.isPlain()) {
      tell(file, numbers, DelimitedText.names(raw, dialect, choice));
    }
    DelimitedText.read(raw, dialect, choice, numbers, sink);
  }

  private void tell(InputFile file, NumberEvidence.Found numbers, List<String> names) {
    for (int i = 0; i < names.size(); i++) {
      if (i < numbers.unclear().size() && numbers.unclear().get(i)) {
        notes.add(
            "the numbers of %s in %s may have a decimal comma, or thousands apart: say which by 'decimal'"
                .formatted(names.get(i), file.dataset()));
      }
    }
    if (numbers.style() != NumberStyle.PLAIN) {
      String style =
          numbers.style() == NumberStyle.COMMA
              ? "with a decimal comma"
              : "with commas between thousands";
      notes.add("the numbers of " + file.dataset() + " are read " + style);
    }
  }
}
