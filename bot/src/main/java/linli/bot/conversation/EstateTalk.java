package linli.bot.conversation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import linli.bot.cases.Case;
import linli.bot.cases.CaseDisclosure;
import linli.bot.cases.CaseNo;
import linli.bot.cases.CasePlace;
import linli.bot.cases.CaseService;
import linli.bot.cases.CaseWords;
import linli.bot.cases.Casework;
import linli.bot.estates.Estate.Party;
import linli.bot.estates.LocalNumbers;
import linli.bot.estates.roster.Relation;
import linli.bot.residents.LargeText;
import linli.bot.residents.MutedTopics;
import linli.bot.residents.Speaker.Home;
import linli.bot.residents.Topic;
import linli.bot.routing.Routing;
import linli.bot.speech.Speech.Line;
import linli.nlp.Catalogue;
import linli.nlp.IssueType;

/** What a resident asks about the estate and about oneself: 谁管我们小区 物业管什么 我的 匿名 不要再提醒 大字. */
final class EstateTalk {

  private static final int NAMED_TASKS = 6;

  private final CaseService cases;
  private final Casework casework;
  private final CaseWords words;
  private final Catalogue catalogue;
  private final ResidentTalk residents;
  private final BindingTalk bindings;
  private final MutedTopics muted;
  private final Answers answers;
  private final LargeText large = new LargeText();
  private final Routing routing = new Routing();

  EstateTalk(
      CaseService cases,
      Casework casework,
      CaseWords words,
      Catalogue catalogue,
      ResidentTalk residents,
      BindingTalk bindings,
      MutedTopics muted,
      Answers answers) {
    this.cases = cases;
    this.casework = casework;
    this.words = words;
    this.catalogue = catalogue;
    this.residents = residents;
    this.bindings = bindings;
    this.muted = muted;
    this.answers = answers;
  }

  String whoIsWho(Turn turn) {
    var estate = turn.estate();
    var property = estate.partyOfKind("property");
    var duty = estate.numbers().get("property_duty");
    answers.say(
        turn,
        "who-is-who",
        "estate",
        estate.name(),
        "property",
        property
            .map(p -> answers.text(turn, "who-is-who.property", "name", p.name()))
            .orElseGet(() -> answers.text(turn, "who-is-who.no-property")),
        "committee",
        estate.committee(),
        "street",
        estate.street(),
        "duty",
        LocalNumbers.duty(estate),
        "phone",
        duty == null ? "—" : duty.number());
    return "answered";
  }

  String propertyTasks(Turn turn) {
    var property = turn.estate().partyOfKind("property");
    if (property.isEmpty()) {
      answers.say(turn, "property-tasks.none", "committee", turn.estate().committee());
      return "answered";
    }
    var tasks =
        catalogue.issueTypes().stream().filter(t -> isFor(turn, t, property.get())).toList();
    answers.say(
        turn,
        "property-tasks",
        "property",
        property.get().name(),
        "list",
        tasks.stream().limit(NAMED_TASKS).map(IssueType::name).collect(Collectors.joining("、")),
        "n",
        tasks.size());
    return "answered";
  }

  private boolean isFor(Turn turn, IssueType type, Party property) {
    return routing
        .responsible(turn.estate(), type.id(), null, type.lead(), false)
        .party()
        .equals(property);
  }

  /** 我的: one's homes and what one has reported, alone. */
  String mine(Turn turn) {
    var homes = turn.speaker().homes().stream().map(this::home).collect(Collectors.joining("、"));
    var lines = new ArrayList<String>();
    lines.add(
        homes.isEmpty()
            ? answers.text(turn, "mine.unbound")
            : answers.text(turn, "mine.homes", "homes", homes));
    var accounts = bindings.accounts(turn);
    if (accounts > 1) {
      lines.add(answers.text(turn, "mine.accounts", "n", accounts));
    }
    lines.addAll(bindings.waiting(turn));
    answers.alone(turn, Line.of(String.join("\n", lines)));
    return residents.ownProgress(turn, null);
  }

