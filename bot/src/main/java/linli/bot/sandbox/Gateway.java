package linli.bot.sandbox;

import io.vertx.core.http.ServerWebSocket;

/** A platform's end of the connections that the service opens. */
public interface Gateway {

  /** Somebody connected. */
  void accept(ServerWebSocket socket);

  /** How many there are that the platform speaks over. */
  int connections();

  /** How many there ever were. */
  int accepted();

  /** Gives what somebody said to one of them; the answer as a status. */
  int tell(byte[] body);

  /** Ends the connections without a word. */
  void cut();

  /** Sends everybody away, as the platform does. */
  void sendAway();
}
