package linli.adapters;

/**
 * The ear for one platform: proves that a request is genuine, then puts it into neutral words.
 *
 * <p>No I/O and no state: safe on every thread, also on an event loop. A repetition is not noticed
 * here; it has the same {@link InboundEvent#id}, which the inbox takes once.
 */
public interface Webhook {

  /**
   * What the platform said, proved to be from it and meant for us, and decrypted. Nothing but the
   * envelope is parsed for that.
   *
   * @throws Refusal when it is not genuine
   */
  byte[] open(Request request);

  /**
   * Translates what {@link #open} gave.
   *
   * @throws Refusal when it does not have the platform's form
   */
  Received read(Request request, byte[] content);

  /** Largest body in bytes; more than any platform sends us. */
  default int largestBody() {
    return 512 * 1024;
  }

  /** Checks, then translates. Never throws. */
  default Received receive(Request request) {
    if (request.body().length > largestBody()) {
      return Received.Refused.of(Reason.TOO_LARGE);
    }
    try {
      return read(request, open(request));
    } catch (Refusal refusal) {
      return refusal.refused();
    }
  }
}