  private String home(Home home) {
    var door = new CasePlace(home.building(), home.unit(), null, home.room()).toDoor();
    return door + "(" + Relation.ofColumn(home.relation()).word() + ")";
  }

  /** 匿名: the number, the quoted case, or the youngest open one of one's own. */
  String anonymous(Turn turn, Optional<CaseNo> number) {
    var about = residents.ownCase(turn, number, c -> !c.state().isOver());
    if (about.isEmpty()) {
      answers.alone(turn, "anonymous.nothing");
      return "answered";
    }
    var hidden = casework.anonymous(turn.tx(), about.get(), turn.speaker(), turn.now());
    var party = words.party(turn.estate(), hidden);
    var key = isCommunitys(turn, hidden) ? "anonymous.done.community" : "anonymous.done";
    answers.alone(turn, line(turn, hidden, key, "no", hidden.no(), "party", party));
    return "answered";
  }

  /** 匿名 of somebody who has a number at a reception, too: the youngest open case goes with it. */
  String anonymous(Turn turn, int number) {
    var open = residents.ownCase(turn, Optional.empty(), c -> !c.state().isOver());
    if (open.filter(c -> !c.anonymous()).isEmpty()) {
      answers.alone(turn, "reception.hidden", "number", number);
      return "answered";
    }
    var hidden = casework.anonymous(turn.tx(), open.get(), turn.speaker(), turn.now());
    var party = words.party(turn.estate(), hidden);
    answers.alone(
        turn,
        line(
            turn,
            hidden,
            isCommunitys(turn, hidden)
                ? "reception.hidden.case.community"
                : "reception.hidden.case",
            "number",
            number,
            "no",
            hidden.no(),
            "party",
            party));
    return "answered";
  }

  /** The community works on it itself and knows: it must not be told that it does not. */
  private static boolean isCommunitys(Turn turn, Case hidden) {
    return CaseDisclosure.isCommunity(turn.estate(), hidden.partyId());
  }

  /** 不要再提醒: a topic, the case with the number, or the youngest open one of one's own. */
  String mute(Turn turn, Command command) {
    var topic = Topic.named(command.words());
    if (topic.isPresent()) {
      muted.mute(turn.tx(), turn.estate().id(), turn.speaker(), topic.get(), turn.now());
      answers.alone(turn, "muted." + topic.get());
      return "answered";
    }
    var about = residents.ownCase(turn, command.number(), c -> !c.state().isOver());
    if (about.isEmpty()) {
      answers.alone(turn, "mute.nothing");
      return "answered";
    }
    cases.mute(turn.tx(), about.get(), turn.speaker(), turn.now());
    answers.alone(turn, line(turn, about.get(), "muted", "no", about.get().no()));
    return "answered";
  }

  /** 恢复提醒: one topic, or everything. */
  String unmute(Turn turn, Command command) {
    var topic = Topic.named(command.words());
    for (var each : topic.map(List::of).orElseGet(() -> List.of(Topic.values()))) {
      muted.unmute(turn.tx(), turn.estate().id(), turn.speaker(), each);
    }
    if (topic.isEmpty()) {
      cases.unmute(turn.tx(), turn.estate(), turn.speaker());
    }
    answers.alone(turn, "unmuted");
    return "answered";
  }

  /** 大字: from now on short sentences, one to a line; the answer is the first of them. */
  String largeText(Turn turn) {
    large.on(turn.tx(), turn.estate().id(), turn.speaker(), turn.now());
    answers.alone(turn, "large-text.on");
    return "answered";
  }

  String usualText(Turn turn) {
    large.off(turn.tx(), turn.speaker());
    answers.alone(turn, "large-text.off");
    return "answered";
  }

  private Line line(Turn turn, Case about, String key, Object... gaps) {
    return Line.of(answers.text(turn, key, gaps)).about(about.no());
  }
}
