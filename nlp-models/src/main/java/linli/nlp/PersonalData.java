package linli.nlp;

import java.util.List;
import linli.nlp.privacy.NumbersAndLetters;
import linli.nlp.privacy.PersonalDetail;
import linli.nlp.privacy.PersonalDetails;
import linli.nlp.privacy.PossibleNames;

/**
 * Hides personal data (个人信息) in what residents write. Pure; never throws; what it cannot know — a
 * bare name without a cue — stays, so a public text is not a copy but a summary wherever possible.
 */
public final class PersonalData {
  private PersonalData() {}

  /** For groups and public pages: each value whole behind {@code 【手机号已隐藏】}; a building stays. */
  public static String mask(String text) {
    return PersonalDetails.replace(text, (detail, value) -> detail.kind().hidden());
  }

  /**
   * For lists that staff see: {@code 139****0000}, {@code 张*}, rooms as {@code ***}; plates stay;
   * identity and card numbers are never shown.
   */
  public static String maskForStaff(String text) {
    return PersonalDetails.replace(text, PersonalDetails::shortened);
  }

  /**
   * For machines of others, which only need the matter: as for groups, and no number, no letters,
   * no word that may be a name are left, whether or not they say something of a person.
   */
  public static String maskForStrangers(String text) {
    return PossibleNames.hide(NumbersAndLetters.hide(mask(text)));
  }

  public static List<PersonalDetail> find(String text) {
    return PersonalDetails.find(text);
  }
}
