package linli.bot.cases;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import linli.bot.media.Attachment;
import linli.bot.media.CaseMedia;
import linli.bot.residents.Speaker;

/**
 * One person's words about a matter.
 *
 * @param conversation where it was said
 * @param eventKey and {@code ordinal} make it unique: one message may speak of several matters
 * @param publicText masked; what others may read
 * @param rawText as written; restricted
 */
public record Report(
    Kind kind,
    Speaker speaker,
    String conversation,
    boolean inGroup,
    UUID eventKey,
    int ordinal,
    String publicText,
    String rawText,
    List<Attachment> media,
    Instant at) {

  /** How somebody came to a case. */
  public enum Kind {
    REPORT,
    JOIN,
    PLUS_ONE,
    SUPPLEMENT;

    String stored() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** 匿名 in people's own words: 别告诉他是我说的, 替我保密. */
  public static final String SECRET =
      "(?:请|千万|可)?(?:别|不要|甭|不能|不准)(?:告诉|跟|和|对|向|给|让|叫)?(?:他|她|人家|别人|物业|楼上|楼下|邻居|对方|那家)?们?"
          + "(?:说|讲|知道|透露)?(?:是)?(?:我|俺)们?家?(?:说|讲|报|反映|投诉|举报|告)的"
          + "|(?:别|不要|甭)(?:透露|说出|暴露)(?:我|俺)(?:的(?:名字|姓名|信息|身份))?|(?:替|帮|给)(?:我|俺)保密";

  private static final Pattern ANONYMOUS =
      Pattern.compile("(?<!不|不用|不要|不必|不需要|无需|不想|不是)匿名|" + SECRET);

  boolean asksToBeAnonymous() {
    return asksToBeAnonymous(rawText);
  }

  /** 3号楼灯不亮,我要匿名, but not 不用匿名; and whatever accuses the property company. */
  public static boolean asksToBeAnonymous(String words) {
    return words != null && (ANONYMOUS.matcher(words).find() || CompanyComplaint.in(words));
  }

  public Report as(Kind other) {
    return new Report(
        other, speaker, conversation, inGroup, eventKey, ordinal, publicText, rawText, media, at);
  }

  /** Where from, for its pictures and recordings. */
  CaseMedia.Sent sent(String estateId) {
    return new CaseMedia.Sent(
        estateId, speaker.channel(), conversation, speaker.accountId(), eventKey, at);
  }

  @Override
  public String toString() {
    return "Report[" + kind + "]";
  }
}
