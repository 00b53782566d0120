package linli.bot.filings;

import java.util.List;
import linli.bot.cases.NewCase;
import linli.bot.media.Attachment;

/**
 * What a system files for somebody.
 *
 * @param words what others may read of it after masking, or null
 * @param kept the words as written, for who handles the case; null where they are not kept
 * @param consent the person agreed that words and home are kept
 * @param phone under which who handles the case may ring, digits only, or null
 * @param token name of the token that files
 */
public record Filing(
    NewCase wanted,
    String words,
    String kept,
    boolean consent,
    String phone,
    List<Attachment> media,
    Origin origin,
    String token) {

  /** Which way it came. */
  public enum Origin {
    API,
    OPEN311,
    /** An order of the city's hotline (12345). */
    HOTLINE;

    /** As it is stored and told. */
    public String written() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  @Override
  public String toString() {
    return "Filing[" + origin + "]";
  }
}
