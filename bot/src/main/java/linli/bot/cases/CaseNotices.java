package linli.bot.cases;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import linli.adapters.OutboundMessage.Button;
import linli.bot.estates.Estate;
import linli.bot.estates.Estate.Party;
import linli.bot.questions.AnswerWindows;
import linli.bot.questions.Question.Kind;
import linli.bot.questions.Questions;
import linli.bot.questions.Questions.Asked;
import linli.bot.residents.Speakers;
import linli.bot.residents.Speakers.Account;
import linli.bot.speech.ChinaTime;
import linli.bot.speech.Speech;
import linli.bot.speech.Speech.Line;
import linli.bot.speech.Texts;
import linli.bot.store.Transaction;
import linli.schedules.QuietHours;

/** Tells the people concerned that something happened to a case. */
public final class CaseNotices {

  private static final int WORTH_SAYING = 3;

  /** Characters of a line in a group (decisions 2). */
  private static final int LONGEST_LINE = 90;

  private final CaseRepository cases;
  private final CaseJournal journal;
  private final NoticeBudget budget;
  private final CaseWords words;
  private final Questions questions;
  private final AnswerWindows windows;
  private final Speech speech;
  private final Texts texts;
  private final String pagerChannel;

  /**
   * @param pagerChannel the channel of the duty pager, or null where there is none
   */
  CaseNotices(
      CaseRepository cases,
      CaseJournal journal,
      NoticeBudget budget,
      CaseWords words,
      Questions questions,
      AnswerWindows windows,
      Speech speech,
      Texts texts,
      String pagerChannel) {
    this.cases = cases;
    this.journal = journal;
    this.budget = budget;
    this.words = words;
    this.questions = questions;
    this.windows = windows;
    this.speech = speech;
    this.texts = texts;
    this.pagerChannel = pagerChannel;
  }

  /** The task for the people who have to do it. */
  void dispatched(Transaction tx, Estate estate, Case opened, Instant now) {
    var party = estate.parties().get(opened.partyId());
    if (opened.hazard() != null) {
      speech.toParty(tx, estate, party, hazardTask(opened));
      if (words.isAboutPerson(opened)) {
        speech.alarmRole(tx, estate, "grid_worker", hazardTask(opened));
      }
      page(tx, estate, opened);
      return;
    }
    speech.toParty(tx, estate, party, task(tx, estate, opened, now));
  }

  /** The words of the report take the room that number, place and deadlines leave. */
  private Line task(Transaction tx, Estate estate, Case opened, Instant now) {
    var times =
        opened.issueType().equals("other") // of which nobody knows whether it is the same
            ? 1
            : cases.times(tx, opened, now);
    var repeat =
        times >= WORTH_SAYING ? texts.of(opened.estateId()).say("staff.repeat", "n", times) : "";
    var bare = taskText(estate, opened, "", repeat, now);
    var room = LONGEST_LINE - bare.codePointCount(0, bare.length());
    var summary =
        CaseWords.hidesReporter(estate, opened)
            ? texts.of(opened.estateId()).say("staff.anonymous")
            : Summary.of(opened.summary(), room);
    return Line.of(taskText(estate, opened, summary, repeat, now))
        .about(opened.no())
        .with(new Button("接单 " + opened.no(), "接单"), new Button("详情 " + opened.no(), "详情"));
  }

  private String taskText(Estate estate, Case opened, String summary, String repeat, Instant now) {
    return texts
        .of(opened.estateId())
        .say(
            opened.isUrgent() ? "staff.task.urgent" : "staff.task",
            "no",
            opened.no(),
            "type",
            words.type(opened),
            "place",
            words.staffPlace(estate, opened),
            "summary",
            summary,
            "repeat",
            repeat,
            "respond",
            ChinaTime.deadline(opened.respondBy(), now),
            "resolve",
            ChinaTime.deadline(opened.resolveBy(), now));
  }

