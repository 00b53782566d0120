package linli.bot.conversation;

import java.text.Normalizer;
import java.util.Optional;
import java.util.regex.Pattern;
import linli.adapters.InboundEvent;
import linli.adapters.InboundEvent.Media;

/** What the words of an event are, before they are understood. */
final class Wording {

  private static final Pattern BOT_NAME = Pattern.compile("@\\s*小邻(?:机器人|助手)?[\\s,:,:]*");
  private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cf}\\p{Cc}&&[^\\n\\t\\u200D]]");
  private static final Pattern CHINESE = Pattern.compile("\\p{IsHan}");
  private static final Pattern ENGLISH_WORD = Pattern.compile("[A-Za-z]{2,}");

  private static final Pattern DIGIT =
      Pattern.compile("(?:选|回)?\\s*[((]?\\s*([1-9]|[一二三四五六七八九壹贰叁])\\s*[))]?\\s*[.。!!、号]?");

  private static final String CHINESE_DIGITS = "一二三四五六七八九";

  private Wording() {}

  /** The words of the event: its text, or what the platform understood of a voice message. */
  static String of(InboundEvent event) {
    if (event.text() != null && !event.text().isBlank()) {
      return event.text();
    }
    return event.media().stream()
        .map(Media::transcript)
        .filter(t -> t != null && !t.isBlank())
        .findFirst()
        .orElse("");
  }

  static boolean namesBot(String text) {
    return BOT_NAME.matcher(text).find();
  }

  /** Without the bot's name, invisible characters and full-width digits. */
  static String bare(String text) {
    var visible = INVISIBLE.matcher(text).replaceAll("");
    return narrow(BOT_NAME.matcher(visible).replaceAll(" ")).strip();
  }

  /** Full-width letters, digits and signs become narrow ones; circled digits become digits. */
  private static String narrow(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC);
  }

  static boolean isEnglish(String text) {
    return !CHINESE.matcher(text).find() && ENGLISH_WORD.matcher(text).find();
  }

  /** 1, 1。, (1), 一, 选1: a choice and nothing else. */
  static Optional<Integer> digit(String text) {
    var matcher = DIGIT.matcher(text.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    var written = matcher.group(1).replace('壹', '一').replace('贰', '二').replace('叁', '三');
    var chinese = CHINESE_DIGITS.indexOf(written);
    return Optional.of(chinese >= 0 ? chinese + 1 : Integer.parseInt(written));
  }
}
