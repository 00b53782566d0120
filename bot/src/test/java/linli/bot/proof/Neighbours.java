package linli.bot.proof;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import linli.bot.proof.Message.Kind;

/**
 * People who talk in several conversations at once, one thread each. Every report names a flat and
 * a trouble that nobody else reports, so it must open a case of its own.
 */
final class Neighbours implements AutoCloseable {

  private static final List<String> TROUBLES =
      List.of("厨房水管漏水", "家里马桶堵了", "暖气不热", "对讲门铃坏了", "家里停电了", "家里停水了", "墙皮脱落", "家里有蟑螂");

  private static final List<String> CHATTER = List.of("今天天气真好", "晚上一起跳广场舞吗", "菜市场的橘子便宜了");
  private static final List<String> CHAT = List.of("谢谢", "你好");
  private static final Pattern TASK = Pattern.compile("(?:新单|加急)【(\\d{4}-\\d+)】");
  private static final String RESIDENTS = "3号楼邻里群";
  private static final String OWNERS = "幸福里业主群";
  private static final String STAFF = "派单群";

  private final Platform platform;
  private final int longestPauseMillis;
  private final Queue<String> troubles = new ConcurrentLinkedQueue<>();
  private final Queue<JsonObject> receipts = new ConcurrentLinkedQueue<>();
  private final Queue<String> tasks = new ConcurrentLinkedQueue<>();
  private final List<Message> acknowledged = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger redelivered = new AtomicInteger();
  private final AtomicInteger numbers = new AtomicInteger();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean stopping;

  Neighbours(Platform platform, long seed, int longestPauseMillis) {
    this.platform = platform;
    this.longestPauseMillis = longestPauseMillis;
    var everything = everything();
    Collections.shuffle(everything, new Random(seed));
    troubles.addAll(everything);
  }

  private static List<String> everything() {
    var all = new ArrayList<String>();
    for (var building = 1; building <= 6; building++) {
      for (var unit = 1; unit <= (building <= 3 ? 2 : 1); unit++) {
        for (var floor = 1; floor <= (building <= 3 ? 15 : 11); floor++) {
          for (var flat = 1; flat <= 2; flat++) {
            for (var trouble : TROUBLES) {
              all.add("%d号楼%d单元%d0%d%s".formatted(building, unit, floor, flat, trouble));
            }
          }
        }
      }
    }
    return all;
  }

  /** Everybody begins to talk. */
  void start(long seed) {
    var random = new Random(seed);
    for (var place :
        List.of(
            new Place("webhook", "private:老陈", List.of("老陈")),
            new Place("webhook", "private:w1", List.of("w1")),
            new Place("webhook", "private:w2", List.of("w2")),
            new Place("webhook", RESIDENTS, List.of("阿梅", "g1", "g2")),
            new Place("webhook", OWNERS, List.of("小王", "o1", "o2")),
            new Place("webhook", STAFF, List.of("李经理", "小周")),
            new Place("push", "private:p1", List.of("p1")),
            new Place("push", "private:p2", List.of("p2")),
            new Place("push", "邻居群", List.of("q1", "q2", "q3")))) {
      var own = new Random(random.nextLong());
      threads.add(Thread.ofVirtual().name(place.conversation()).start(() -> talk(place, own)));
    }
  }

  private record Place(String channel, String conversation, List<String> people) {
    boolean isPrivate() {
      return conversation.startsWith("private:");
    }
  }

  /** Hears what the bot says. */
  void hear(JsonObject line) {
    var conversation = line.getJsonObject("conversation").getString("id");
    if (conversation.equals(STAFF)) {
      var task = TASK.matcher(line.getString("text"));
      if (task.find()) {
        tasks.add(task.group(1));
      }
    } else if (line.getString("text").startsWith("收到。已受理")
        && List.of(RESIDENTS, OWNERS).contains(conversation)) {
      receipts.add(line);
    }
  }

