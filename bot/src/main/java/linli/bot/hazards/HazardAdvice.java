package linli.bot.hazards;

import java.util.Map;
import java.util.regex.Pattern;
import linli.bot.estates.Estate;
import linli.bot.speech.Texts;

/** The fixed, reviewed advice for each danger, with the estate's own numbers. */
public final class HazardAdvice {

  /** The number of lift rescue (电梯应急救援) where the estate names none. */
  private static final String LIFT_RESCUE = "96333";

  /** The advice where the estate has no number for it: it names none. */
  private static final Map<String, WithoutNumber> WITHOUT_NUMBER =
      Map.of(
          "gas_leak", new WithoutNumber("gas", "hazard.gas_leak.without"),
          "flood", new WithoutNumber("water", "hazard.flood.without"));

  private record WithoutNumber(String purpose, String key) {}

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
    var without = WITHOUT_NUMBER.get(hazard);
    return without != null && number(estate, without.purpose(), null) == null
        ? texts.say(without.key())
        : texts.say(
            "hazard." + hazard,
            "gas",
            number(estate, "gas", ""),
            "lift_rescue",
            number(estate, "lift_rescue", LIFT_RESCUE),
            "water",
            number(estate, "water", ""));
  }

  private static String number(Estate estate, String purpose, String otherwise) {
    var number = estate.numbers().get(purpose);
    return number == null ? otherwise : number.number();
  }
}
