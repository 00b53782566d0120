package linli.bot.knowledge;

/** A file of answers that cannot be taken over: says file, entry and reason. */
public final class BadEntries extends RuntimeException {

  private static final long serialVersionUID = 1L;

  BadEntries(String message) {
    super(message);
  }
}
