package linli.adapters;

import java.time.Instant;
import java.time.InstantSource;
import linli.adapters.Received.Refused;

/**
 * The ear of a channel whose keys were changed: what the platform signed with the old ones is heard
 * until a set time, for it is under way while somebody changes them.
 *
 * @param until the old keys count for nothing from then on
 */
public record RotatingWebhook(Webhook current, Webhook previous, Instant until, InstantSource clock)
    implements Webhook {

  @Override
  public byte[] open(Request request) {
    return current.open(request);
  }

  @Override
  public Received read(Request request, byte[] content) {
    return current.read(request, content);
  }

  /**
   * The old keys never have the last word: what both refuse is refused for the new ones' reason.
   */
  @Override
  public Received receive(Request request) {
    var received = current.receive(request);
    if (!(received instanceof Refused) || !clock.instant().isBefore(until)) {
      return received;
    }
    var before = previous.receive(request);
    return before instanceof Refused ? received : before;
  }
}
