package linli.bot.bench;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import linli.adapters.InboundEvent;
import linli.adapters.InboundEvent.Conversation;
import linli.adapters.InboundEvent.Conversation.Type;
import linli.adapters.InboundEvent.Kind;
import linli.adapters.InboundEvent.Sender;
import linli.bot.Features;
import linli.bot.store.Database;

/**
 * The same messages on an empty database and on one with many stored cases, in turns, through the
 * service in this process: whole cost of a message, storing and committing included.
 */
final class Million implements AutoCloseable {

  private static final long SEED = 20261127;
  private static final int ESTATES = 7;

  /** One database and the service on it. */
  private record Side(String name, Database database, LocalService service, Medians medians) {}

  private final Path corpus;
  private final List<Side> sides = new ArrayList<>();
  private final double fillSeconds;
  private int sent;

  /**
   * @param cases how many the second database holds
   */
  Million(Vertx vertx, Path scratch, Path corpus, int cases) {
    this.corpus = corpus;
    var knowledge = Features.Knowledge.load();
    var medians = new Medians();
    var began = System.nanoTime();
    for (var name : List.of("empty", "full")) {
      var database = Database.embedded(vertx, scratch.resolve(name), 4);
      database.migrate();
      var service = new LocalService(vertx, scratch, database, knowledge, morning());
      for (var n = 0; n < ESTATES; n++) {
        service.importEstate(Quarter.file(n));
      }
      if (name.equals("full")) {
        new Filler(database.pool()).write(cases);
      }
      EndToEnd.answerEverything(database.pool());
      service.loadEstates();
      sides.add(new Side(name, database, service, medians));
    }
    this.fillSeconds = (System.nanoTime() - began) / 1e9;
  }

  private static Instant morning() {
    return Instant.now().plus(EndToEnd.untilDay());
  }

  double fillSeconds() {
    return fillSeconds;
  }

  /** Milliseconds a message, by side and kind, medians of rounds. */
  Medians run(int rounds, int messages) {
    var medians = sides.getFirst().medians();
    for (var round = -1; round < rounds; round++) {
      for (var side : sides) {
        var mixed = new ArrayList<InboundEvent>();
        var random = new Random(SEED + round);
        var estates = EndToEnd.importedEstates();
        var mix = new Mix(corpus, round + 1, estates, Map.of(), "0101", new HashMap<>());
        mix.messages(messages).forEach(message -> mixed.add(event(message)));
        time(side, "mix", round, mixed);
        var estate = estates.get(random.nextInt(estates.size()));
        time(side, "report", round, many(messages / 20, n -> reported(estate, "fill-" + n, n)));
        time(
            side,
            "progress",
            round,
            many(messages / 20, n -> alone("fill-" + n * 17 % 2000, "进度")));
        time(
            side, "join", round, many(messages / 20, n -> overheard(estate, "fill-" + (n + 1000))));
      }
    }
    return medians;
  }

  private interface Said {
    InboundEvent nth(int n);
  }

  private static List<InboundEvent> many(int count, Said said) {
    var events = new ArrayList<InboundEvent>();
    for (var n = 0; n < count; n++) {
      events.add(said.nth(n));
    }
    return events;
  }

  /** The first round only warms up. */
  private void time(Side side, String kind, int round, List<InboundEvent> events) {
    var slowest = 0L;
    var begin = System.nanoTime();
    for (var event : events) {
      var before = System.nanoTime();
      side.service().say(event);
      slowest = Math.max(slowest, System.nanoTime() - before);
    }
    if (round >= 0) {
      var each = (System.nanoTime() - begin) / 1e6 / events.size();
      side.medians().add(side.name() + " " + kind, each);
      side.medians().add(side.name() + " " + kind + " slowest", slowest / 1e6);
    }
  }

  private InboundEvent event(Post.Message message) {
    return event(
        message.conversation(),
        message.inPrivate(),
        message.sender(),
        message.mentioned(),
        message.text());
  }

  private InboundEvent alone(String sender, String text) {
    return event("private:" + sender, true, sender, false, text);
  }

  private InboundEvent reported(Quarter.Estate estate, String sender, int n) {
    var unit = estate.units().get(n % estate.units().size());
    return event(estate.rooms().getFirst(), false, sender, true, "@小邻 " + unit + "楼道灯坏了" + n);
  }

  /** Said to nobody: joins the open case of the lift that was reported in that room. */
  private InboundEvent overheard(Quarter.Estate estate, String sender) {
    return event(estate.rooms().getFirst(), false, sender, false, "+1");
  }

  private InboundEvent event(
      String conversation, boolean isPrivate, String sender, boolean addressed, String text) {
    return new InboundEvent(
        "n" + sent++,
        Kind.MESSAGE,
        new Conversation(conversation, isPrivate ? Type.PRIVATE : Type.GROUP, null),
        new Sender(sender, sender),
        text,
        addressed,
        null,
        List.of(),
        null,
        null,
        null);
  }

  @Override
  public void close() {
    sides.forEach(side -> side.database().close());
  }
}
