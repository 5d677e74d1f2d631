package dev.leat.api;

import java.io.IOException;
import java.util.List;

/**
 * A format whose files are rewritten as records before they become rows, found by {@link
 * java.util.ServiceLoader}.
 *
 * <p>One object reads many files, several at the same time: it holds nothing of any of them. Heavy
 * libraries are touched by {@link #read} alone, since every start of Leat makes such an object.
 */
public interface FormatType {
  /** The word after {@code format:} in leat.yaml. */
  String name();

  /** One sentence for help texts and the manual. */
  String summary();

  /** The endings of such files, in lower case and without a dot. */
  List<String> endings();

  /** Every option that a project may set, beside {@code type}. */
  List<Option> options();

  /**
   * Refuses settings that no file could be read by.
   *
   * @throws LeatException from {@link Settings#invalid}
   */
  default void check(Settings settings) {}

  /**
   * Hands the records of one file to the sink, in their order and with bounded memory.
   *
   * @throws IOException where the file cannot be read; its message goes to quarantine, and none of
   *     the file's records become rows
   */
  void read(RawFile file, Settings settings, RecordSink sink) throws IOException;
}
