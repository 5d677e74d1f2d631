package dev.leat.cli;

/** One word of the command line: what it understands, and what it does. */
interface Command {
  Usage usage();

  /**
   * Does it.
   *
   * @return the exit code of the process
   */
  int run(Invocation invocation) throws Exception;
}
