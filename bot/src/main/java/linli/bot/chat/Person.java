package linli.bot.chat;

/**
 * Somebody who can be played.
 *
 * @param hint who they are, in a few words
 */
record Person(String name, String hint, Kind kind) {

  private static final int TONES = 8;

  enum Kind {
    RESIDENT,
    STAFF,
    GUEST
  }

  boolean isStaff() {
    return kind == Kind.STAFF;
  }

  /** The colour of a name's picture, 0 to 7. */
  static int tone(String name) {
    return Math.floorMod(name.hashCode() * 31, TONES);
  }

  /** What stands in a name's picture: its last character, the way chats do it. */
  static String initial(String name) {
    return name.substring(name.offsetByCodePoints(name.length(), -1));
  }

  @Override
  public String toString() {
    return "Person[" + kind + "]";
  }
}
