package dev.leat.core.project;

import dev.leat.core.project.Shape.Either;
import dev.leat.core.project.Shape.Field;
import dev.leat.core.project.Shape.Fields;
import dev.leat.core.project.Shape.Form;
import dev.leat.core.project.Shape.Many;
import dev.leat.core.project.Shape.Named;
import java.util.List;
import java.util.Map;

/** The keys of models, commands and notices. */
final class AfterwardsShape {
  private static final Shape TEXT = Shape.scalar(Form.TEXT);
  private static final Shape TEXTS = Shape.oneOrMany(TEXT);

  private AfterwardsShape() {}

  static List<Field> fields() {
    return List.of(
        Field.of(
            "models",
            new Named("a model", ProjectShape.NAME, new Either(TEXT, null, model())),
            "SELECTs that become tables, views or files."),
        Field.of(
            "commands",
            new Named("a command", ProjectShape.NAME, new Either(null, new Many(TEXT), command())),
            "Programs to start after loads and models."),
        Field.of("notices", new Many(notice()), "Whom to tell when a run has failures."));
  }

  static Fields model() {
    return new Fields(
        List.of(
            Field.of("sql", TEXT, "A SELECT in the destination's words."),
            Field.of("file", Shape.scalar(Form.PATH), "A file that holds it instead."),
            Field.of(
                    "as",
                    Shape.oneOf("table", "view", "export"),
                    "What becomes of the answer; export where there is a 'to'.")
                .defaultsTo("table"),
            Field.of(
                "to",
                Shape.scalar(Form.PATH),
                "The file or folder of an export, a path or s3://…; {utc:yyyy-MM-dd} in it is a"
                    + " time."),
            Field.of(
                "format",
                Shape.oneOf("csv", "parquet", "json"),
                "How an export is written; absent: as its name ends."),
            Field.of("partition_by", TEXTS, "Columns that become folders of an export."),
            Field.of(
                    "if_empty",
                    Shape.oneOf("write", "none"),
                    "Whether an export without rows is a file.")
                .defaultsTo("write"),
            Field.of("needs", TEXTS, "Tables and models beside those that the SQL names."),
            Field.of(
                    "refresh",
                    Shape.oneOf("changed", "always"),
                    "Whether it is computed although nothing it reads has changed.")
                .defaultsTo("changed"),
            Field.of(
                    "if_stale",
                    Shape.oneOf("skip", "run"),
                    "What to do where something it reads is not up to date.")
                .defaultsTo("skip")),
        Map.of(
            "materialized", "Write it as 'as'.",
            "materialised", "Write it as 'as'.",
            "depends_on", "Write it as 'needs'."));
  }

  static Fields command() {
    return new Fields(
        List.of(
            Field.of("run", new Many(TEXT), "The program and its arguments; no shell reads them.")
                .mandatory(),
            Field.of(
                "after",
                TEXTS,
                "Tables, models and commands above it that must be well; absent: all tables and"
                    + " models."),
            Field.of("folder", Shape.scalar(Form.PATH), "Where it runs.").defaultsTo("."),
            Field.of(
                "environment",
                new Named("a variable", OptionFields.ANY_NAME, TEXT),
                "Variables beside the run's facts."),
            Field.of("timeout", Shape.scalar(Form.DURATION), "The longest that it may take.")
                .defaultsTo("1h"),
            Field.of(
                    "only_if_changed",
                    Shape.scalar(Form.BOOLEAN),
                    "Whether it runs only where something changed since it last went well.")
                .defaultsTo("true")),
        Map.of("command", "Write it as 'run'.", "args", "Write them behind the program in 'run'."));
  }

  static Fields notice() {
    return new Fields(
        List.of(
            Field.of("to", Shape.oneOf("slack", "teams", "webhook"), "How the message is written.")
                .mandatory(),
            Field.of("url", Shape.scalar(Form.SECRET), "The webhook's address; it is a secret.")
                .mandatory(),
            Field.of(
                "max_age",
                new Named(
                    "a source or a table", OptionFields.ANY_NAME, Shape.scalar(Form.DURATION)),
                "Sources and tables, and how long ago they may have gone well last.")),
        Map.of("webhook_url", "Write it as 'url'.", "type", "Write it as 'to'."));
  }
}
