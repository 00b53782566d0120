package linli.nlp.training;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import linli.nlp.training.Measuring.Measured;

/** Measured figures as text for people and as JSON for programs. */
public final class MeasuredText {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_CONFUSIONS = 20;
  private static final double DIGITS = 1e4;

  private MeasuredText() {}

  public static String table(Measured measured) {
    StringBuilder out = new StringBuilder(scores(measured.scores()));
    return out.append("%nmessages/s, one thread   %,.0f%n".formatted(measured.messagesPerSecond()))
        .toString();
  }

  static String scores(Scores scores) {
    StringBuilder out = new StringBuilder();
    out.append("%-22s %6s %10s %8s %6s%n".formatted("label", "rows", "precision", "recall", "F1"));
    for (Scores.Row row : scores.table()) {
      out.append(
          "%-22s %6d %10.3f %8.3f %6.3f%n"
              .formatted(row.label(), row.messages(), row.precision(), row.recall(), row.f1()));
    }
    out.append("%ntaken for another (wanted -> said)%n".formatted());
    scores.confusions().stream()
        .limit(MOST_CONFUSIONS)
        .forEach(
            entry ->
                out.append(
                    "%6d  %s -> %s%n"
                        .formatted(
                            entry.getValue(), entry.getKey().wanted(), entry.getKey().said())));
    out.append(
        "%naccuracy                 %.4f (%d of %d)%nmacro-F1                 %.4f%n"
            .formatted(scores.accuracy(), scores.hits(), scores.rows(), scores.macroF1()));
    if (!Double.isNaN(scores.calibrationError())) {
      out.append("calibration error        %.4f".formatted(scores.calibrationError()));
    }
    return out.toString();
  }

  public static String json(Measured measured) {
    ObjectNode json = object(measured.scores());
    json.put("messagesPerSecond", Math.round(measured.messagesPerSecond()));
    return json.toString();
  }

  static ObjectNode object(Scores scores) {
    ObjectNode json = JSON.createObjectNode();
    json.put("rows", scores.rows());
    json.put("accuracy", rounded(scores.accuracy()));
    json.put("macroF1", rounded(scores.macroF1()));
    if (!Double.isNaN(scores.calibrationError())) {
      json.put("calibrationError", rounded(scores.calibrationError()));
    }
    ArrayNode labels = json.putArray("labels");
    for (Scores.Row row : scores.table()) {
      labels
          .addObject()
          .put("label", row.label())
          .put("rows", row.messages())
          .put("precision", rounded(row.precision()))
          .put("recall", rounded(row.recall()))
          .put("f1", rounded(row.f1()));
    }
    ArrayNode confusions = json.putArray("confusions");
    for (Map.Entry<Scores.Confusion, Integer> entry : scores.confusions()) {
      confusions
          .addObject()
          .put("wanted", entry.getKey().wanted())
          .put("said", entry.getKey().said())
          .put("count", entry.getValue());
    }
    return json;
  }

  /** Figures by name: {hits, rows} each. */
  public static String figures(Map<String, int[]> figures) {
    StringBuilder out = new StringBuilder();
    figures.forEach(
        (name, hits) -> out.append(Evaluator.line(name, hits)).append(System.lineSeparator()));
    return out.toString();
  }

  public static String figuresJson(Map<String, int[]> figures) {
    ObjectNode json = JSON.createObjectNode();
    figures.forEach((name, hits) -> json.putObject(name).put("hits", hits[0]).put("rows", hits[1]));
    return json.toString();
  }

  private static double rounded(double value) {
    return Math.round(value * DIGITS) / DIGITS;
  }
}
