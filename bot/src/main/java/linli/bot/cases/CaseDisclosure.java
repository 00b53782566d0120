package linli.bot.cases;

import java.util.Set;
import linli.bot.estates.Estate;
import linli.nlp.PersonalData;

/** What of a case somebody outside the chat may learn. */
public final class CaseDisclosure {

  /** From 社区 upwards: the parties that may know who reported anonymously. */
  private static final Set<String> COMMUNITY_AND_ABOVE = Set.of("committee", "street");

  private final CaseWords words;

  public CaseDisclosure(CaseWords words) {
    this.words = words;
  }

  /**
   * Whether rooms, homes and words of residents may be shown.
   *
   * @param personal the reader is allowed personal data at all
   * @param readerParty the party that the reader works for, or null
   */
  public static boolean showsPersons(
      Estate estate, Case about, boolean personal, String readerParty) {
    return personal && (!about.anonymous() || isCommunity(estate, readerParty));
  }

  /** Whether the party is the community (社区) or above it. */
  public static boolean isCommunity(Estate estate, String partyId) {
    var party = partyId == null ? null : estate.parties().get(partyId);
    return party != null && COMMUNITY_AND_ABOVE.contains(party.kind());
  }

  /** The place without what points at a home; of an anonymous matter only the building. */
  public CasePlace place(Case about) {
    var place = about.place();
    if (about.anonymous() || words.isAboutPerson(about)) {
      return new CasePlace(place.building(), null, null, null);
    }
    var floor = words.isAboutHome(about) ? null : place.floor();
    return new CasePlace(place.building(), place.unit(), floor, null);
  }

  /** Words of staff or of the program, without what they may hold of a person; null otherwise. */
  public static String reason(CaseRecords.Step step) {
    return step.actorRole().equals("resident") ? null : masked(step.reason());
  }

  public static String masked(String words) {
    return words == null ? null : PersonalData.mask(words);
  }
}