  private Line hazardTask(Case opened) {
    var text =
        texts
            .of(opened.estateId())
            .say(
                "staff.hazard",
                "no",
                opened.no(),
                "type",
                words.type(opened),
                "place",
                words.hazardPlace(opened));
    return Line.of(text)
        .about(opened.no())
        .with(new Button("到岗 " + opened.no(), "到岗"), new Button("详情 " + opened.no(), "详情"));
  }

  private void page(Transaction tx, Estate estate, Case opened) {
    if (pagerChannel != null) {
      speech.toGroup(tx, estate.id(), pagerChannel, "duty", hazardTask(opened));
    }
  }

  /** Calls the next person of the chain because nobody has said 到岗 yet. */
  void callNext(Transaction tx, Estate estate, Case open, String role, long minutes) {
    var line =
        Line.of(
                texts
                    .of(open.estateId())
                    .say(
                        "staff.hazard.next",
                        "no",
                        open.no(),
                        "type",
                        words.type(open),
                        "place",
                        words.hazardPlace(open),
                        "minutes",
                        minutes))
            .about(open.no())
            .with(new Button("到岗 " + open.no(), "到岗"));
    speech.alarmRole(tx, estate, role, line);
    page(tx, estate, open);
  }

  /** Another neighbour reports the same danger. */
  void hazardAgain(Transaction tx, Estate estate, Case open, int reporters, String words) {
    speech.toParty(
        tx,
        estate,
        estate.parties().get(open.partyId()),
        Line.of(
                texts
                    .of(open.estateId())
                    .say("staff.hazard.again", "no", open.no(), "n", reporters, "text", words))
            .about(open.no()));
  }

  /** The case waits for its reporters: any word of theirs makes the clock run again. */
  void askWaitedFor(Transaction tx, Estate estate, Case paused, Instant now) {
    for (var reporter : reporters(tx, paused)) {
      var text =
          texts
              .of(estate.id())
              .say(
                  "paused.for-you",
                  "no",
                  paused.no(),
                  "party",
                  words.party(estate, paused),
                  "reason",
                  paused.pauseReason(),
                  "until",
                  ChinaTime.deadline(paused.resumeAt(), now));
      var id =
          speech.toAccount(
              tx,
              estate.id(),
              reporter.channel(),
              reporter.accountId(),
              Line.of(text).about(paused.no()).asking());
      questions.ask(tx, asked(paused, reporter), Kind.WAITED_FOR, paused.id(), 0, null, id, now);
    }
  }

  /** Something for the staff of the party that has the case. */
  public void tellParty(Transaction tx, Estate estate, Case about, String key, Object... gaps) {
    speech.toParty(
        tx,
        estate,
        estate.parties().get(about.partyId()),
        Line.of(texts.of(about.estateId()).say(key, gaps)).about(about.no()));
  }

  /** The same for somebody who answers for a role. */
  public void tellRole(
      Transaction tx, Estate estate, Case about, String role, String key, Object... gaps) {
    speech.toRole(
        tx, estate, role, Line.of(texts.of(about.estateId()).say(key, gaps)).about(about.no()));
  }

  /**
   * Something that secretary and grid worker on duty have to decide; to others of the community or
   * the street where those work for one of the parties themselves.
   *
   * @param parties whose matter it is
   */
  public void tellJudges(
      Transaction tx,
      Estate estate,
      Case about,
      Collection<String> parties,
      String key,
      Object... gaps) {
    var judges = Casework.judges(estate, parties, ChinaTime.zoned(speech.now()));
    judges.stream()
        .limit(2)
        .forEach(
            judge ->
                speech.toStaff(
                    tx,
                    estate,
                    judge,
                    Line.of(texts.of(about.estateId()).say(key, gaps)).about(about.no())));
  }

