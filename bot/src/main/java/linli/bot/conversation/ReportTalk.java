package linli.bot.conversation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import linli.adapters.OutboundMessage.Button;
import linli.bot.cases.Case;
import linli.bot.cases.CasePlace;
import linli.bot.cases.CaseService;
import linli.bot.cases.CaseWords;
import linli.bot.cases.CompanyComplaint;
import linli.bot.cases.NewCase;
import linli.bot.cases.Report;
import linli.bot.conversation.PlaceResolver.Problem;
import linli.bot.conversation.PlaceResolver.Resolved;
import linli.bot.questions.Question.Kind;
import linli.bot.questions.Questions;
import linli.bot.questions.Questions.Asked;
import linli.bot.residents.Speakers;
import linli.bot.speech.ChinaTime;
import linli.bot.speech.Speech.Line;
import linli.nlp.Understanding;
import linli.nlp.Understanding.Issue;

/** Somebody reports something: it becomes a case, or they join the one that is open. */
final class ReportTalk {

  /** More matters than this in one message are a list for a person, not for a chat line. */
  private static final int MOST_ISSUES = 5;

  private static final String MARKS = "①②③④⑤";

  /** What somebody wants to have reported although nobody but a person can tell what it is. */
  private static final Issue UNCLEAR = new Issue("other", 0, "求助", "P2", null, null);

  private static final String ABOUT_COMPANY = "service_quality";

  private final CaseService cases;
  private final CaseWords words;
  private final CaseMatcher matcher;
  private final PlaceResolver places;
  private final Questions questions;
  private final IncidentTalk incidents;
  private final TooMany tooMany;
  private final Answers answers;

  ReportTalk(
      CaseService cases,
      CaseWords words,
      CaseMatcher matcher,
      PlaceResolver places,
      Questions questions,
      IncidentTalk incidents,
      Answers answers) {
    this.incidents = incidents;
    this.cases = cases;
    this.words = words;
    this.matcher = matcher;
    this.places = places;
    this.questions = questions;
    this.answers = answers;
    this.tooMany = new TooMany(cases, words, answers);
  }

  /** One matter of a message and where it is. */
  private record Matter(Issue issue, Resolved at, int ordinal) {}

  /** Answers a report that was meant for the bot. */
  String report(Turn turn, Understanding understood) {
    var matters = matters(turn, understood);
    if (matters.size() == 1) {
      var matter = matters.getFirst();
      var outage = incidents.attach(turn, matter.issue(), matter.at().place());
      if (outage.isPresent()) {
        return outage.get();
      }
    }
    return report(turn, matters);
  }

  /** The same of something that has nothing to do with the outage that is announced. */
  String reportApart(Turn turn, Understanding understood) {
    return report(turn, matters(turn, understood));
  }

  /** The outage that an overheard report belongs to, told to the person alone. */
  Optional<String> belongsToOutage(Turn turn, Understanding understood) {
    var issue = understood.issues().getFirst();
    return incidents.attach(turn, issue, places.resolve(turn, issue).place());
  }

  /** The same of a complaint about the property company, whatever it is about. */
  String complain(Turn turn, Understanding understood) {
    var issue =
        understood.issues().isEmpty()
            ? new Issue(ABOUT_COMPANY, 1, "投诉", "P2", null, null)
            : asComplaint(understood.issues().getFirst());
    return report(turn, List.of(new Matter(issue, places.resolve(turn, issue), 0)));
  }

  private static Issue asComplaint(Issue issue) {
    var nature = "举报".equals(issue.nature()) ? "举报" : "投诉";
    var type = CaseService.isAboutProperty(issue.type(), nature) ? issue.type() : ABOUT_COMPANY;
    return new Issue(type, issue.score(), nature, issue.urgency(), issue.place(), issue.site());
  }

  private String report(Turn said, List<Matter> matters) {
    var complains = matters.stream().anyMatch(m -> isAboutCompany(m.issue()));
    var turn = complains ? said.discreetly() : said;
    if (matters.size() == 1) {
      return single(turn, matters.getFirst());
    }
    var own = own(turn);
    if (tooMany.are(turn, matters.stream().map(Matter::issue).toList(), own)) {
      return tooMany.gather(turn, own);
    }
    var taken = matters.stream().map(matter -> take(turn, matter)).toList();
    saySeveral(turn, matters, taken);
    return "opened";
  }

  /** 物业就是吃干饭的,垃圾三天没人收: the fact is the matter, the anger beside it is none (J9). */
  private static List<Issue> withoutAnger(Turn turn, List<Issue> issues) {
    var facts = issues.stream().filter(issue -> !issue.type().equals(ABOUT_COMPANY)).toList();
    var complains = CompanyComplaint.in(turn.text()) || Anger.in(turn.text()).isEmpty();
    return facts.isEmpty() || complains ? issues : facts;
  }

