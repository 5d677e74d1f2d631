package dev.leat.cli;

/** Writes words so that a shell reads them as they are. */
final class Shell {
  private Shell() {}

  static String quote(Object word) {
    String text = word.toString();
    return text.matches("[A-Za-z0-9_./:=@%+,-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