  /** Everything that was acknowledged; inside a conversation in the order of sending. */
  List<Message> acknowledged() {
    if (failure.get() != null) {
      throw new AssertionError("a sender failed", failure.get());
    }
    synchronized (acknowledged) {
      return List.copyOf(acknowledged);
    }
  }

  int count() {
    return acknowledged().size();
  }

  int redelivered() {
    return redelivered.get();
  }

  /** Everybody finishes what was begun. */
  @Override
  public void close() {
    stopping = true;
    try {
      for (var thread : threads) {
        thread.join();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void talk(Place place, Random random) {
    var earlier = new ArrayDeque<Message>();
    try {
      while (!stopping) {
        var messages = new ArrayList<Message>();
        for (var n = random.nextInt(8) == 0 ? 3 : 1; n > 0; n--) {
          messages.add(next(place, random));
        }
        platform.deliver(messages);
        acknowledged.addAll(messages);
        earlier.addAll(messages);
        if (random.nextInt(7) == 0) {
          deliverAgain(earlier, random);
        }
        Await.pause(Duration.ofMillis(random.nextInt(longestPauseMillis)));
      }
    } catch (Throwable failed) {
      failure.compareAndSet(null, failed);
    }
  }

  private void deliverAgain(ArrayDeque<Message> earlier, Random random) {
    var list = List.copyOf(earlier);
    var again = list.get(random.nextInt(list.size()));
    if (platform.deliver(List.of(again)) != 0) {
      throw new AssertionError("taken twice: " + again.id());
    }
    redelivered.incrementAndGet();
    while (earlier.size() > 20) {
      earlier.removeFirst();
    }
  }

  private Message next(Place place, Random random) {
    var dice = random.nextInt(100);
    if (place.conversation().equals(STAFF)) {
      var task = tasks.poll();
      return task == null || dice < 20
          ? message(place, random, Kind.CHATTER, CHATTER)
          : message(place, random, Kind.ACCEPT, "接单 " + task, null, task);
    }
    var trouble = dice < 45 ? troubles.poll() : null;
    if (trouble != null) {
      return message(place, random, Kind.REPORT, trouble, null, null);
    }
    if (place.isPrivate()) {
      return dice < 80
          ? message(place, random, Kind.CHAT, CHAT)
          : message(place, random, Kind.PROGRESS, List.of("进度"));
    }
    return inGroup(place, random, dice);
  }

  private Message inGroup(Place place, Random random, int dice) {
    if (dice >= 97) {
      var danger = (1 + random.nextInt(6)) + "号楼1单元有煤气味";
      return message(place, "h" + numbers.get(), Kind.HAZARD, danger, null, null);
    }
    var receipt = dice >= 70 && place.channel().equals("webhook") ? receipts.poll() : null;
    if (receipt == null) {
      return message(place, random, Kind.CHATTER, CHATTER);
    }
    var group = receipt.getJsonObject("conversation").getString("id");
    if (!group.equals(place.conversation())) {
      receipts.add(receipt);
      return message(place, random, Kind.CHATTER, CHATTER);
    }
    return message(place, "n" + numbers.get(), Kind.PLUS_ONE, "+1", receipt.getString("id"), null);
  }

  private Message message(Place place, Random random, Kind kind, List<String> texts) {
    return message(place, random, kind, texts.get(random.nextInt(texts.size())), null, null);
  }

  private Message message(
      Place place, Random random, Kind kind, String text, String replyTo, String caseNo) {
    var sender = place.people().get(random.nextInt(place.people().size()));
    return message(place, sender, kind, text, replyTo, caseNo);
  }

  private Message message(
      Place place, String sender, Kind kind, String text, String replyTo, String caseNo) {
    var id = kind.name().toLowerCase(java.util.Locale.ROOT) + "-" + numbers.incrementAndGet();
    return new Message(
        place.channel(), id, place.conversation(), sender, kind, text, replyTo, caseNo);
  }
}