  private static boolean isAboutCompany(Issue issue) {
    return CaseService.isAboutProperty(issue.type(), issue.nature());
  }

  private List<Matter> matters(Turn turn, Understanding understood) {
    var understandable = understood.issues().isEmpty() ? List.of(UNCLEAR) : understood.issues();
    var named = withoutAnger(turn, understandable).stream().limit(MOST_ISSUES).toList();
    var reportsIt = named.size() == 1 && CompanyComplaint.reports(turn.text());
    var issues = reportsIt ? List.of(asComplaint(named.getFirst())) : named;
    return IntStream.range(0, issues.size())
        .mapToObj(i -> new Matter(issues.get(i), places.resolve(turn, issues.get(i)), i))
        .toList();
  }

  private String single(Turn turn, Matter matter) {
    var same = matcher.same(turn, matter.issue(), matter.at().place(), turn.text());
    if (same.isPresent()) {
      return joined(turn, same.get());
    }
    var own = own(turn);
    var before = CaseMatcher.saidBefore(turn, own, matter.issue(), matter.at().place());
    if (before.isPresent()) {
      return saidAgain(turn, matter, before.get());
    }
    if (turn.isPrivate() && matter.at().fromHome()) {
      var other = matcher.inOtherUnit(turn, matter.issue(), matter.at().place());
      if (other.isPresent()) {
        return askWhetherOwnUnit(turn, matter.at().place(), other.get());
      }
    }
    if (tooMany.are(turn, List.of(matter.issue()), own)) {
      return tooMany.gather(turn, own);
    }
    var opened = open(turn, matter);
    confirmReceipt(turn, matter, opened);
    return "opened";
  }

  private List<Case> own(Turn turn) {
    return cases.ofSpeaker(turn.tx(), turn.estate(), turn.speaker(), turn.now());
  }

  /** Opens or joins, without an answer of its own. */
  private Case take(Turn turn, Matter matter) {
    var same = matcher.same(turn, matter.issue(), matter.at().place(), turn.text());
    same.ifPresent(c -> cases.join(turn.tx(), c, turn.report(Report.Kind.JOIN, matter.ordinal())));
    return same.orElseGet(() -> open(turn, matter));
  }

  private Case open(Turn turn, Matter matter) {
    var issue = matter.issue();
    var announced = answers.isHeardInGroup(turn) && !aboutHome(matter);
    return cases.open(
        turn.tx(),
        turn.estate(),
        new NewCase(
            issue.type(),
            issue.nature(),
            issue.urgency() == null ? "P2" : issue.urgency(),
            null,
            issue.site(),
            matter.at().place(),
            announced ? turn.channel() : null,
            announced ? turn.conversationId() : null,
            null),
        turn.report(Report.Kind.REPORT, matter.ordinal()),
        turn.now());
  }

  private static boolean aboutHome(Matter matter) {
    return matter.at().place().room() != null || "户内".equals(matter.issue().site());
  }

  // --- receipts ---------------------------------------------------------------------------------

  private void confirmReceipt(Turn turn, Matter matter, Case opened) {
    var inGroup = answers.standsInGroup(turn);
    var asksBack = matter.at().problem() != Problem.NONE;
    var tail =
        asksBack
            ? placeQuestion(turn, matter.at())
            : answers.text(turn, inGroup ? "tail.group" : "tail.private");
    var text =
        answers.text(
            turn,
            inGroup ? "opened.group" : "opened.private",
            "no",
            opened.no(),
            "type",
            words.type(opened),
            "place",
            inGroup ? words.publicPlace(turn.estate(), opened) : words.ownPlace(opened),
            "marks",
            marks(turn, opened),
            "party",
            words.party(turn.estate(), opened),
            "respond",
            ChinaTime.deadline(opened.respondBy(), turn.now()),
            "resolve",
            ChinaTime.deadline(opened.resolveBy(), turn.now()),
            "extra",
            extra(turn, opened),
            "tail",
            tail);
    var line = Line.of(text).about(opened.no());
    if (!asksBack) {
      answers.say(turn, line);
      return;
    }
    askPlace(turn, matter.at(), opened, line, inGroup);
  }

  private String extra(Turn turn, Case opened) {
    var hidden = opened.anonymous() && turn.estate().partyOfKind("property").isPresent();
    return (opened.issueType().equals("elevator") ? answers.text(turn, "opened.trapped") : "")
        + (hidden ? answers.text(turn, "opened.hidden") : "");
  }

  private String marks(Turn turn, Case opened) {
    if (!opened.isUrgent()) {
      return "";
    }
    var who = VulnerablePeople.in(turn.text());
    return who.isEmpty()
        ? answers.text(turn, "marks.urgent")
        : answers.text(turn, "marks.urgent.with", "who", who);
  }

