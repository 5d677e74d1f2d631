package dev.leat.core.observe;

import java.io.StringWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * What people are told of a run with failures; holds no secret.
 *
 * @param project its folder's name
 */
public record Notice(String project, String run, Instant at, int exitCode, List<Failed> failures) {
  /** How a message is written. */
  public enum Channel {
    SLACK,
    TEAMS,
    /** The facts one by one, for a program. */
    WEBHOOK
  }

  /** One thing that failed. */
  public record Failed(String where, String code, String problem, String remedy) {}

  private static final JsonFactory JSON = new JsonFactory();
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);

  /** More would be cut by those who show it. */
  private static final int LINES_MAX = 30;

  private static final int LINE_LENGTH_MAX = 300;

  public Notice {
    Objects.requireNonNull(project);
    Objects.requireNonNull(run);
    Objects.requireNonNull(at);
    failures = List.copyOf(failures);
  }

  /** Count and date, then a line for each failure. */
  String text() {
    var text = new StringBuilder();
    text.append(failures.size())
        .append(failures.size() == 1 ? " failure in " : " failures in ")
        .append(project)
        .append(" on ")
        .append(TIME.format(at));
    for (Failed each : failures.subList(0, Math.min(LINES_MAX, failures.size()))) {
      String line = each.where() + ": " + each.code() + ": " + each.problem();
      String one = line.replaceAll("\\s+", " ");
      text.append("\n• ")
          .append(one, 0, Math.min(LINE_LENGTH_MAX, one.length()))
          .append(one.length() > LINE_LENGTH_MAX ? "…" : "");
    }
    if (failures.size() > LINES_MAX) {
      text.append("\n… and ").append(failures.size() - LINES_MAX).append(" more");
    }
    return text.toString();
  }

  /** The message's body, as its reader wants it. */
  String body(Channel channel) {
    var body = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), body)) {
      json.writeStartObject();
      switch (channel) {
        // Signs that Slack would read as links and mentions.
        case SLACK ->
            json.writeStringProperty(
                "text", text().replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
        case TEAMS -> card(json);
        case WEBHOOK -> facts(json);
      }
      json.writeEndObject();
    }
    return body.toString();
  }

  /** The envelope that Teams' workflows want around a card. */
  private void card(JsonGenerator json) {
    json.writeStringProperty("type", "message");
    json.writeArrayPropertyStart("attachments");
    json.writeStartObject();
    json.writeStringProperty("contentType", "application/vnd.microsoft.card.adaptive");
    json.writeObjectPropertyStart("content");
    json.writeStringProperty("type", "AdaptiveCard");
    json.writeStringProperty("version", "1.4");
    json.writeArrayPropertyStart("body");
    text().lines().forEach(paragraph(json));
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndArray();
  }

  private static Consumer<String> paragraph(JsonGenerator json) {
    return line -> {
      json.writeStartObject();
      json.writeStringProperty("type", "TextBlock");
      json.writeStringProperty("text", line);
      json.writeBooleanProperty("wrap", true);
      json.writeEndObject();
    };
  }

  private void facts(JsonGenerator json) {
    json.writeStringProperty("project", project);
    json.writeStringProperty("run", run);
    json.writeStringProperty("at", at.toString());
    json.writeNumberProperty("exit_code", exitCode);
    json.writeNumberProperty("count", failures.size());
    json.writeStringProperty("text", text());
    json.writeArrayPropertyStart("failures");
    for (Failed each : failures) {
      json.writeStartObject();
      json.writeStringProperty("where", each.where());
      json.writeStringProperty("code", each.code());
      json.writeStringProperty("problem", each.problem());
      json.writeStringProperty("remedy", each.remedy());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
