package linli.bot.channels;

import linli.adapters.webhook.Signature;

/**
 * What another system that is told of cases may learn, and how what it is sent is signed.
 *
 * @param estate the id of the only estate, or null for all
 * @param party the id of the only party whose cases it learns of, or null for all
 */
public record Subscription(Signature signature, String estate, String party) {

  /** In front of its name: no channel of people can be called so, now or later. */
  static final String PREFIX = "events:";

  public boolean covers(String estateId, String partyId) {
    return (estate == null || estate.equals(estateId)) && (party == null || party.equals(partyId));
  }
}
