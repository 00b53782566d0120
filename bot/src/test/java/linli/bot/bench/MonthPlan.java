package linli.bot.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * What people of the {@link Town} say on some days, with what the bot should do. Seeded: the same
 * seed says the same.
 */
final class MonthPlan {

  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  /** Messages a day in each building's group, and in that of all owners. */
  private static final int CHATTER_OF_A_BUILDING = 30;

  private static final int CHATTER_OF_THE_OWNERS = 250;
  private static final int REPORTS = 40;
  private static final int PROGRESS = 15;
  private static final int SMALL_TALK = 12;
  private static final int FLOOD_LINES = 30;
  private static final int UPROAR_LINES = 40;

  /** What a message is for the bot. */
  enum Kind {
    /** Neighbours among themselves, also about a matter: nothing is said in the group. */
    OVERHEARD,
    /** Meant for the bot: answered. */
    ASKED,
    /** A greeting in the group: answered once a day. */
    GREETED,
    /** One of very many at once: taken; the answer may wait for the summary. */
    FLOOD,
    /** A danger: answered. */
    DANGER
  }

  /**
   * One message.
   *
   * @param group null: in private
   * @param label of {@code month.tsv}
   */
  record Said(Instant at, String group, String sender, String text, Kind kind, String label) {
    @Override
    public String toString() {
      return "Said[" + label + "]";
    }
  }

  private final Random random;
  private final Map<String, List<String>> sentences;
  private final List<Said> said = new ArrayList<>();
  private LocalDate day;

  private MonthPlan(long seed) {
    this.random = new Random(seed);
    this.sentences = sentences();
  }

  private static Map<String, List<String>> sentences() {
    try (var in = MonthPlan.class.getResourceAsStream("/bench/month.tsv")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\t"))
          .collect(
              Collectors.groupingBy(
                  cells -> cells[0], Collectors.mapping(cells -> cells[1], Collectors.toList())));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** Everything that is said from {@code first} on, in order. */
  static List<Said> of(long seed, LocalDate first, int days) {
    var plan = new MonthPlan(seed);
    for (var n = 0; n < days; n++) {
      plan.day = first.plusDays(n);
      plan.oneDay(n);
    }
    plan.said.sort(Comparator.comparing(Said::at));
    return plan.said;
  }

  private void oneDay(int n) {
    for (var building = 1; building <= Town.BUILDINGS; building++) {
      for (var i = 0; i < CHATTER_OF_A_BUILDING; i++) {
        chatter(Town.groupOf(building), Town.anybodyOf(building, random));
      }
    }
    for (var i = 0; i < CHATTER_OF_THE_OWNERS; i++) {
      chatter(Town.OWNERS, Town.anybody(random));
    }
    for (var i = 0; i < REPORTS; i++) {
      report();
    }
    for (var i = 0; i < PROGRESS; i++) {
      alone("progress");
    }
    for (var i = 0; i < SMALL_TALK; i++) {
      smallTalk();
    }
    if (n % 2 == 0) {
      danger();
    }
    if (n % 7 == 1) {
      flood();
      uproar();
    }
  }

  private void chatter(String group, Town.Neighbour by) {
    var part = random.nextDouble();
    var label =
        part < 0.88
            ? "chat"
            : part < 0.92 ? "ad" : part < 0.95 ? "anger" : part < 0.97 ? "veto" : "join";
    add(any(), group, by, pick(label), Kind.OVERHEARD, label);
  }

  /** To the bot in the group, to it alone, or to nobody in particular; neighbours join in. */
  private void report() {
    var by = Town.anybody(random);
    var text = at(pick("report"), by.building(), by.unit());
    var group = Town.groupOf(by.building());
    var when = any();
    switch (random.nextInt(3)) {
      case 0 -> add(when, group, by, "@小邻 " + text, Kind.ASKED, "report");
      case 1 -> add(when, null, by, text, Kind.ASKED, "report");
      default -> add(when, group, by, text, Kind.OVERHEARD, "report");
    }
    for (var i = random.nextInt(3); i > 0; i--) {
      var neighbour = Town.anybodyOf(by.building(), random);
      add(
          when.plusSeconds(60L * (1 + random.nextInt(120))),
          group,
          neighbour,
          pick("join"),
          Kind.OVERHEARD,
          "join");
    }
  }

  private void alone(String label) {
    add(any(), null, Town.anybody(random), pick(label), Kind.ASKED, label);
  }

  private void smallTalk() {
    var by = Town.anybody(random);
    switch (random.nextInt(3)) {
      case 0 -> alone("ask");
      case 1 -> alone("greet");
      default -> add(any(), Town.OWNERS, by, "@小邻 " + pick("greet"), Kind.GREETED, "greet");
    }
  }

  private void danger() {
    var by = Town.anybody(random);
    var text = at(pick("hazard"), by.building(), by.unit());
    var group = random.nextInt(4) == 0 ? null : Town.groupOf(by.building());
    add(any(), group, by, text, Kind.DANGER, "hazard");
  }

  /** One person says thirty things within a minute, a danger among them. */
  private void flood() {
    var by = Town.anybody(random);
    var when = at(10, 15);
    for (var i = 0; i < FLOOD_LINES; i++) {
      var now = when.plusSeconds(2L * i);
      if (i == FLOOD_LINES - 2) {
        add(now, null, by, at(pick("hazard"), by.building(), by.unit()), Kind.DANGER, "hazard");
      } else {
        var building = 1 + random.nextInt(Town.BUILDINGS);
        var text = at(pick("report"), building, 1 + random.nextInt(Town.UNITS));
        add(now, null, by, text, Kind.FLOOD, "report");
      }
    }
  }

  /** Forty neighbours speak to the bot in one group within five minutes. */
  private void uproar() {
    var when = at(19, 30);
    for (var i = 0; i < UPROAR_LINES; i++) {
      var by = Town.anybody(random);
      var text = "@小邻 " + at(pick("report"), by.building(), by.unit());
      add(when.plusSeconds(7L * i), Town.OWNERS, by, text, Kind.FLOOD, "report");
    }
  }

  private void add(
      Instant when, String group, Town.Neighbour by, String text, Kind kind, String label) {
    said.add(new Said(when, group, by.account(), text, kind, label));
  }

  /** Most of it between seven and eleven, some at night. */
  private Instant any() {
    var hour = random.nextInt(20) == 0 ? random.nextInt(7) : 7 + random.nextInt(16);
    return at(hour, random.nextInt(60)).plusSeconds(random.nextInt(60));
  }

  private Instant at(int hour, int minute) {
    return day.atTime(LocalTime.of(hour, minute)).atZone(ZONE).toInstant();
  }

  private static String at(String sentence, int building, int unit) {
    return sentence
        .replace("{b}", Integer.toString(building))
        .replace("{u}", Integer.toString(unit));
  }

  private String pick(String label) {
    var some = sentences.get(label);
    return some.get(random.nextInt(some.size()));
  }
}
