package linli.bot.votes.discussion;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import linli.bot.due.DueItem;
import linli.bot.due.DueWork;
import linli.bot.estates.Estate;
import linli.bot.estates.Estates;
import linli.bot.residents.Speaker;
import linli.bot.speech.ChinaTime;
import linli.bot.speech.Speech;
import linli.bot.speech.Speech.Line;
import linli.bot.speech.Texts;
import linli.bot.store.Transaction;
import linli.bot.votes.ScopeGroups;
import linli.bot.votes.VoteWords;
import linli.bot.votes.discussion.Statement.Agreement;
import linli.bot.votes.tally.Scope;
import linli.schedules.QuietHours;

/**
 * What residents think of a matter before there is a vote: opened by a secretary, a sentence of
 * each, what others think of it, numbers by building. Whoever calls holds the estate's lock.
 */
public final class Discussions {

  /** Characters of a statement: one sentence. */
  public static final int LONGEST = 60;

  /** As many as somebody reads who answers all of them. */
  static final int MOST_STATEMENTS = 60;

  static final int MOST_OF_ONE = 3;

  /** At a time in an estate. */
  public static final int MOST_OPEN = 3;

  private static final String OPENED = "discussion.opened";
  private static final String END = "discussion.end";
  private static final int DAYS = 7;
  private static final LocalTime EVENING = LocalTime.of(20, 0);
  private static final int TOLD_AT_THE_END = 3;

  private final Estates estates;
  private final Speech speech;
  private final Texts texts;
  private final DueWork due;
  private final Clock clock;

  public Discussions(Estates estates, Speech speech, Texts texts, DueWork due, Clock clock) {
    this.estates = estates;
    this.speech = speech;
    this.texts = texts;
    this.due = due;
    this.clock = clock;
  }

  public void register() {
    due.registerByDay(
        OPENED, (tx, item) -> find(tx, item).ifPresent(about -> sayOpened(tx, about)));
    due.registerByDay(END, this::end);
  }

  // --- the secretary ----------------------------------------------------------------------------

  private Optional<Discussion> find(Transaction tx, DueItem item) {
    return find(tx, item.estateId(), Integer.parseInt(item.subject()));
  }

  /** Opens it for a week, and tells the groups of the scope; at night in the morning. */
  public Discussion open(
      Transaction tx, Estate estate, Scope scope, String question, long by, Instant now) {
    var endsAt =
        ChinaTime.date(now).plusDays(DAYS).atTime(EVENING).atZone(ChinaTime.ZONE).toInstant();
    var no = DiscussionRepository.insert(tx, estate.id(), scope, question, by, now, endsAt);
    var opened = find(tx, estate.id(), no).orElseThrow();
    due.schedule(tx, endOf(opened, 0, endsAt));
    if (QuietHours.contains(now)) {
      due.schedule(tx, item(opened, OPENED, 0, QuietHours.after(now)));
    } else {
      sayOpened(tx, opened);
    }
    return opened;
  }

  private void sayOpened(Transaction tx, Discussion opened) {
    var own = texts.of(opened.estateId());
    if (opened.isOpenAt(clock.instant())) {
      toGroups(
          tx,
          opened,
          own.say(
              "discussion.opened.group",
              "no",
              opened.no(),
              "scope",
              new VoteWords(own).scope(opened.scope()),
              "question",
              opened.question(),
              "ends",
              ChinaTime.dayAndTime(opened.endsAt())));
    }
  }

  /** Ends it now; the groups hear of it, at night in the morning. */
  public void stop(Transaction tx, Discussion about, Instant now) {
    DiscussionRepository.stop(tx, about, now);
    due.cancel(tx, about.estateId(), END, Integer.toString(about.no()));
    due.schedule(tx, endOf(about, 1, now));
  }

  /** Takes a statement down, for everybody; false when there is none that is shown. */
  public boolean hide(Transaction tx, Discussion about, int statementNo, Instant now) {
    return DiscussionRepository.hide(tx, about, statementNo, now);
  }

  /** The youngest first, at most 100. */
  public List<Discussion> ofEstate(Transaction tx, String estateId) {
    return DiscussionRepository.latest(tx, estateId, null);
  }

  public Optional<Discussion> find(Transaction tx, String estateId, int no) {
    return DiscussionRepository.latest(tx, estateId, no).stream().findFirst();
  }

