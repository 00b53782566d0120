package linli.bot.store;

/** A reason not to start that whoever runs the service can remove: one readable line, no trace. */
public final class CannotStart extends RuntimeException {

  /** Says what was expected, what was found and which key or file to change. */
  public CannotStart(String message) {
    super(message);
  }

  public CannotStart(String message, Throwable cause) {
    super(message, cause);
  }
}
