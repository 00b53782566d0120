package linli.bot.conversation;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import linli.bot.questions.Question.Kind;
import linli.bot.questions.Questions;
import linli.bot.receptions.Attendance;
import linli.bot.receptions.Entry;
import linli.bot.receptions.Entry.Outcome;
import linli.bot.receptions.NewEntry;
import linli.bot.receptions.Reception;
import linli.bot.receptions.ReceptionService;
import linli.bot.receptions.ReceptionTimes;
import linli.bot.receptions.Receptions;
import linli.bot.receptions.Rescheduling;
import linli.bot.receptions.Result;
import linli.bot.speech.ChinaTime;
import linli.bot.speech.Speech.Line;
import linli.bot.speech.SpokenTime;
import linli.nlp.PersonalData;

/** Staff and the reception day: 确认 请假 名单 取号 到 记 约 发布 合并 分开. */
final class ReceptionDesk {

  /** Who may give numbers and note results; the secretary and the deputy publish. */
  private static final Set<String> DESK =
      Set.of("secretary", "deputy_secretary", "grid_worker", "building_head");

  /** Who is asked whether they come. */
  private static final Set<String> HOSTS =
      Set.of("secretary", "deputy_secretary", "property_manager");

  private static final Set<String> CHIEFS = Set.of("secretary", "deputy_secretary");

  private static final Duration AROUND_SESSION = Duration.ofMinutes(30);

  private static final Pattern CONFIRM = Pattern.compile("(?:已?确认|确认到场|到场确认)[。!!]*");
  private static final Pattern DECLINE = Pattern.compile("(?:我?请假|请个假)(?:$|[\\s,,。].*)");
  private static final Pattern PUBLISH = Pattern.compile("发布[。!!]*");
  private static final Pattern LIST = Pattern.compile("(?:接待日?)?名单");
  private static final Pattern MERGE = Pattern.compile("(合并|分开)[。!!]*");
  private static final Pattern WALK_IN = Pattern.compile("取号[\\s::,,]*(\\S*)[\\s,,]*(.*)");
  private static final Pattern ARRIVED =
      Pattern.compile("(\\d{1,3})\\s*号?\\s*到[了。!!]*|到\\s*(\\d{1,3})\\s*号?");
  private static final Pattern RECORD =
      Pattern.compile(
          "(?:记|改)\\s*(?:(?:(\\d{1,2})月)?(\\d{1,2})日[的\\s]*)?(\\d{1,3})\\s*号?[\\s::,,]*(.*)");
  private static final Pattern VISIT = Pattern.compile("约\\s*(\\d{1,3})\\s*号?(?:[\\s::,,]+(.*))?");
  private static final Pattern OUTCOME =
      Pattern.compile("(.*?)(现场解答|解答|转办|上会|约定日期|约定|未到|没来|已办)[\\s::,,]*(.*)");

  private final ReceptionService receptions;
  private final Attendance attendance;
  private final Rescheduling rescheduling;
  private final ReceptionCases cases;
  private final Questions questions;
  private final Answers answers;

  ReceptionDesk(Receptions receptions, ReceptionCases cases, Questions questions, Answers answers) {
    this.questions = questions;
    this.receptions = receptions.service();
    this.attendance = receptions.attendance();
    this.rescheduling = receptions.rescheduling();
    this.cases = cases;
    this.answers = answers;
  }

  /** What staff say about a reception; empty for everything else. */
  Optional<String> command(Turn turn) {
    if (!turn.speaker().isStaff()) {
      return Optional.empty();
    }
    var text = turn.text();
    if (CONFIRM.matcher(text).matches() || DECLINE.matcher(text).matches()) {
      return attend(turn, CONFIRM.matcher(text).matches());
    }
    if (turn.speaker().roles().stream().noneMatch(role -> DESK.contains(role.role()))) {
      return Optional.empty();
    }
    return when(CHIEFS, PUBLISH, turn, this::publish)
        .or(() -> when(CHIEFS, MERGE, turn, this::merge))
        .or(() -> when(DESK, LIST, turn, this::list))
        .or(() -> when(DESK, WALK_IN, turn, this::walkIn))
        .or(() -> when(DESK, ARRIVED, turn, this::arrived))
        .or(() -> when(DESK, VISIT, turn, this::visit))
        .or(() -> when(DESK, RECORD, turn, this::record));
  }

  private Optional<String> when(
      Set<String> roles,
      Pattern pattern,
      Turn turn,
      BiFunction<Turn, Matcher, Optional<String>> action) {
    var found = pattern.matcher(turn.text());
    return found.matches()
            && turn.speaker().roles().stream().anyMatch(role -> roles.contains(role.role()))
        ? action.apply(turn, found)
        : Optional.empty();
  }

