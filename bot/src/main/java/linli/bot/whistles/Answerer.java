package linli.bot.whistles;

import linli.bot.estates.Estate.Party;
import linli.bot.residents.Speaker;

/**
 * Whoever answers a whistle, and where they write: a person, somebody in the party's group, or a
 * system of the city that writes into the party's conversation.
 *
 * @param groupParty the party whose working group this is, or null
 */
public record Answerer(Speaker by, String channel, String conversation, String groupParty) {

  /** A party without a chat is answered for by 街道值守. */
  boolean answersFor(Party party) {
    var works = by.roles().stream().anyMatch(role -> role.party().equals(party.id()));
    return works
        || party.id().equals(groupParty)
        || channel.equals(party.channel()) && conversation.equals(party.conversation())
        || !party.reachable() && by.hasRole("street_duty");
  }

  @Override
  public String toString() {
    return "Answerer[" + by + "]";
  }
}