  /**
   * A line for everybody concerned: the groups that heard the numbers, one line each however many
   * cases, and the people who reported in private. At night, and where a group has heard enough for
   * now, all are told in private.
   *
   * @param key a sentence with the gap {@code no}
   */
  public void tellConcerned(
      Transaction tx, Estate estate, List<Case> about, Instant now, String key, Object... gaps) {
    var byGroup =
        about.stream()
            .filter(c -> c.announcedIn() != null)
            .collect(
                Collectors.groupingBy(CaseNotices::group, LinkedHashMap::new, Collectors.toList()));
    var dangers = about.stream().anyMatch(c -> c.hazard() != null);
    var loud =
        byGroup.keySet().stream()
            .filter(g -> !dangers)
            .filter(g -> windows.isFull(tx, estate, g.channel(), g.conversation(), now))
            .collect(Collectors.toSet());
    var quiet = QuietHours.contains(now) && about.stream().allMatch(c -> c.hazard() == null);
    var lines =
        about.stream()
            .collect(
                Collectors.toMap(
                    Case::id, c -> budget.of(tx, c), (one, same) -> one, LinkedHashMap::new));
    var own = texts.of(estate.id());
    if (!quiet) {
      byGroup.forEach(
          (group, cases) -> {
            var fitting =
                cases.stream()
                    .filter(c -> !loud.contains(group) && lines.get(c.id()).takeInGroup(key))
                    .toList();
            if (!fitting.isEmpty()) {
              windows.said(tx, estate, group.channel(), group.conversation(), null, now);
              tellGroup(tx, group, fitting, own.say(key, withNo(numbers(fitting), gaps)));
            }
          });
    }
    for (var one : about) {
      for (var reporter : reporters(tx, one)) {
        if (reporter.privately()
            || one.announcedIn() == null
            || quiet
            || loud.contains(group(one))) {
          if (budget.givesWayFirst(key) && hearsEnough(tx, estate, one, reporter, now)) {
            continue; // who reported so much at once asks, or hears when it is done
          }
          var text = texts(tx, one, reporter).say(key, withNo(numbers(List.of(one)), gaps));
          tell(tx, one, reporter, lines.get(one.id()), key, text);
        }
      }
    }
  }

  private static Asked group(Case announced) {
    return new Asked(announced.estateId(), announced.announcedOn(), announced.announcedIn(), null);
  }

  private void tellGroup(Transaction tx, Asked group, List<Case> about, String text) {
    speech.toGroup(
        tx,
        group.estateId(),
        group.channel(),
        group.conversation(),
        Line.of(text).about(about.getFirst().no()));
  }

  /** Asks another party to take a case: it answers 接 or 退. */
  void askToTake(Transaction tx, Estate estate, Case open, Party target, String reason) {
    var text =
        texts
            .of(open.estateId())
            .say(
                "staff.take",
                "no",
                open.no(),
                "type",
                words.type(open),
                "place",
                words.staffPlace(estate, open),
                "party",
                words.party(estate, open),
                "target",
                target.name(),
                "reason",
                reason);
    speech.toParty(
        tx,
        estate,
        target,
        Line.of(text)
            .about(open.no())
            .with(new Button("接 " + open.no(), "接"), new Button("退 " + open.no(), "退")));
  }

  /** Who answers for it now: never 「不归我们管」 without saying whose it is. */
  void tellHandedOver(Transaction tx, Estate estate, Case given, Instant now) {
    tellConcerned(
        tx,
        estate,
        List.of(given),
        now,
        "handed-over",
        "party",
        words.party(estate, given),
        "resolve",
        ChinaTime.deadline(given.resolveBy(), now));
  }

  /** Whether this person was told as much within the last minutes as anybody is; else it counts. */
  private boolean hearsEnough(Transaction tx, Estate estate, Case about, Reporter to, Instant now) {
    var alone = Speakers.privateConversation(to.accountId());
    if (about.hazard() != null) {
      return false;
    }
    if (windows.isFullAlone(tx, estate, to.channel(), alone, now)) {
      return true;
    }
    windows.said(tx, estate, to.channel(), alone, to.accountId(), now);
    return false;
  }

  /** A line for each reporter alone. */
  public void tellReporters(Transaction tx, Case about, String key, Object... gaps) {
    var lines = budget.of(tx, about);
    for (var reporter : reporters(tx, about)) {
      tell(tx, about, reporter, lines, key, texts(tx, about, reporter).say(key, gaps));
    }
  }

