package linli.nlp;

import java.util.regex.Pattern;
import linli.nlp.text.TextNormalizer;

/** How people speak to the bot (@小邻): what they say stays, the name goes. */
public final class Addressing {
  private static final Pattern NAME =
      Pattern.compile(
          "@?(?:小邻|邻里)(?:机器人|助手|同学)?(?=[\\s,:!。你您帮]|$)[\\s,:]*|@小邻[\\s,:]*|@linli\\b\\s*");

  private Addressing() {}

  /** Normalised text without the bot's name. */
  public static String strip(String text) {
    return NAME.matcher(TextNormalizer.normalize(text)).replaceAll(" ").strip();
  }

  /**
   * Whether the bot is named in it.
   *
   * @param normalized with the name still there
   */
  static boolean isNamed(String normalized) {
    return NAME.matcher(normalized).find();
  }
}
