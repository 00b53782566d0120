package linli.bot.inbox;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import linli.adapters.InboundEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which events wait for a second opinion before they are processed.
 *
 * @param available whether there is anybody to ask now
 * @param longest after this an event is processed with or without an opinion
 */
public record OpinionHold(WantsOpinion wanted, BooleanSupplier available, Duration longest) {

  /** No event waits. */
  public static final OpinionHold NONE =
      new OpinionHold(WantsOpinion.NEVER, () -> false, Duration.ZERO);

  private static final Logger log = LoggerFactory.getLogger(OpinionHold.class);

  /** Until when it waits at most, or null when it does not. */
  Instant until(String channel, InboundEvent event, Instant now) {
    try {
      return available.getAsBoolean() && wanted.of(channel, event) ? now.plus(longest) : null;
    } catch (RuntimeException broken) { // an event must come in whatever is thought of it
      log.atError().setCause(broken).log("not looked at for a second opinion");
      return null;
    }
  }
}
