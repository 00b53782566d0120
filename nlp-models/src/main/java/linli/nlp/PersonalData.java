package linli.nlp;

import java.util.List;
import linli.nlp.privacy.PersonalDetail;
import linli.nlp.privacy.PersonalDetails;

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

  public static List<PersonalDetail> find(String text) {
    return PersonalDetails.find(text);
  }
}