  private List<Reporter> reporters(Transaction tx, Case about) {
    var all = journal.reporters(tx, about.estateId(), about.id());
    speech.prepareReaders(
        tx,
        all.stream()
            .map(reporter -> new Account(reporter.channel(), reporter.accountId()))
            .collect(Collectors.toSet()));
    return all;
  }

  /** The sentences as this reporter reads them. */
  private Texts texts(Transaction tx, Case about, Reporter to) {
    var large = speech.readsLarge(tx, to.channel(), to.accountId());
    return (large ? texts.large() : texts).of(about.estateId());
  }

  private void tell(
      Transaction tx,
      Case about,
      Reporter reporter,
      NoticeBudget.Lines lines,
      String key,
      String text) {
    if (!reporter.listening() || !lines.take(key, reporter)) {
      return;
    }
    var line = Line.of(text).about(about.no());
    if (about.hazard() != null) {
      speech.alarmPerson(tx, about.estateId(), reporter.channel(), reporter.accountId(), line);
    } else {
      speech.toAccount(tx, about.estateId(), reporter.channel(), reporter.accountId(), line);
    }
  }

  /** Asks every reporter in private, once, whether it works now. */
  void askWhetherSolved(Transaction tx, Estate estate, Case done, Instant now) {
    var lines = budget.of(tx, done);
    for (var reporter : reporters(tx, done)) {
      lines.take("closing.ask", reporter);
      askClosing(tx, asked(done, reporter), done, closing(tx, estate, done, reporter), now);
    }
  }

  /** Who reported for somebody else asks them first. */
  private String closing(Transaction tx, Estate estate, Case done, Reporter reporter) {
    return texts(tx, done, reporter)
        .say(
            reporter.byProxy() ? "closing.ask.proxy" : "closing.ask",
            "no",
            done.no(),
            "party",
            words.party(estate, done),
            "done",
            done.doneText());
  }

  /** The one reminder, to those who have not answered; the question itself stays the same. */
  void remindClosing(Transaction tx, Case done) {
    var waiting = Set.copyOf(questions.waiting(tx, done.estateId(), done.id(), Kind.CLOSING));
    var lines = budget.of(tx, done);
    for (var reporter : reporters(tx, done)) {
      if (waiting.contains(asked(done, reporter))
          && reporter.listening()
          && lines.take("closing.remind", reporter)) {
        speech.toAccount(
            tx,
            done.estateId(),
            reporter.channel(),
            reporter.accountId(),
            Line.of(texts(tx, done, reporter).say("closing.remind", "no", done.no()))
                .about(done.no())
                .with(SOLVED, NOT_SOLVED));
      }
    }
  }

  private static Asked asked(Case done, Reporter reporter) {
    return new Asked(
        done.estateId(),
        reporter.channel(),
        Speakers.privateConversation(reporter.accountId()),
        reporter.accountId());
  }

  private static final Button SOLVED = new Button("1", "好了");
  private static final Button NOT_SOLVED = new Button("2", "没好");

  private void askClosing(Transaction tx, Asked asked, Case done, String text, Instant now) {
    var id =
        speech.toAccount(
            tx,
            done.estateId(),
            asked.channel(),
            asked.accountId(),
            Line.of(text).about(done.no()).with(SOLVED, NOT_SOLVED));
    questions.ask(tx, asked, Kind.CLOSING, done.id(), 2, null, id, now);
  }

  /** 【1123-01】【1123-02】 */
  static String numbers(List<Case> cases) {
    return cases.stream().map(c -> "【" + c.no() + "】").collect(Collectors.joining());
  }

  private static Object[] withNo(String numbers, Object... gaps) {
    var all = new Object[gaps.length + 2];
    all[0] = "no";
    all[1] = numbers;
    System.arraycopy(gaps, 0, all, 2, gaps.length);
    return all;
  }
}
