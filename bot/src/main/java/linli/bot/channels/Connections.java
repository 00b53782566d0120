package linli.bot.channels;

import io.vertx.core.Future;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import linli.adapters.Mouth.Call;

/** The connections that this node holds open and can speak over, by channel. */
public final class Connections {

  /** A press on a card is answered within seconds, or never. */
  public static final class TooLate extends Exception {
    private static final long serialVersionUID = 1;

    public TooLate() {
      super("nobody waits for it any more", null, false, false);
    }
  }

  private final Map<String, Function<Call, Future<byte[]>>> open = new ConcurrentHashMap<>();

  /** From now on this one is spoken over. */
  public void opened(String channel, Function<Call, Future<byte[]>> connection) {
    open.put(channel, connection);
  }

  /** Nothing is said over it any more; nothing happens when another one took its place. */
  public void closed(String channel, Function<Call, Future<byte[]>> connection) {
    open.remove(channel, connection);
  }

  public boolean has(String channel) {
    return open.containsKey(channel);
  }

  /** Sends it; the answer of the platform, or a failure when there is none. */
  Future<byte[]> send(String channel, Call call) {
    var connection = open.get(channel);
    return connection == null
        ? Future.failedFuture(new IOException("no connection"))
        : connection.apply(call);
  }
}
