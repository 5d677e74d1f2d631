package dev.leat.cli;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Every command, in the order of use; one is made only when it is asked for. */
final class Commands {
  /** What a command is for. */
  enum Group {
    BEGIN("Begin"),
    DO("Do"),
    LOOK("Look"),
    CHANGE("Change"),
    OTHER("And");

    private final String title;

    Group(String title) {
      this.title = title;
    }

    String title() {
      return title;
    }
  }

  /** A command's name and place in the overview. */
  record Entry(String name, Group group, String summary, Supplier<Command> maker) {
    Command command() {
      return maker.get();
    }
  }

  private static final List<Entry> ALL =
      List.of(
          new Entry("init", Group.BEGIN, InitCommand.SUMMARY, InitCommand::new),
          new Entry("import", Group.BEGIN, ImportCommand.SUMMARY, ImportCommand::new),
          new Entry("guess", Group.BEGIN, GuessCommand.SUMMARY, GuessCommand::new),
          new Entry("preview", Group.BEGIN, PreviewCommand.SUMMARY, PreviewCommand::new),
          new Entry("plan", Group.DO, PlanCommand.SUMMARY, PlanCommand::new),
          stage(Stage.RUN),
          new Entry("backfill", Group.DO, BackfillCommand.SUMMARY, BackfillCommand::new),
          stage(Stage.FETCH),
          stage(Stage.LOAD),
          stage(Stage.REPORT),
          new Entry("source", Group.DO, SourceCommand.SUMMARY, SourceCommand::new),
          new Entry("tag", Group.LOOK, TagCommand.SUMMARY, TagCommand::new),
          new Entry("status", Group.LOOK, StatusCommand.SUMMARY, StatusCommand::new),
          new Entry("query", Group.LOOK, QueryCommand.SUMMARY, QueryCommand::new),
          new Entry("list", Group.LOOK, ListCommand.SUMMARY, ListCommand::new),
          new Entry("show", Group.LOOK, ShowCommand.SUMMARY, ShowCommand::new),
          new Entry("explain", Group.LOOK, ExplainCommand.SUMMARY, ExplainCommand::new),
          new Entry("check", Group.LOOK, CheckCommand.SUMMARY, CheckCommand::new),
          new Entry("quarantine", Group.LOOK, QuarantineCommand.SUMMARY, QuarantineCommand::new),
          new Entry("export", Group.LOOK, ExportCommand.SUMMARY, ExportCommand::new),
          new Entry("events", Group.LOOK, EventsCommand.SUMMARY, EventsCommand::new),
          new Entry("delete", Group.CHANGE, DeleteCommand.SUMMARY, DeleteCommand::new),
          new Entry("invalidate", Group.CHANGE, InvalidateCommand.SUMMARY, InvalidateCommand::new),
          new Entry("set-aside", Group.CHANGE, SetAsideCommand.SUMMARY, SetAsideCommand::new),
          new Entry("flag", Group.CHANGE, FlagCommand.SUMMARY, FlagCommand::new),
          new Entry("gc", Group.CHANGE, GcCommand.SUMMARY, GcCommand::new),
          new Entry("doctor", Group.CHANGE, DoctorCommand.SUMMARY, DoctorCommand::new),
          new Entry("migrate", Group.CHANGE, MigrateCommand.SUMMARY, MigrateCommand::new),
          new Entry(
              "sync-indexes", Group.CHANGE, SyncIndexesCommand.SUMMARY, SyncIndexesCommand::new),
          new Entry(
              "debug-source", Group.OTHER, DebugSourceCommand.SUMMARY, DebugSourceCommand::new),
          new Entry("schema", Group.OTHER, SchemaCommand.SUMMARY, SchemaCommand::new),
          new Entry("completion", Group.OTHER, CompletionCommand.SUMMARY, CompletionCommand::new),
          new Entry("version", Group.OTHER, VersionCommand.SUMMARY, VersionCommand::new),
          new Entry("help", Group.OTHER, HelpCommand.SUMMARY, HelpCommand::new));

  private Commands() {}

  private static Entry stage(Stage stage) {
    return new Entry(stage.word(), Group.DO, stage.summary(), () -> new StageCommand(stage));
  }

  static List<Entry> all() {
    return ALL;
  }

  static Stream<Entry> of(Group group) {
    return ALL.stream().filter(entry -> entry.group() == group);
  }

  static List<String> names() {
    return ALL.stream().map(Entry::name).toList();
  }

  static Optional<Entry> named(String name) {
    return ALL.stream().filter(entry -> entry.name().equals(name)).findFirst();
  }
}
