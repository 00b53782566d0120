package linli.bot.conversation;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import linli.adapters.OutboundMessage.Button;
import linli.bot.cases.Case;
import linli.bot.cases.CaseService;
import linli.bot.cases.CaseWords;
import linli.bot.cases.CompanyComplaint;
import linli.bot.cases.NewCase;
import linli.bot.cases.Report;
import linli.bot.conversation.PlaceResolver.Problem;
import linli.bot.questions.Question.Kind;
import linli.bot.questions.Questions;
import linli.bot.speech.Speech.Line;
import linli.nlp.Understanding;
import linli.nlp.Understanding.Issue;

/** Somebody reports something: it becomes a case, or they join the one that is open. */
final class ReportTalk {

  /** More matters than this in one message are a list for a person, not for a chat line. */
  private static final int MOST_ISSUES = 5;

  /** What somebody wants to have reported although nobody but a person can tell what it is. */
  private static final Issue UNCLEAR = new Issue("other", 0, "求助", "P2", null, null);

  private static final String ABOUT_COMPANY = "service_quality";

  private final CaseService cases;
  private final CaseMatcher matcher;
  private final PlaceResolver places;
  private final Questions questions;
  private final IncidentTalk incidents;
  private final TooMany tooMany;
  private final Receipts receipts;
  private final Joining joining;
  private final Answers answers;

  ReportTalk(
      CaseService cases,
      CaseWords words,
      CaseMatcher matcher,
      PlaceResolver places,
      Questions questions,
      IncidentTalk incidents,
      Joining joining,
      Answers answers) {
    this.incidents = incidents;
    this.cases = cases;
    this.matcher = matcher;
    this.places = places;
    this.questions = questions;
    this.answers = answers;
    this.joining = joining;
    this.tooMany = new TooMany(cases, words, answers);
    this.receipts = new Receipts(words, questions, answers);
  }

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
    receipts.confirm(turn, matters, taken);
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
      return joining.joined(turn, same.get());
    }
    var own = own(turn);
    var before = CaseMatcher.saidBefore(turn, own, matter.issue(), matter.at().place());
    if (before.isPresent()) {
      return joining.saidAgain(turn, matter, before.get());
    }
    if (turn.isPrivate() && matter.at().fromHome()) {
      var other = matcher.inOtherUnit(turn, matter.issue(), matter.at().place());
      if (other.isPresent()) {
        return joining.askWhetherOwnUnit(turn, matter.at().place(), other.get());
      }
    }
    if (tooMany.are(turn, List.of(matter.issue()), own)) {
      return tooMany.gather(turn, own);
    }
    var opened = open(turn, matter);
    receipts.confirm(turn, matter, opened);
    return "opened";
  }

  /** What the person said something about so lately that it could be the same, or too much. */
  private List<Case> own(Turn turn) {
    var since = turn.now().minus(CaseMatcher.SAME_BREATH);
    return cases.latelyOfSpeaker(turn.tx(), turn.estate(), turn.speaker(), turn.now(), since);
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

  /** Asks the neighbour alone whether the bot shall report what they said in the group. */
  void offer(Turn turn) {
    var id =
        answers.alone(
            turn, Line.of(answers.text(turn, "offer")).with(new Button("1", "报上")).asking());
    questions.ask(
        turn.tx(),
        Receipts.asked(turn, false).because(turn.received().key()),
        Kind.OFFER,
        null,
        1,
        turn.text(),
        id,
        turn.now());
  }
}
