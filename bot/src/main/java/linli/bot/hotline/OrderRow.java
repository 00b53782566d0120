package linli.bot.hotline;

import java.time.Instant;
import linli.bot.access.Sha256;
import linli.nlp.IssueType;

/**
 * One order as the hotline's table has it; what is not there is null.
 *
 * @param row as the file's reader numbers it, the first is 1
 * @param dueAt the hotline's own deadline
 */
record OrderRow(
    int row,
    String number,
    String content,
    IssueType type,
    String address,
    String phone,
    Instant dueAt) {

  /** The same for as long as the order says the same. */
  byte[] sha256() {
    var said = String.join("\n", content, type == null ? "" : type.id(), "" + address, "" + phone);
    return Sha256.of(said);
  }

  @Override
  public String toString() {
    return "OrderRow[" + row + "]";
  }
}