  private Optional<String> say(Turn turn, String key, Object... gaps) {
    answers.say(turn, key, gaps);
    return Optional.of("answered");
  }

  // --- before -----------------------------------------------------------------------------------

  private Optional<String> attend(Turn turn, boolean comes) {
    return attendance
        .answer(turn.tx(), turn.estate(), turn.speaker(), comes, turn.now())
        .map(
            answered -> {
              var day = ReceptionTimes.day(answered.about().heldOn());
              var time = ReceptionTimes.span(answered.about());
              if (comes) {
                answers.say(turn, "reception.confirmed", "day", day, "time", time);
              } else {
                var next =
                    answered
                        .standIn()
                        .map(name -> answers.text(turn, "reception.declined.next", "name", name))
                        .orElse("");
                answers.say(turn, "reception.declined", "day", day, "next", next);
              }
              return "answered";
            })
        .or(() -> nothingToConfirm(turn));
  }

  private Optional<String> nothingToConfirm(Turn turn) {
    var isHost = turn.speaker().roles().stream().anyMatch(role -> HOSTS.contains(role.role()));
    return isHost && turn.isPrivate()
        ? say(turn, "reception.nothing-to-confirm")
        : Optional.empty();
  }

  private Optional<String> merge(Turn turn, Matcher said) {
    var decided =
        rescheduling.decide(turn.tx(), turn.estate(), said.group(1).equals("合并"), turn.now());
    decided.ifPresent(text -> answers.say(turn, Line.of(text)));
    return decided.map(text -> "answered");
  }

  /** Names and matters go to the one who asked, alone. */
  private Optional<String> list(Turn turn, Matcher said) {
    var about =
        receptions
            .atDesk(turn.tx(), turn.estate().id(), turn.now())
            .filter(r -> r.endsAt().isAfter(turn.now()))
            .or(
                () ->
                    receptions.coming(turn.tx(), turn.estate().id(), turn.now()).stream()
                        .findFirst());
    if (about.isEmpty()) {
      return say(turn, "reception.none");
    }
    answers.alone(turn, Line.of(receptions.listText(turn.tx(), turn.estate(), about.get())));
    return Optional.of("answered");
  }

  /** A day for a visit at home: 约 10 下周三上午. */
  private Optional<String> visit(Turn turn, Matcher said) {
    var number = Integer.parseInt(said.group(1));
    var about = nearestWith(turn, number);
    if (about.isEmpty()) {
      return noNumber(turn, number);
    }
    if (said.group(2) == null || said.group(2).isBlank()) {
      return say(turn, "reception.visit.which-day", "number", number);
    }
    var when = SpokenTime.find(said.group(2), ChinaTime.date(turn.now()));
    var day = day(turn, when);
    if (day.isEmpty()) {
      return say(turn, "reception.bad-day", "said", said.group(2));
    }
    var entry = receptions.entry(turn.tx(), about.get(), number).orElseThrow();
    receptions.visitOn(turn.tx(), entry, day.get().day(), day.get().timeText());
    return say(
        turn,
        "reception.visit.noted",
        "number",
        number,
        "day",
        ReceptionTimes.day(day.get().day()) + day.get().timeText());
  }

  /** The coming day, or else the last one, that has this number. */
  private Optional<Reception> nearestWith(Turn turn, int number) {
    var coming = receptions.coming(turn.tx(), turn.estate().id(), turn.now()).stream();
    var desk = receptions.atDesk(turn.tx(), turn.estate().id(), turn.now()).stream();
    return Stream.concat(desk, coming)
        .filter(
            r ->
                receptions
                    .entry(turn.tx(), r, number)
                    .filter(e -> !e.isCancelled() && e.wish() != null)
                    .isPresent())
        .findFirst();
  }

  private static Optional<SpokenTime.Said> day(Turn turn, Optional<SpokenTime> when) {
    return when.filter(SpokenTime.Said.class::isInstance)
        .map(SpokenTime.Said.class::cast)
        .filter(said -> !said.day().isBefore(ChinaTime.date(turn.now())));
  }

  // --- at the desk ------------------------------------------------------------------------------

  private Optional<Reception> desk(Turn turn) {
    return receptions.atDesk(turn.tx(), turn.estate().id(), turn.now());
  }