  /** All statements in their order with who agrees, by building. */
  public List<Statement> statements(Transaction tx, Discussion about) {
    record Line(int no, String words, boolean hidden) {}
    var lines = new LinkedHashMap<Line, List<Agreement>>();
    for (var row : DiscussionRepository.agreement(tx, about)) {
      var line =
          new Line(
              row.getInteger("statement_no"), row.getString("words"), row.getBoolean("hidden"));
      var agreement = lines.computeIfAbsent(line, x -> new ArrayList<>());
      if (row.getString("building") != null) {
        agreement.add(
            new Agreement(
                row.getString("building"),
                row.getInteger("agree"),
                row.getInteger("disagree"),
                row.getInteger("skip")));
      }
    }
    return lines.entrySet().stream()
        .map(
            e ->
                Statement.of(
                    e.getKey().no(), e.getKey().words(), e.getKey().hidden(), e.getValue()))
        .toList();
  }

  // --- residents --------------------------------------------------------------------------------

  /** The building by which somebody takes part; empty when none of his homes is in the scope. */
  public static Optional<String> buildingOf(Discussion about, Speaker speaker) {
    var scope = about.scope();
    return speaker.homes().stream()
        .filter(home -> scope.building() == null || scope.building().equals(home.building()))
        .filter(home -> scope.unit() == null || scope.unit().equals(home.unit()))
        .map(Speaker.Home::building)
        .findFirst();
  }

  /** A sentence that neighbours will read; its writer agrees with it. */
  public SayResult say(Transaction tx, Discussion about, Speaker by, String words, Instant now) {
    var same = DiscussionRepository.said(tx, about, words);
    if (same.isPresent()) {
      answer(tx, about, same.get(), by, Answer.AGREE);
      return new SayResult.SaidBefore(same.get());
    }
    var written = DiscussionRepository.written(tx, about, by.personId());
    if (written.own() >= MOST_OF_ONE) {
      return new SayResult.EnoughOfYou(MOST_OF_ONE);
    }
    if (written.all() >= MOST_STATEMENTS) {
      return new SayResult.Enough(MOST_STATEMENTS);
    }
    var no = DiscussionRepository.say(tx, about, by.personId(), words, now);
    answer(tx, about, no, by, Answer.AGREE);
    return new SayResult.Taken(no);
  }

  /** A statement to answer, and how many more there are. */
  public record Next(int statementNo, String words, int more) {
    @Override
    public String toString() {
      return "Next[" + statementNo + "]";
    }
  }

  /** The next one that the person has not answered; empty when there is none. */
  public Optional<Next> next(Transaction tx, Discussion about, Speaker of) {
    return DiscussionRepository.next(tx, about, of.personId());
  }

  /** The speaker has a home in the scope. */
  public void answer(Transaction tx, Discussion about, int statementNo, Speaker by, Answer said) {
    var building = buildingOf(about, by).orElseThrow();
    DiscussionRepository.answer(tx, about, statementNo, by.personId(), building, said);
  }

  // --- the end ----------------------------------------------------------------------------------

  private static DueItem endOf(Discussion about, int occurrence, Instant at) {
    return item(about, END, occurrence, at);
  }

  private static DueItem item(Discussion about, String kind, int occurrence, Instant at) {
    return new DueItem(about.estateId(), kind, Integer.toString(about.no()), occurrence, at);
  }

  private void end(Transaction tx, DueItem item) {
    var now = clock.instant();
    var ending = find(tx, item).filter(about -> !about.ended() && !now.isBefore(about.endsAt()));
    if (ending.isEmpty()) {
      return;
    }
    var about = ending.get();
    DiscussionRepository.end(tx, about, now);
    toGroups(tx, about, ended(about, statements(tx, about)));
  }

  /** How many took part, and what most agree with. */
  private String ended(Discussion about, List<Statement> statements) {
    var own = texts.of(about.estateId());
    var agreed =
        statements.stream()
            .filter(statement -> !statement.hidden())
            .filter(statement -> statement.agree() > statement.disagree())
            .sorted(Comparator.comparingInt(Statement::agree).reversed())
            .limit(TOLD_AT_THE_END)
            .map(
                statement ->
                    "\n"
                        + own.say(
                            "discussion.ended.statement",
                            "words",
                            statement.words(),
                            "agree",
                            statement.agree(),
                            "of",
                            statement.agree() + statement.disagree()))
            .collect(Collectors.joining());
    return own.say(
            "discussion.ended.group",
            "no",
            about.no(),
            "question",
            about.question(),
            "people",
            about.people(),
            "statements",
            about.statements())
        + agreed;
  }

  private void toGroups(Transaction tx, Discussion about, String text) {
    var estate = estates.byId(about.estateId());
    for (var group : ScopeGroups.of(estate, about.scope())) {
      speech.toGroup(tx, estate.id(), group.channel(), group.conversation(), Line.of(text));
    }
  }
}