  private String placeQuestion(Turn turn, Resolved at) {
    return switch (at.problem()) {
      case NONE -> "";
      case NO_BUILDING -> answers.text(turn, "ask.where");
      case UNKNOWN_BUILDING ->
          answers.text(
              turn,
              "ask.building.unknown",
              "wrong",
              CasePlace.buildingName(at.wrong()),
              "buildings",
              PlaceResolver.list(List.copyOf(turn.estate().buildings().keySet())) + "号楼");
      case WHICH_UNIT -> unitQuestion(turn, at, "ask.which-unit");
      case UNKNOWN_UNIT -> unitQuestion(turn, at, "ask.which-unit.unknown");
    };
  }

  private String unitQuestion(Turn turn, Resolved at, String key) {
    var units = units(turn, at);
    var digits = IntStream.rangeClosed(1, units.size()).mapToObj(Integer::toString).toList();
    return answers.text(
        turn,
        key,
        "building",
        new CasePlace(at.place().building(), null, null, null).toUnit(),
        "units",
        PlaceResolver.list(units),
        "digits",
        String.join("或", digits),
        "wrong",
        String.valueOf(at.wrong()));
  }

  private static List<String> units(Turn turn, Resolved at) {
    return turn.estate().building(at.place().building()).orElseThrow().units();
  }

  private void askPlace(Turn turn, Resolved at, Case opened, Line line, boolean inGroup) {
    var aboutUnit = at.problem() == Problem.WHICH_UNIT || at.problem() == Problem.UNKNOWN_UNIT;
    var units = aboutUnit ? units(turn, at) : List.<String>of();
    var buttons = new ArrayList<Button>();
    for (int i = 0; i < units.size(); i++) {
      buttons.add(new Button(Integer.toString(i + 1), units.get(i) + "单元"));
    }
    var id = answers.say(turn, line.with(buttons.toArray(Button[]::new)).asking());
    questions.ask(
        turn.tx(),
        asked(turn, inGroup),
        aboutUnit ? Kind.WHICH_UNIT : Kind.WHERE,
        opened.id(),
        units.size(),
        String.join(",", units),
        id,
        turn.now());
  }

  /** One answer to all of them; a question about the place stands at its end. */
  private void saySeveral(Turn turn, List<Matter> matters, List<Case> taken) {
    var list = new StringBuilder();
    for (int i = 0; i < taken.size(); i++) {
      list.append(
          answers.text(
              turn,
              "opened.several.item",
              "mark",
              MARKS.charAt(i),
              "type",
              words.type(taken.get(i)),
              "no",
              taken.get(i).no()));
    }
    var inGroup = answers.standsInGroup(turn);
    var unsure = matters.stream().filter(m -> m.at().problem() != Problem.NONE).findFirst();
    var tail =
        unsure
            .map(m -> placeQuestion(turn, m.at()))
            .orElseGet(() -> answers.text(turn, inGroup ? "tail.group" : "tail.private"));
    var line =
        Line.of(answers.text(turn, "opened.several", "n", taken.size(), "list", list, "tail", tail))
            .about(taken.getFirst().no());
    if (unsure.isEmpty()) {
      answers.say(turn, line);
      return;
    }
    askPlace(turn, unsure.get().at(), taken.get(matters.indexOf(unsure.get())), line, inGroup);
  }

  private static Asked asked(Turn turn, boolean inGroup) {
    return new Asked(
        turn.estate().id(),
        turn.channel(),
        inGroup ? turn.conversationId() : Speakers.privateConversation(turn.speaker().accountId()),
        turn.speaker().accountId());
  }

  // --- joining ----------------------------------------------------------------------------------

  private String joined(Turn turn, Case open) {
    if (cases.isReporter(turn.tx(), open, turn.speaker())) {
      return reportedAgain(turn, open);
    }
    cases.join(turn.tx(), open, turn.report(Report.Kind.JOIN, 0));
    if (answers.standsInGroup(turn)) {
      answers.say(
          turn,
          Line.of(answers.text(turn, "joined.group", "progress", progress(turn, open)))
              .about(open.no()));
      return "joined";
    }
    tellJoined(turn, open);
    return "joined";
  }

  /** Said again, this time perhaps with a place. */
  private String saidAgain(Turn turn, Matter matter, Case before) {
    if (before.place().isKnown() || !matter.at().place().isKnown()) {
      return reportedAgain(turn, before);
    }
    var refined =
        cases.refine(
            turn.tx(), turn.estate(), before, matter.at().place(), turn.speaker(), turn.now());
    return reportedAgain(turn, refined);
  }