  /** 取号 名字或匿名 事由. */
  private Optional<String> walkIn(Turn turn, Matcher said) {
    var about = desk(turn).filter(r -> r.endsAt().isAfter(turn.now()));
    if (about.isEmpty()) {
      return say(turn, "reception.no-session");
    }
    if (said.group(1).isEmpty()) {
      return say(turn, "reception.walk-in.needs-name");
    }
    var anonymous = said.group(1).equals("匿名");
    var matter = said.group(2).isBlank() ? null : PersonalData.mask(said.group(2).strip());
    var entry =
        receptions.enter(
            turn.tx(),
            about.get(),
            new NewEntry(
                true,
                null,
                null,
                anonymous ? null : said.group(1),
                matter,
                cases.issueType(matter),
                anonymous,
                null,
                null),
            turn.now());
    var at = receptions.expected(turn.tx(), about.get(), entry, turn.now());
    return say(
        turn,
        at.isPresent() ? "reception.walk-in" : "reception.walk-in.full",
        "number",
        entry.number(),
        "at",
        at.map(ReceptionTimes::clock).orElse(""));
  }

  private Optional<String> arrived(Turn turn, Matcher said) {
    var number = Integer.parseInt(said.group(1) != null ? said.group(1) : said.group(2));
    var about = desk(turn).filter(r -> isManned(r, turn));
    if (about.isEmpty()) {
      return Optional.empty();
    }
    var entry = receptions.entry(turn.tx(), about.get(), number);
    if (entry.filter(e -> !e.isCancelled()).isEmpty()) {
      return noNumber(turn, number);
    }
    var next = receptions.call(turn.tx(), about.get(), entry.get(), turn.now());
    return next.isPresent()
        ? say(turn, "reception.arrived", "number", number, "next", next.get().number())
        : say(turn, "reception.arrived.last", "number", number);
  }

  /** From half an hour before the session to half an hour after it. */
  private static boolean isManned(Reception about, Turn turn) {
    return !turn.now().isBefore(about.startsAt().minus(AROUND_SESSION))
        && !turn.now().isAfter(about.endsAt().plus(AROUND_SESSION));
  }

  /** Colleagues who talk among themselves are not corrected. */
  private Optional<String> noNumber(Turn turn, int number) {
    return turn.addressed()
        ? say(turn, "reception.no-number", "number", number)
        : Optional.of("silent");
  }

  /** 记 7 现场解答 …, 转办 …, 上会, 约定 下周三, 未到, 已办 …. */
  private Optional<String> record(Turn turn, Matcher said) {
    var number = Integer.parseInt(said.group(3));
    var outcome = OUTCOME.matcher(said.group(4));
    var isOver = outcome.matches() && outcome.group(2).equals("已办");
    var open = isOver ? unsettled(turn, said, number) : List.<Reception>of();
    if (open.size() > 1) {
      return askWhichDay(turn, number, open);
    }
    var about = open.stream().findFirst().or(() -> dayOf(turn, said));
    var entry = about.flatMap(r -> receptions.entry(turn.tx(), r, number));
    if (entry.filter(e -> !e.isCancelled()).isEmpty()) {
      return noNumber(turn, number);
    }
    if (!outcome.matches()) {
      return say(turn, "reception.record.how", "number", number);
    }
    var words = words(outcome.group(3));
    if (isOver) {
      return settle(turn, entry.get(), words);
    }
    if (about.get().publishedAt() != null && entry.get().outcome() != null) {
      var date = ReceptionTimes.date(about.get().heldOn());
      return say(turn, "reception.record.published", "date", date, "number", number);
    }
    if (entry.get().outcome() == Outcome.CASE) {
      return say(turn, "reception.record.is-case", "number", number);
    }
    return record(turn, about.get(), entry.get(), words(outcome.group(1)), outcome.group(2), words);
  }

  /** The day that is named, or else today's or the last one. */
  private Optional<Reception> dayOf(Turn turn, Matcher said) {
    return said.group(2) == null ? desk(turn) : begunOn(turn, said).stream().findFirst();
  }

  /** The begun days that the words can mean, the last first; all of them when they name none. */
  private List<Reception> begunOn(Turn turn, Matcher said) {
    var month = said.group(1) == null ? null : Integer.valueOf(said.group(1));
    var day = said.group(2) == null ? null : Integer.valueOf(said.group(2));
    return receptions.begunOn(turn.tx(), turn.estate().id(), month, day, turn.now());
  }

  /** The days that have something to do still under this number. */
  private List<Reception> unsettled(Turn turn, Matcher said, int number) {
    return begunOn(turn, said).stream()
        .filter(r -> receptions.entry(turn.tx(), r, number).filter(Entry::isUnsettled).isPresent())
        .toList();
  }

