package linli.bot.inbox;

import linli.adapters.InboundEvent;

/**
 * Whether what came with an event is worth fetching: neighbours' pictures among themselves are not.
 */
@FunctionalInterface
public interface WantsMedia {
  boolean of(String channel, InboundEvent event);
}
