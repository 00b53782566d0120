package linli.bot.inbox;

import java.time.Instant;
import java.util.Optional;
import linli.adapters.InboundEvent;
import linli.adapters.OutboundMessage;

/**
 * The gate at ingress: looks at one event before anything is stored. Fast, no I/O, never throws.
 */
@FunctionalInterface
public interface HazardWatch {

  Optional<Alert> look(String channel, InboundEvent event, Instant now);

  /**
   * A hazard was found.
   *
   * @param hazard id of {@code hazards.tsv}
   * @param advice the fixed text to say at once in the same conversation, its id derived from the
   *     event's key; null when the same advice was given there less than 10 minutes ago
   */
  record Alert(String hazard, OutboundMessage advice) {}
}
