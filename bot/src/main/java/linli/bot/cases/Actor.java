package linli.bot.cases;

import linli.bot.residents.Speaker;

/** Who acts, and in which role: stands in the history beside every change. */
public record Actor(Long personId, String role) {

  public static final Actor BOT = new Actor(null, "bot");

  public static Actor resident(Speaker speaker) {
    return new Actor(speaker.personId(), "resident");
  }

  public static Actor staff(Speaker speaker, String partyId) {
    return new Actor(speaker.personId(), speaker.roleFor(partyId));
  }
}