  /** The reporter says it once more: their words are added, they hear where it stands. */
  private String reportedAgain(Turn turn, Case open) {
    cases.supplement(turn.tx(), turn.estate(), open, turn.report(Report.Kind.SUPPLEMENT, 0));
    answers.say(
        turn,
        Line.of(answers.text(turn, "joined.already", "progress", progress(turn, open)))
            .about(open.no()));
    return "supplemented";
  }

  private String progress(Turn turn, Case open) {
    return words.progress(turn.estate(), open, cases.reporters(turn.tx(), open), turn.now());
  }

  /** Tells a neighbour alone that they were joined; 「不是」 undoes it. */
  void tellJoined(Turn turn, Case open) {
    var id =
        answers.alone(
            turn,
            Line.of(
                    answers.text(
                        turn,
                        "joined",
                        "place",
                        words.publicPlace(turn.estate(), open),
                        "type",
                        words.type(open),
                        "no",
                        open.no()))
                .about(open.no())
                .with(new Button("不是", "不是同一件"))
                .asking());
    questions.ask(
        turn.tx(),
        asked(turn, false).because(turn.received().key()),
        Kind.JOINED,
        open.id(),
        0,
        turn.text(),
        id,
        turn.now());
  }

  /** 「我家也是」 from another staircase: the own one, too, or the one that was reported? */
  String askWhichUnit(Turn turn, Case other) {
    var home = turn.speaker().homeIn(other.place().building());
    if (home.isEmpty()) {
      return joinQuietly(turn, other, Report.Kind.JOIN);
    }
    return askWhetherOwnUnit(
        turn, new CasePlace(home.get().building(), home.get().unit(), null, null), other);
  }

  private String askWhetherOwnUnit(Turn turn, CasePlace own, Case other) {
    var unit = own.unit();
    var id =
        answers.alone(
            turn,
            Line.of(
                    answers.text(
                        turn,
                        "joined.own-unit",
                        "home",
                        own.toUnit(),
                        "no",
                        other.no(),
                        "place",
                        other.place().toUnit(),
                        "unit",
                        unit))
                .about(other.no())
                .with(new Button("1", unit + "单元也有"), new Button("2", "就是那一件"))
                .asking());
    questions.ask(
        turn.tx(), asked(turn, false), Kind.OWN_UNIT, other.id(), 2, turn.text(), id, turn.now());
    return "asked";
  }

  /** The neighbour's own unit has the trouble, too: a case of its own, sent out together. */
  String openRelated(Turn turn, Case other, String text) {
    var home = turn.speaker().homeIn(other.place().building()).orElseThrow();
    var opened =
        cases.open(
            turn.tx(),
            turn.estate(),
            new NewCase(
                other.issueType(),
                other.nature(),
                other.urgency(),
                null,
                other.site(),
                new CasePlace(home.building(), home.unit(), null, null),
                other.announcedOn(),
                other.announcedIn(),
                other.id()),
            turn.report(Report.Kind.REPORT, 0, text),
            turn.now());
    answers.say(
        turn,
        Line.of(
                answers.text(
                    turn,
                    "opened.related",
                    "no",
                    opened.no(),
                    "type",
                    words.type(opened),
                    "place",
                    words.ownPlace(opened),
                    "other",
                    other.no(),
                    "party",
                    words.party(turn.estate(), opened),
                    "respond",
                    ChinaTime.deadline(opened.respondBy(), turn.now())))
            .about(opened.no()));
    return "opened";
  }

  // --- overheard --------------------------------------------------------------------------------

  /** The open case that an un-addressed message in a group speaks of, certain enough to join. */
  Optional<Case> overheard(Turn turn, Understanding understood) {
    if (understood.issues().isEmpty()) {
      return Optional.empty();
    }
    var issue = understood.issues().getFirst();
    var at = places.resolve(turn, issue);
    if (at.problem() != Problem.NONE) {
      return Optional.empty();
    }
    return matcher.same(turn, issue, at.place(), turn.text());
  }

  /** Joins without a word in the group; the neighbour hears of it alone. */
  String joinQuietly(Turn turn, Case open, Report.Kind kind) {
    if (cases.isReporter(turn.tx(), open, turn.speaker())) {
      return "silent";
    }
    if (cases.join(turn.tx(), open, turn.report(kind, 0))) {
      tellJoined(turn, open);
    }
    return "joined";
  }

  /** Asks the neighbour alone whether the bot shall report what they said in the group. */
  void offer(Turn turn) {
    var id =
        answers.alone(
            turn, Line.of(answers.text(turn, "offer")).with(new Button("1", "报上")).asking());
    questions.ask(
        turn.tx(),
        asked(turn, false).because(turn.received().key()),
        Kind.OFFER,
        null,
        1,
        turn.text(),
        id,
        turn.now());
  }
}
