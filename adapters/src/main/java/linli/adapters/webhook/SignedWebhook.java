package linli.adapters.webhook;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import linli.adapters.Received;
import linli.adapters.Received.Refused;
import linli.adapters.Secret;

/**
 * Our own signed channel: for systems without an adapter, for tests and for the built-in chat.
 *
 * <p>The signature covers the body, so what is accepted is what the caller wrote, once within five
 * minutes; the inbox makes a repetition harmless.
 */
public final class SignedWebhook {

  private static final Refused NOT_SIGNED =
      new Refused(401, "signature missing, wrong or too old", null, null);

  private final Signature signature;

  public SignedWebhook(Secret secret, InstantSource clock) {
    this.signature = new Signature(secret, clock);
  }

  /** Checks, then translates; {@code header} is null when missing. Never throws. */
  public Received receive(String header, byte[] body) {
    if (!signature.holds(header, body)) {
      return NOT_SIGNED;
    }
    return EventDecoder.decode(body);
  }

  /**
   * Whether a GET may be answered: the signature covers the raw query without its question mark.
   */
  public boolean mayRead(String header, String rawQuery) {
    var signed = rawQuery == null ? "" : rawQuery;
    return signature.holds(header, signed.getBytes(StandardCharsets.UTF_8));
  }

  /** The header's value for a message that we send. */
  public String sign(byte[] body) {
    return signature.sign(body);
  }
}
