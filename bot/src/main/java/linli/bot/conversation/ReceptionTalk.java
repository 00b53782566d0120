package linli.bot.conversation;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import linli.adapters.OutboundMessage.Button;
import linli.bot.questions.Question;
import linli.bot.questions.Question.Kind;
import linli.bot.questions.Questions;
import linli.bot.questions.Questions.Asked;
import linli.bot.receptions.Entry;
import linli.bot.receptions.Entry.FollowUp;
import linli.bot.receptions.Entry.Wish;
import linli.bot.receptions.NewEntry;
import linli.bot.receptions.Reception;
import linli.bot.receptions.ReceptionService;
import linli.bot.receptions.ReceptionTimes;
import linli.bot.speech.Speech.Line;
import linli.nlp.PersonalData;
import linli.nlp.Understander;

/** Residents and the reception day: 报名, 取消报名, 匿名, 上门, and when it is. */
final class ReceptionTalk {

  private static final int LONGEST_MATTER = 60;

  private static final Pattern SIGN_UP =
      Pattern.compile(
          "(?:我要|我想|帮我)?报名(?!费|表|处|参加)(?:接待日?)?(?=$|[\\s::,,]|\\d{1,2}[号日])[\\s::,,]*(.*)");
  private static final Pattern CANCEL = Pattern.compile("(?:取消|撤销|撤回)报名.*|报名取消");
  private static final Pattern DAY =
      Pattern.compile("(?<![\\d月])(\\d{1,2})[号日](?!楼)(?:晚上?|那场|那天|那次|的)?[\\s,,]*");
  private static final Pattern PROXY = Pattern.compile("(?:替|代|帮|给).*");
  private static final Pattern AT_HOME =
      Pattern.compile(
          ".*(?:书记|接待|经理).{0,12}(?:来家|到家|来我家|到我家|上门|入户).*|.*(?:上门|来家里|到家里).{0,8}(?:书记|接待).*");

  private final ReceptionService receptions;
  private final Questions questions;
  private final Understander understander;
  private final Answers answers;

  ReceptionTalk(
      ReceptionService receptions,
      Questions questions,
      Understander understander,
      Answers answers) {
    this.receptions = receptions;
    this.questions = questions;
    this.understander = understander;
    this.answers = answers;
  }

  /** What is plainly about a reception; empty for everything else. */
  Optional<String> command(Turn turn) {
    var text = turn.text();
    if (CANCEL.matcher(text).matches()) {
      return Optional.of(cancel(turn));
    }
    var wanted = SIGN_UP.matcher(text);
    if (wanted.matches()) {
      return Optional.of(signUp(turn, wanted.group(1)));
    }
    return AT_HOME.matcher(text).matches() && !receptions(turn).isEmpty()
        ? Optional.of(signUp(turn, text))
        : Optional.empty();
  }

  private List<Reception> receptions(Turn turn) {
    return receptions.coming(turn.tx(), turn.estate().id(), turn.now());
  }

  // --- 报名 -------------------------------------------------------------------------------------

  /** Gives a number for the day that is named, or the next; the answer is for the person alone. */
  String signUp(Turn turn, String said) {
    var coming = receptions(turn);
    if (coming.isEmpty()) {
      answers.alone(turn, "reception.none");
      return "answered";
    }
    var named = DAY.matcher(said);
    var dayOfMonth = named.find() ? Integer.valueOf(named.group(1)) : null;
    var about = onDay(coming, dayOfMonth);
    if (about.isEmpty()) {
      answers.alone(turn, "reception.unknown-day", "day", dayOfMonth + "日", "list", days(coming));
      return "answered";
    }
    var words = matter(dayOfMonth == null ? said : named.replaceFirst(""));
    var wish = AT_HOME.matcher(turn.text()).matches() ? Wish.AT_HOME : null;
    var issueType = issueType(words);
    // 给我排个号: who only asks for a number has not said what it is about.
    var plain = wish == null && issueType == null && said.equals(turn.text());
    var matter = plain ? null : words;
    var own = PROXY.matcher(said).matches() ? Optional.<Entry>empty() : own(turn, about.get());
    if (own.isPresent()) {
      return sayMore(turn, about.get(), own.get(), matter, issueType, wish);
    }
    var anonymous = said.contains("匿名");
    var entry =
        receptions.enter(
            turn.tx(),
            about.get(),
            new NewEntry(
                false,
                turn.channel(),
                turn.speaker().accountId(),
                null,
                matter,
                issueType,
                anonymous,
                wish),
            turn.now());
    confirm(turn, about.get(), entry);
    return "signed-up";
  }

