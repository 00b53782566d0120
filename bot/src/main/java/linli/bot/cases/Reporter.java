package linli.bot.cases;

/**
 * Somebody who reported or joined a case: told of its end.
 *
 * @param listening whether they want to hear of its progress, too (不要再提醒)
 */
public record Reporter(
    String channel,
    String accountId,
    Long personId,
    String household,
    boolean privately,
    boolean listening) {
  @Override
  public String toString() {
    return "Reporter[]";
  }
}
