package linli.bot.votes.recount;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import linli.bot.votes.tally.Result;

/** A result as files and the command line write it. Areas are in 0.01 m². */
public final class ResultJson {

  private ResultJson() {}

  /** One line. */
  public static String line(String id, Result result) {
    return line(id, write(result));
  }

  /** One line, with those who follow the majority, as an export has them. */
  public static String wholeLine(String id, Result result) {
    return line(id, writeWhole(result));
  }

  private static String line(String id, ObjectNode fields) {
    ObjectNode line = Field.JSON.createObjectNode().put("id", id);
    return line.setAll(fields).toString();
  }

  static ObjectNode write(Result result) {
    return Field.JSON
        .createObjectNode()
        .put("scopeArea", result.scope().area())
        .put("scopeOwners", result.scope().owners())
        .put("participantsArea", result.participants().area())
        .put("participantsOwners", result.participants().owners())
        .put("forArea", result.inFavour().area())
        .put("forOwners", result.inFavour().owners())
        .put("againstArea", result.against().area())
        .put("againstOwners", result.against().owners())
        .put("abstainArea", result.abstaining().area())
        .put("abstainOwners", result.abstaining().owners())
        .put("invalidOwners", result.invalidOwners())
        .put("quorumMet", result.quorumMet())
        .put("passed", result.passed())
        .put("binding", result.binding())
        .put("reason", result.reason().name());
  }

  /** With the silent owners who follow the majority; they are part of the sums. */
  static ObjectNode writeWhole(Result result) {
    return write(result)
        .put("attributedArea", result.attributed().area())
        .put("attributedOwners", result.attributed().owners());
  }

  /** Where the count comes to something else than stated: one line for each field. */
  public static List<String> differences(String id, JsonNode stated, Result result) {
    var counted = writeWhole(result);
    var lines = new ArrayList<String>();
    for (var field : stated.properties()) {
      var here = counted.path(field.getKey());
      if (!field.getValue().asText().equals(here.asText())) {
        lines.add(
            "%s %s:文件写的是%s;重新计票是%s"
                .formatted(
                    id, field.getKey(), field.getValue(), here.isMissingNode() ? "没有" : here));
      }
    }
    return lines;
  }
}