  /** Two people have this number: nobody hears what is meant for the other. */
  private Optional<String> askWhichDay(Turn turn, int number, List<Reception> open) {
    var days = open.stream().map(Reception::heldOn).map(ReceptionTimes::date).toList();
    return say(
        turn,
        "reception.record.which-day",
        "days",
        String.join("、", days),
        "number",
        number,
        "date",
        days.getLast());
  }

  private static String words(String said) {
    var words = PersonalData.mask(said.replaceAll("[\\s::,,]+$", "").strip());
    return words.isEmpty() ? null : words;
  }

  private Optional<String> record(
      Turn turn, Reception about, Entry entry, String matter, String how, String words) {
    return switch (how) {
      case "转办" -> handOver(turn, about, entry, matter, words);
      case "上会" -> note(turn, entry, new Result(Outcome.MEETING, words, matter, null, null));
      case "约定", "约定日期" -> promise(turn, entry, matter, words);
      case "未到", "没来" -> note(turn, entry, new Result(Outcome.ABSENT, words, matter, null, null));
      default -> note(turn, entry, new Result(Outcome.ANSWERED, words, matter, null, null));
    };
  }

  private Optional<String> note(Turn turn, Entry entry, Result result) {
    receptions.record(turn.tx(), entry, result, turn.speaker().personId(), turn.now());
    return say(
        turn,
        "reception.noted",
        "number",
        entry.number(),
        "outcome",
        answers.text(turn, "reception.outcome." + result.outcome()));
  }

  private Optional<String> promise(Turn turn, Entry entry, String matter, String words) {
    var said = words == null ? "" : words;
    var day = day(turn, SpokenTime.find(said, ChinaTime.date(turn.now())));
    if (day.isEmpty()) {
      return say(turn, "reception.bad-day", "said", said);
    }
    LocalDate on = day.get().day();
    receptions.record(
        turn.tx(),
        entry,
        new Result(Outcome.PROMISED, day.get().rest(), matter, null, on),
        turn.speaker().personId(),
        turn.now());
    return say(
        turn, "reception.noted.promised", "number", entry.number(), "day", ReceptionTimes.day(on));
  }

  private Optional<String> handOver(
      Turn turn, Reception about, Entry entry, String matter, String type) {
    var opened = cases.open(turn, about, entry, matter, type);
    if (opened.isEmpty()) {
      return say(turn, "reception.record.needs-matter", "number", entry.number());
    }
    return say(turn, "reception.noted.case", "number", entry.number(), "no", opened.get().no());
  }

  private Optional<String> settle(Turn turn, Entry entry, String how) {
    if (entry.outcome() == null || entry.outcome() == Outcome.ABSENT) {
      return say(turn, "reception.record.how", "number", entry.number());
    }
    if (entry.outcome() == Outcome.CASE) {
      return say(turn, "reception.record.is-case", "number", entry.number());
    }
    receptions.settle(turn.tx(), entry, how == null ? "" : ":" + how, turn.now());
    return say(turn, "reception.noted.settled", "number", entry.number());
  }

  // --- afterwards -------------------------------------------------------------------------------

  private Optional<String> publish(Turn turn, Matcher said) {
    var about = receptions.begun(turn.tx(), turn.estate().id(), turn.now());
    if (about.isEmpty() || isAskedAboutNotice(turn)) {
      return Optional.empty();
    }
    if (about.get().publishedAt() != null) {
      return say(turn, "reception.publish.known");
    }
    if (about.get().endsAt().isAfter(turn.now())) {
      return say(turn, "reception.publish.early", "at", ReceptionTimes.clock(about.get().endsAt()));
    }
    var open = ReceptionService.unrecorded(receptions.entries(turn.tx(), about.get()));
    if (!open.isEmpty()) {
      return say(turn, "reception.publish.open", "list", numbers(open));
    }
    var atOnce = receptions.publish(turn.tx(), turn.estate(), about.get(), turn.now());
    return say(turn, atOnce ? "reception.publish.done" : "reception.publish.later");
  }

  /** Who was just shown a notice lets that one go out. */
  private boolean isAskedAboutNotice(Turn turn) {
    return questions
        .open(
            turn.tx(),
            turn.channel(),
            turn.conversationId(),
            turn.speaker().accountId(),
            turn.now())
        .stream()
        .anyMatch(question -> question.kind() == Kind.NOTICE);
  }

  private static String numbers(List<Entry> open) {
    return open.stream().map(e -> e.number() + "号").collect(Collectors.joining(" "));
  }
}
