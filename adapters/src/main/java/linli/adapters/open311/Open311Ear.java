package linli.adapters.open311;

import linli.adapters.Reason;
import linli.adapters.Received;
import linli.adapters.Refusal;
import linli.adapters.Request;
import linli.adapters.Webhook;

/** The ear for a city's platform: it never calls, we ask it. */
public final class Open311Ear implements Webhook {

  @Override
  public byte[] open(Request request) {
    throw new Refusal(Reason.NOT_SIGNED);
  }

  @Override
  public Received read(Request request, byte[] content) {
    throw new Refusal(Reason.NOT_SIGNED);
  }
}
