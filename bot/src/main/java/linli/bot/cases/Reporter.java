package linli.bot.cases;

/**
 * Somebody who reported or joined a case: told of its end.
 *
 * @param privately whether they said it elsewhere than in the group that heard the number
 * @param listening whether they want to hear of its progress, too (不要再提醒)
 * @param byProxy whether they speak for somebody without a phone (代报)
 */
public record Reporter(
    String channel,
    String accountId,
    Long personId,
    String household,
    boolean privately,
    boolean listening,
    boolean byProxy) {

  boolean isOnAccountOf(Reporter other) {
    return channel.equals(other.channel) && accountId.equals(other.accountId);
  }

  @Override
  public String toString() {
    return "Reporter[]";
  }
}
