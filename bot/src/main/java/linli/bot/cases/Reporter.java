package linli.bot.cases;

/** Somebody who reported or joined a case: told of its end. */
public record Reporter(
    String channel, String accountId, Long personId, String household, boolean privately) {
  @Override
  public String toString() {
    return "Reporter[]";
  }
}
