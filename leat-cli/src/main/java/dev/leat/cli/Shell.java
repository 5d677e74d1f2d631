package dev.leat.cli;

/** Writes words so that a shell reads them as they are. */
final class Shell {
  private Shell() {}

  /** What starts this program when it is pasted, as the launcher was called. */
  static String leat() {
    return quote(System.getProperty("leat.command", "leat"));
  }

  /** Another command about the same project, ready to be pasted. */
  static String leat(String words, Arguments arguments) {
    return leat() + " " + words + arguments.projectOption();
  }

  static String quote(Object word) {
    String text = word.toString();
    return text.matches("[A-Za-z0-9_./:=@%+,-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
