package linli.adapters.webhook;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import linli.adapters.Reason;
import linli.adapters.Received;
import linli.adapters.Received.Accepted;
import linli.adapters.Refusal;
import linli.adapters.Request;
import linli.adapters.Secret;
import linli.adapters.Webhook;

/**
 * Our own signed channel: for systems without an adapter, for tests and for the built-in chat.
 *
 * <p>The signature covers the body, so what is accepted is what the caller wrote, once within five
 * minutes; the inbox makes a repetition harmless.
 */
public final class SignedWebhook implements Webhook {

  private final Signature signature;

  public SignedWebhook(Secret secret, InstantSource clock) {
    this.signature = new Signature(secret, clock);
  }

  /** Pictures may come inside: how large a body may be is the service's to say. */
  @Override
  public int largestBody() {
    return Integer.MAX_VALUE;
  }

  @Override
  public byte[] open(Request request) {
    if (!request.method().equals("POST")) {
      throw new Refusal(Reason.WRONG_METHOD);
    }
    if (!signature.holds(request.header(Signature.HEADER), request.body())) {
      throw new Refusal(Reason.NOT_SIGNED);
    }
    return request.body();
  }

  @Override
  public Received read(Request request, byte[] content) {
    return new Accepted(EventDecoder.decode(content));
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
