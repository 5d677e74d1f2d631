package dev.leat.cli;

/** Says which Leat this is; {@link Main} answers the plain question itself. */
final class VersionCommand implements Command {
  static final String SUMMARY = "Prints the version.";

  @Override
  public Usage usage() {
    return Usage.of("version", SUMMARY)
        .when("Before you report something, or in a script: it starts nothing and is quick.")
        .example("leat version", "Prints a line such as: leat 0.1.0");
  }

  @Override
  public int run(Invocation invocation) {
    invocation.terminal().out().println("leat " + Main.version());
    return 0;
  }
}
