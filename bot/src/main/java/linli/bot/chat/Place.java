package linli.bot.chat;

/** Who is being played and which conversation is looked at. */
record Place(Person as, Room in) {

  /** In somebody's private conversation nobody else can speak. */
  boolean isPossible() {
    return !in.isPrivate() || in.person().equals(as.name());
  }
}
