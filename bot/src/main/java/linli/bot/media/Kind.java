package linli.bot.media;

import linli.adapters.InboundEvent.Media;

/** What an attachment is, whatever its name says. */
public enum Kind {
  IMAGE(10 << 20),
  VOICE(5 << 20),
  FILE(20 << 20);

  private final int mostBytes;

  Kind(int mostBytes) {
    this.mostBytes = mostBytes;
  }

  /** A larger one is not kept. */
  public int mostBytes() {
    return mostBytes;
  }

  /** As it stands in the database and in JSON. */
  public String written() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  static Kind of(Media.Type declared) {
    return switch (declared) {
      case IMAGE -> IMAGE;
      case VOICE -> VOICE;
      case FILE -> FILE;
      case LOCATION -> throw new IllegalArgumentException("a place has no bytes");
    };
  }

  /** Something sent as a file may be a picture; a picture must be one. */
  boolean admits(Kind content) {
    return this == content || this == FILE;
  }
}
