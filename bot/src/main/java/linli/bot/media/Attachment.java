package linli.bot.media;

/**
 * What became of something that came with a message: kept by the hash of its content, or refused.
 *
 * @param sha256 64 hex digits, or null when it was refused
 * @param seconds how long a recording is, where the platform said so
 * @param understood whether the platform made words of it
 * @param refusal why it was not kept, or null
 */
public record Attachment(
    Kind kind,
    String sha256,
    Format format,
    int bytes,
    Integer seconds,
    boolean understood,
    Refusal refusal) {

  /** Why something is not kept; the sender is told. */
  public enum Refusal {
    /** Neither picture nor recording nor PDF, or not what it was sent as. */
    NOT_MEDIA,
    /** A picture of the newer telephones that moves, or that we cannot read. */
    HEIC,
    TOO_LARGE,
    /** The link led to nothing, or to where we do not go. */
    NOT_FETCHED,
    /** The message names it by its platform's own id: only that platform can show it. */
    NOT_REACHABLE,
    /** Our own store failed. */
    NOT_STORED
  }

  static Attachment refused(Kind kind, Refusal why) {
    return new Attachment(kind, null, null, 0, null, false, why);
  }

  public boolean isKept() {
    return refusal == null;
  }

  public boolean isPhoto() {
    return isKept() && kind == Kind.IMAGE;
  }

  /** A picture that was sent and lies on its platform only: noted, never seen by us. */
  public boolean isPhotoElsewhere() {
    return refusal == Refusal.NOT_REACHABLE && kind == Kind.IMAGE;
  }

  public boolean isVoice() {
    return isKept() && kind == Kind.VOICE;
  }

  @Override
  public String toString() {
    return "Attachment[" + kind + (isKept() ? "" : " " + refusal) + "]";
  }
}
