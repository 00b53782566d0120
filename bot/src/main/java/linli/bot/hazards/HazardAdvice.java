package linli.bot.hazards;

import java.util.Map;
import java.util.regex.Pattern;
import linli.bot.estates.Estate;
import linli.bot.speech.Texts;

/** The fixed, reviewed advice for each danger, with the estate's own numbers. */
public final class HazardAdvice {

  /** What stands in the text where the estate has no number of its own. */
  private static final Map<String, String> WITHOUT_NUMBER =
      Map.of("gas", "电话", "lift_rescue", "96333", "water", "电话");

  private static final Pattern CHINESE = Pattern.compile("\\p{IsHan}");

  private final Texts texts;

  public HazardAdvice(Texts texts) {
    this.texts = texts;
  }

  /**
   * @param hazard id of the catalogue
   */
  public String text(Estate estate, String hazard, String message) {
    if (!CHINESE.matcher(message).find()) {
      return texts.sayInEnglish("hazard.english");
    }
    var advice = chinese(estate, hazard);
    var hasCompany = estate.partyOfKind("property").isPresent();
    return hasCompany ? advice : advice.replace("物业值班", "社区值班");
  }

  private String chinese(Estate estate, String hazard) {
    return texts.say(
        "hazard." + hazard,
        "gas",
        number(estate, "gas"),
        "lift_rescue",
        number(estate, "lift_rescue"),
        "water",
        number(estate, "water"));
  }

  private static String number(Estate estate, String purpose) {
    var number = estate.numbers().get(purpose);
    return number == null ? WITHOUT_NUMBER.get(purpose) : number.number();
  }
}
