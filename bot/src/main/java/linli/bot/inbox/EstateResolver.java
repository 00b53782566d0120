package linli.bot.inbox;

import io.vertx.sqlclient.SqlConnection;
import linli.adapters.InboundEvent;

/** Says which estate an event belongs to. */
@FunctionalInterface
public interface EstateResolver {

  /** Never null: a conversation that nobody assigned belongs to its channel's estate. */
  String estateOf(SqlConnection tx, String channel, InboundEvent event);
}