  private static Optional<Reception> onDay(List<Reception> coming, Integer dayOfMonth) {
    return coming.stream()
        .filter(
            r ->
                dayOfMonth == null
                    || r.heldOn().getDayOfMonth() == dayOfMonth
                    || r.nominalOn().getDayOfMonth() == dayOfMonth)
        .findFirst();
  }

  private static String days(List<Reception> coming) {
    return coming.stream()
        .map(Reception::heldOn)
        .map(ReceptionTimes::day)
        .collect(Collectors.joining("、"));
  }

  private static String matter(String said) {
    var words = PersonalData.mask(said.strip());
    if (words.isEmpty() || words.equals("匿名")) {
      return null;
    }
    return words.length() <= LONGEST_MATTER ? words : words.substring(0, LONGEST_MATTER) + "…";
  }

  private String issueType(String matter) {
    return matter == null
        ? null
        : understander.understandAddressed(matter).issues().stream()
            .map(issue -> issue.type())
            .filter(type -> !type.equals("other"))
            .findFirst()
            .orElse(null);
  }

  private Optional<Entry> own(Turn turn, Reception about) {
    return receptions.own(turn.tx(), turn.estate().id(), turn.speaker(), turn.now()).stream()
        .filter(entry -> entry.receptionId() == about.id())
        .findFirst();
  }

  private String sayMore(
      Turn turn, Reception about, Entry own, String matter, String issueType, Wish wish) {
    if (wish != null && own.wish() == null) {
      confirm(turn, about, receptions.wish(turn.tx(), turn.estate(), own, wish, turn.now()));
      return "signed-up";
    }
    if (matter == null) {
      confirm(turn, about, own);
      return "answered";
    }
    receptions.sayMore(turn.tx(), own, matter, issueType);
    answers.alone(turn, "reception.signed-up.more", "number", own.number());
    return "signed-up";
  }

  private void confirm(Turn turn, Reception about, Entry entry) {
    if (entry.wish() == Wish.AT_HOME) {
      answers.alone(turn, "reception.signed-up.at-home", "number", entry.number());
      receptions.tellOfVisit(turn.tx(), turn.estate(), about, entry);
      return;
    }
    var at = receptions.expected(turn.tx(), about, entry);
    if (at.isEmpty()) {
      offerOther(turn, about, entry);
      return;
    }
    answers.alone(
        turn,
        Line.of(
                answers.text(
                    turn,
                    "reception.signed-up",
                    "number",
                    entry.number(),
                    "at",
                    ReceptionTimes.clock(at.get()),
                    "day",
                    ReceptionTimes.day(about.heldOn()),
                    "time",
                    ReceptionTimes.span(about),
                    "place",
                    ReceptionTimes.place(about),
                    "tail",
                    answers.text(
                        turn,
                        entry.matter() == null
                            ? "reception.signed-up.matter"
                            : "reception.signed-up.tail")))
            .with(new Button("取消报名", "取消报名"), new Button("匿名", "匿名")));
  }

  /** Nobody is left waiting who cannot be heard: the next day, or a call. */
  private void offerOther(Turn turn, Reception about, Entry entry) {
    var next = receptions.after(turn.tx(), about).map(Reception::heldOn);
    var id =
        answers.alone(
            turn,
            Line.of(
                    answers.text(
                        turn,
                        "reception.full",
                        "number",
                        entry.number(),
                        "day",
                        ReceptionTimes.day(about.heldOn()),
                        "next",
                        next.map(ReceptionTimes::day).orElse("下次")))
                .with(new Button("1", "改报下次"), new Button("2", "联系我"))
                .asking());
    questions.ask(
        turn.tx(),
        alone(turn),
        Kind.RECEPTION_FULL,
        null,
        2,
        about.id() + ":" + entry.number(),
        id,
        turn.now());
  }

  private static Asked alone(Turn turn) {
    return new Asked(
        turn.estate().id(),
        turn.channel(),
        turn.speaker().privateConversation(),
        turn.speaker().accountId());
  }

