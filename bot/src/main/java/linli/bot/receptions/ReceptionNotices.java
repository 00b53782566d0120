package linli.bot.receptions;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import linli.adapters.OutboundMessage.Button;
import linli.bot.estates.Estate;
import linli.bot.estates.Estate.ChatGroup;
import linli.bot.estates.Estate.Staff;
import linli.bot.receptions.Entry.Outcome;
import linli.bot.receptions.Hosts.Host;
import linli.bot.speech.Speech;
import linli.bot.speech.Speech.Line;
import linli.bot.speech.Texts;
import linli.bot.store.Transaction;
import linli.nlp.Catalogue;

/** Tells groups, staff and those who signed up about a reception day. */
final class ReceptionNotices {

  private static final Button CONFIRM = new Button("确认", "确认");
  private static final Button DECLINE = new Button("请假", "请假");

  private final Speech speech;
  private final Texts texts;
  private final Catalogue catalogue;
  private final EntryRepository entries;
  private final Hosts hosts;

  ReceptionNotices(
      Speech speech, Texts texts, Catalogue catalogue, EntryRepository entries, Hosts hosts) {
    this.speech = speech;
    this.texts = texts;
    this.catalogue = catalogue;
    this.entries = entries;
    this.hosts = hosts;
  }

  String text(String key, Object... gaps) {
    return texts.say(key, gaps);
  }

  /**
   * A sentence about a reception with its gaps day, date, time, place and hosts, and those given.
   */
  String about(Estate estate, Reception about, String key, Object... gaps) {
    var all =
        Stream.concat(
            Stream.of(
                "day",
                ReceptionTimes.day(about.heldOn()),
                "date",
                ReceptionTimes.date(about.heldOn()),
                "time",
                ReceptionTimes.span(about),
                "place",
                ReceptionTimes.place(about),
                "hosts",
                hostsText(estate)),
            Stream.of(gaps));
    return texts.say(key, all.toArray());
  }

  private String hostsText(Estate estate) {
    return texts.say(
        estate.partyOfKind("property").isPresent()
            ? "reception.hosts.both"
            : "reception.hosts.secretary");
  }

  // --- groups -----------------------------------------------------------------------------------

  /** The group of the whole estate; where there is none, each group of a building. */
  void toGroups(Transaction tx, Estate estate, String text) {
    var residents = estate.groups().stream().filter(g -> !g.isStaff()).toList();
    var all = residents.stream().filter(g -> g.building() == null).toList();
    for (ChatGroup group : all.isEmpty() ? residents : all) {
      speech.toGroup(tx, estate.id(), group.channel(), group.conversation(), Line.of(text));
    }
  }

  // --- staff ------------------------------------------------------------------------------------

  void toPerson(Transaction tx, Estate estate, long personId, Line line) {
    estate.rolesOf(personId).stream()
        .findFirst()
        .ifPresent(staff -> speech.toStaff(tx, estate, staff, line));
  }

  void toGridWorker(Transaction tx, Estate estate, String text) {
    speech.toRole(tx, estate, "grid_worker", Line.of(text));
  }

  void toStreet(Transaction tx, Estate estate, String text) {
    speech.toRole(tx, estate, "street_duty", Line.of(text));
  }

  /** Asks somebody whether they come. */
  void ask(Transaction tx, Estate estate, Host host, String text) {
    toPerson(tx, estate, host.personId(), Line.of(text).with(CONFIRM, DECLINE));
  }

  static String name(Estate estate, long personId) {
    return estate.rolesOf(personId).stream().findFirst().map(Staff::name).orElse("");
  }

  /** Who answers for the numbers: the one who confirmed, else the one who was asked last. */
  long chief(Transaction tx, Reception about) {
    var asked = hosts.of(tx, about).stream().filter(h -> h.role().equals(Hosts.SECRETARY)).toList();
    return asked.stream()
        .filter(Host::hasConfirmed)
        .findFirst()
        .or(() -> asked.stream().filter(Host::isOpen).findFirst())
        .orElseGet(asked::getFirst)
        .personId();
  }

  void toChief(Transaction tx, Estate estate, Reception about, Line line) {
    toPerson(tx, estate, chief(tx, about), line);
  }

  // --- people who signed up ---------------------------------------------------------------------

  /** Nothing to somebody without a chat. */
  Optional<java.util.UUID> toEntry(Transaction tx, Entry entry, Line line) {
    return entry.hasAccount()
        ? Optional.of(
            speech.toAccount(tx, entry.estateId(), entry.channel(), entry.accountId(), line))
        : Optional.empty();
  }

  // --- words ------------------------------------------------------------------------------------

  /** 漏水2、停车2、其他1 */
  String categories(List<Entry> list) {
    Map<String, Long> counts =
        list.stream().collect(Collectors.groupingBy(this::category, Collectors.counting()));
    return counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .map(count -> count.getKey() + count.getValue())
        .collect(Collectors.joining("、"));
  }

  private String category(Entry entry) {
    return entry.issueType() == null
        ? texts.say("reception.category.other")
        : catalogue.issueType(entry.issueType()).name();
  }

  /** Everybody who is signed up, for the secretary alone. */
  String list(Transaction tx, Estate estate, Reception about, String manager) {
    var active = entries.of(tx, about).stream().filter(e -> !e.isCancelled()).toList();
    return active.isEmpty()
        ? about(estate, about, "reception.list.none", "manager", manager)
        : about(
            estate,
            about,
            "reception.list",
            "n",
            active.size(),
            "categories",
            categories(active),
            "items",
            items(tx, active),
            "manager",
            manager.isEmpty() ? "" : "\n" + manager);
  }

  /** 已报3人。 Nothing when nobody is. */
  String count(int signedUp) {
    return signedUp == 0 ? "" : texts.say("reception.count", "n", signedUp);
  }

  /** One line a number, for the secretary alone: 1号 老陈 渗漏水:厨房顶滴水. */
  private String items(Transaction tx, List<Entry> list) {
    return list.stream()
        .sorted(Comparator.comparing(this::category).thenComparing(Entry::number))
        .map(entry -> item(tx, entry))
        .collect(Collectors.joining("\n"));
  }

  private String item(Transaction tx, Entry entry) {
    return texts.say(
        "reception.list.item",
        "number",
        entry.number(),
        "name",
        nameOf(tx, entry),
        "category",
        category(entry),
        "matter",
        entry.matter() == null ? "" : ":" + entry.matter(),
        "wish",
        entry.wish() == null ? "" : texts.say("reception.wish." + entry.wish()));
  }

  /** 匿名 for whoever wants it; a stranger has no name here. */
  String nameOf(Transaction tx, Entry entry) {
    if (entry.anonymous()) {
      return texts.say("reception.name.anonymous");
    }
    if (entry.name() != null) {
      return entry.name();
    }
    return (entry.hasAccount() ? entries.nameOf(tx, entry) : Optional.<String>empty())
        .orElseGet(() -> texts.say("reception.name.unknown"));
  }

  /** 现场解答4件,转办4件 */
  String parts(List<Entry> list) {
    var parts = new ArrayList<String>();
    for (var outcome : Outcome.values()) {
      var n = list.stream().filter(e -> e.counts() && e.outcome() == outcome).count();
      if (n > 0) {
        parts.add(texts.say("reception.part." + outcome, "n", n));
      }
    }
    return String.join(",", parts);
  }

  static String numbers(List<Entry> list) {
    return list.stream().map(e -> e.number() + "号").collect(Collectors.joining(" "));
  }
}
