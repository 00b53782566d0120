package linli.bot.media;

/** The bytes begin like a format that is kept but do not go on like it. */
final class Malformed extends RuntimeException {

  Malformed(String where) {
    super(where, null, false, false);
  }
}
