package linli.bot.chat;

import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.sqlclient.Pool;
import linli.bot.channels.Channel;
import linli.bot.due.DemoTime;
import linli.bot.estates.Estates;
import linli.bot.inbox.Ingress;
import linli.bot.outbox.Messages;
import linli.bot.store.Transactions;

/**
 * {@code /chat}: the page on which a newcomer plays the demo's people and moves its clock.
 *
 * <p>It speaks through the channel's own ingress and reads the channel's outbox; it knows nothing
 * about cases. What residents say stays in this process: the database keeps no text that no case
 * took.
 */
public final class Chat implements AutoCloseable {

  private final Streams streams;
  private final BotLines lines;
  private final Talk talk;
  private final Routes routes;

  private Chat(Streams streams, BotLines lines, Talk talk, Routes routes) {
    this.streams = streams;
    this.lines = lines;
    this.talk = talk;
    this.routes = routes;
  }

  /** The page for one channel; {@code estates} are loaded. */
  public static Chat over(
      Vertx vertx,
      Pool pool,
      Transactions transactions,
      Channel channel,
      Estates estates,
      Messages messages,
      DemoTime time) {
    var cast = Cast.read(pool, channel.name(), estates);
    var streams = new Streams(vertx);
    var transcript = new Transcript(cast.rooms(), streams::wake);
    var pages = new Pages(cast, transcript, time);
    var lines = new BotLines(messages, transactions, channel.name(), transcript);
    var photos = new Photos();
    var talk = new Talk(channel, transcript, photos, time);
    var epoch = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
    var routes = new Routes(cast, transcript, photos, pages, streams, talk, time, epoch);
    return new Chat(streams, lines, talk, routes);
  }

  /** Adds the page to a router. */
  public void mount(Router router) {
    routes.mount(router);
  }

  /** Takes messages from now on; what the bot said before is on the page when this returns. */
  public void begin(Ingress ingress) {
    lines.begin();
    talk.begin(ingress);
  }

  /** Sends the open tabs away: they come back when the service does. */
  @Override
  public void close() {
    streams.close();
    lines.close();
  }
}
