package linli.bot.estates.roster;

import linli.bot.estates.roster.Roster.Identity;
import linli.nlp.PersonalData;
import linli.nlp.privacy.PersonalDetail;
import linli.nlp.privacy.PersonalDetail.Kind;
import linli.nlp.privacy.PersonalDetails;

/** What of a roster may stand on a screen: names as 张*, phones as 139****0000. */
public final class Shown {

  private static final int MOST = 20;

  private Shown() {}

  /**
   * What was found in a cell that should hold something else; a shifted row may put a phone there.
   */
  public static String text(String found) {
    if (found.isEmpty()) {
      return "空";
    }
    var masked = PersonalData.maskForStaff(found);
    return "“" + (masked.length() > MOST ? masked.substring(0, MOST) + "…" : masked) + "”";
  }

  /** Of what cannot be shown: how long it is. */
  static String length(String found) {
    return found.isEmpty() ? "空" : found.length() + "个字符";
  }

  static String person(Identity identity) {
    var name = shortened(Kind.NAME, identity.name());
    return identity.phone() == null ? name : name + " " + shortened(Kind.MOBILE, identity.phone());
  }

  private static String shortened(Kind kind, String value) {
    return PersonalDetails.shortened(new PersonalDetail(kind, 0, value.length()), value);
  }
}
