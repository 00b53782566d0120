package linli.bot.households;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.time.LocalDate;
import java.util.List;
import linli.bot.households.HouseholdCodes.Printed;

/**
 * The codes of a building as a page to print and cut up: one slip for each mailbox.
 *
 * @param building as people call it: 3号楼
 * @param lastDay on which they can be used
 */
public record CodeSheet(String estate, String building, LocalDate lastDay, List<Printed> codes) {

  private static final TemplateEngine TEMPLATES =
      TemplateEngine.createPrecompiled(
          null, ContentType.Html, CodeSheet.class.getClassLoader(), "linli.bot");

  /** As HTML, one file without anything from elsewhere. */
  public String html() {
    var output = new StringOutput();
    TEMPLATES.render("households/codes.jte", this, output);
    return output.toString();
  }

  @Override
  public String toString() {
    return "CodeSheet[" + codes.size() + "]";
  }
}