  /** The answer to a full session. */
  String full(Turn turn, Question question, int digit) {
    var about = about(turn, question);
    var entry = about.flatMap(r -> receptions.entry(turn.tx(), r, number(question)));
    if (entry.filter(e -> !e.isCancelled()).isEmpty()) {
      answers.alone(turn, "reception.cancel.nothing");
      return "answered";
    }
    var next = receptions.after(turn.tx(), about.get());
    if (digit == 1 && next.isPresent()) {
      confirm(
          turn,
          next.get(),
          receptions.move(turn.tx(), turn.estate(), entry.get(), next.get(), turn.now()));
      return "signed-up";
    }
    receptions.wish(turn.tx(), turn.estate(), entry.get(), Wish.CALL, turn.now());
    receptions.tellOfVisit(turn.tx(), turn.estate(), about.get(), entry.get());
    answers.alone(turn, "reception.call");
    return "signed-up";
  }

  // --- 取消报名, 匿名, 几号 ---------------------------------------------------------------------

  String cancel(Turn turn) {
    var named = DAY.matcher(turn.text());
    var dayOfMonth = named.find() ? Integer.valueOf(named.group(1)) : null;
    for (var entry : receptions.own(turn.tx(), turn.estate().id(), turn.speaker(), turn.now())) {
      var about = receptions.find(turn.tx(), entry.estateId(), entry.receptionId()).orElseThrow();
      if (onDay(List.of(about), dayOfMonth).isPresent() && entry.outcome() == null) {
        receptions.cancel(turn.tx(), turn.estate(), entry, turn.now());
        answers.alone(
            turn,
            "reception.cancelled",
            "day",
            ReceptionTimes.day(about.heldOn()),
            "number",
            entry.number());
        return "cancelled";
      }
    }
    answers.alone(turn, "reception.cancel.nothing");
    return "answered";
  }

  boolean isSignedUp(Turn turn) {
    return !receptions.own(turn.tx(), turn.estate().id(), turn.speaker(), turn.now()).isEmpty();
  }

  /** 匿名 of somebody who is signed up: the list names nobody. */
  String hide(Turn turn) {
    var own = receptions.own(turn.tx(), turn.estate().id(), turn.speaker(), turn.now());
    var hidden = receptions.hide(turn.tx(), own.getFirst());
    answers.alone(turn, "reception.hidden", "number", hidden.number());
    return "answered";
  }

  /** When and where the next one is; one's own number is said alone. */
  String query(Turn turn) {
    var coming = receptions(turn);
    if (coming.isEmpty()) {
      answers.say(turn, "reception.none");
      return "answered";
    }
    var about = coming.getFirst();
    answers.say(
        turn,
        "reception.next-day",
        "day",
        ReceptionTimes.day(about.heldOn()),
        "time",
        ReceptionTimes.span(about),
        "place",
        ReceptionTimes.place(about));
    own(turn, about).ifPresent(entry -> ownNumber(turn, about, entry));
    return "answered";
  }

  private void ownNumber(Turn turn, Reception about, Entry entry) {
    var at =
        receptions
            .expected(turn.tx(), about, entry)
            .map(t -> answers.text(turn, "reception.about", "at", ReceptionTimes.clock(t)))
            .orElse("");
    answers.alone(turn, "reception.own", "number", entry.number(), "at", at);
  }

  // --- afterwards -------------------------------------------------------------------------------

  /** Whether the answer of the reception came true. */
  String followUp(Turn turn, Question question, int digit) {
    var about = about(turn, question);
    var entry = about.flatMap(r -> receptions.entry(turn.tx(), r, number(question)));
    if (entry.isEmpty()) {
      answers.alone(turn, "digit.none");
      return "answered";
    }
    var said = digit == 1 ? FollowUp.DONE : FollowUp.NOT_YET;
    receptions.followUp(turn.tx(), turn.estate(), about.get(), entry.get(), said);
    answers.alone(
        turn, said == FollowUp.DONE ? "reception.follow-up.done" : "reception.follow-up.not-yet");
    return "answered";
  }

  private Optional<Reception> about(Turn turn, Question question) {
    return receptions.find(
        turn.tx(), question.estateId(), Long.parseLong(question.payload().split(":")[0]));
  }

  private static int number(Question question) {
    return Integer.parseInt(question.payload().split(":")[1]);
  }
}
