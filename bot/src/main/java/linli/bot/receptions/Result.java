package linli.bot.receptions;

import java.time.LocalDate;
import linli.bot.receptions.Entry.Outcome;

/**
 * What is recorded of one number.
 *
 * @param text what was answered or agreed, or null
 * @param matter what it was about, when it is said only now, or null
 */
public record Result(
    Outcome outcome, String text, String matter, Long caseId, LocalDate promisedOn) {

  @Override
  public String toString() {
    return "Result[" + outcome + "]";
  }
}
