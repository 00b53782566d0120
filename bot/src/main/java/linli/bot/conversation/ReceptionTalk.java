package linli.bot.conversation;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
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
import linli.nlp.Understanding;

/** Residents and the reception day: 报名, 取消报名, 匿名, 上门, and when it is. */
final class ReceptionTalk {

  private static final int LONGEST_MATTER = 60;

  /** So many numbers of one day go to one account: its own and those of people it speaks for. */
  private static final int MOST_NUMBERS = 3;

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
  Optional<String> command(Turn turn, Understanding understood) {
    var text = turn.text();
    if (SignUpWords.cancels(text)) {
      return Optional.of(cancel(turn));
    }
    var wanted = SignUpWords.after(text);
    if (wanted.isPresent()) {
      return Optional.of(signUp(turn, wanted.get()));
    }
    if (SignUpWords.asksForNumber(text) && isSignedUp(turn)) {
      return Optional.of(query(turn));
    }
    return SignUpWords.wantVisit(text, understood) && !receptions(turn).isEmpty()
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
    var named = named(turn, coming, said);
    var about = onDay(coming, named);
    if (about.isEmpty()) {
      answers.alone(turn, "reception.unknown-day", "day", named.date(), "list", days(coming));
      return "answered";
    }
    var words = matter(named.rest());
    var wish = SignUpWords.wantVisit(turn.text()) ? Wish.AT_HOME : null;
    var issueType = issueType(words);
    // 给我排个号: who only asks for a number has not said what it is about.
    var plain = wish == null && issueType == null && said.equals(turn.text());
    return signUp(turn, about.get(), said, new Wanted(plain ? null : words, issueType, wish));
  }

  /** What a sign-up is about. */
  private record Wanted(String matter, String issueType, Wish wish) {
    @Override
    public String toString() {
      return "Wanted[]";
    }
  }

  private String signUp(Turn turn, Reception about, String said, Wanted wanted) {
    var numbers = numbers(turn, about);
    var same = numbers.stream().filter(e -> e.says(wanted.matter())).findFirst();
    if (same.isPresent()) {
      return sayMore(turn, about, same.get(), said, new Wanted(null, null, wanted.wish()));
    }
    var own = SignUpWords.isForAnother(said) ? Optional.<Entry>empty() : own(numbers);
    if (own.isPresent()) {
      return sayMore(turn, about, own.get(), said, wanted);
    }
    if (numbers.size() >= MOST_NUMBERS) {
      var day = ReceptionTimes.day(about.heldOn());
      answers.alone(turn, "reception.too-many", "day", day, "n", numbers.size());
      return "answered";
    }
    var entry =
        receptions.enter(
            turn.tx(),
            about,
            new NewEntry(
                false,
                turn.channel(),
                turn.speaker().accountId(),
                null,
                wanted.matter(),
                wanted.issueType(),
                SignUpWords.wantNoName(said),
                wanted.wish(),
                turn.received().key()),
            turn.now());
    confirm(turn, about, entry, entry.wish() != null);
    return "signed-up";
  }

  private static SignUpWords.Named named(Turn turn, List<Reception> coming, String said) {
    return SignUpWords.named(
        said,
        day -> onDay(coming, day).isPresent(),
        day -> turn.estate().buildings().containsKey(Integer.toString(day)));
  }

  /** The day that is named, by its own date or that of the fixed day; the next when none is. */
  private static Optional<Reception> onDay(List<Reception> coming, SignUpWords.Named named) {
    return onDay(
        coming.stream()
            .filter(
                r -> named.month() == null || isOn(r.heldOn(), named) || isOn(r.nominalOn(), named))
            .toList(),
        named.day());
  }

  private static boolean isOn(LocalDate date, SignUpWords.Named named) {
    return date.getMonthValue() == named.month() && date.getDayOfMonth() == named.day();
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
    var words = PersonalData.mask(SignUpWords.withoutNoName(said.strip()));
    if (words.isEmpty()) {
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

  /** The numbers of the account on that day, the last one first. */
  private List<Entry> numbers(Turn turn, Reception about) {
    return receptions.own(turn.tx(), turn.estate().id(), turn.speaker(), turn.now()).stream()
        .filter(entry -> entry.receptionId() == about.id())
        .toList();
  }

  /** The one that is not for somebody else. */
  private static Optional<Entry> own(List<Entry> numbers) {
    return numbers.stream().filter(e -> !SignUpWords.isForAnother(e.matter())).findFirst();
  }

  private String sayMore(Turn turn, Reception about, Entry own, String said, Wanted wanted) {
    var hides = SignUpWords.wantNoName(said) && !own.anonymous();
    if (hides) {
      receptions.hide(turn.tx(), own);
      answers.alone(turn, "reception.hidden", "number", own.number());
    }
    if (wanted.wish() != null && own.wish() == null) {
      var wish = wanted.wish();
      confirm(turn, about, receptions.wish(turn.tx(), turn.estate(), own, wish, turn.now()), true);
      return "signed-up";
    }
    if (wanted.matter() != null) {
      receptions.sayMore(
          turn.tx(), own, turn.received().key(), wanted.matter(), wanted.issueType(), turn.now());
      answers.alone(turn, "reception.signed-up.more", "number", own.number());
      return "signed-up";
    }
    if (!hides) {
      confirm(turn, about, own, false);
    }
    return "answered";
  }

  /**
   * @param news whether the grid worker does not know yet that somebody is to be visited
   */
  private void confirm(Turn turn, Reception about, Entry entry, boolean news) {
    if (entry.wish() == Wish.AT_HOME) {
      answers.alone(turn, "reception.signed-up.at-home", "number", entry.number());
      if (news) {
        receptions.tellOfVisit(turn.tx(), turn.estate(), about, entry);
      }
      return;
    }
    var at = receptions.expected(turn.tx(), about, entry, turn.now());
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
          receptions.move(turn.tx(), turn.estate(), entry.get(), next.get(), turn.now()),
          false);
      return "signed-up";
    }
    receptions.wish(turn.tx(), turn.estate(), entry.get(), Wish.CALL, turn.now());
    receptions.tellOfVisit(turn.tx(), turn.estate(), about.get(), entry.get());
    answers.alone(turn, "reception.call");
    return "signed-up";
  }

  // --- a message that is taken back or changed --------------------------------------------------

  /** The number goes with the message that asked for it; what another one added stays. */
  void recalled(Turn turn, UUID message) {
    receptions
        .saidIn(turn.tx(), turn.estate().id(), message, turn.speaker())
        .ifPresent(entry -> takeBack(turn, entry, message));
  }

  private void takeBack(Turn turn, Entry entry, UUID message) {
    var about = receptions.find(turn.tx(), entry.estateId(), entry.receptionId());
    if (receptions.takeBack(turn.tx(), turn.estate(), entry, message, turn.now())
        && about.isPresent()) {
      sayCancelled(turn, about.get(), entry);
    }
  }

  /** New words for the same number; empty when they are no sign-up for it: they are new then. */
  Optional<String> edited(Turn turn, UUID message) {
    var found = receptions.saidIn(turn.tx(), turn.estate().id(), message, turn.speaker());
    if (found.isEmpty()) {
      return Optional.empty();
    }
    var entry = found.get();
    var said =
        SignUpWords.after(turn.text())
            .or(() -> Optional.of(turn.text()).filter(SignUpWords::wantVisit));
    var coming = receptions(turn);
    var named = said.map(words -> named(turn, coming, words));
    var same =
        named.flatMap(n -> n.day() == null ? Optional.of(entry.receptionId()) : idOn(coming, n));
    if (entry.isCancelled()
        || entry.outcome() != null
        || !same.equals(Optional.of(entry.receptionId()))) {
      takeBack(turn, entry, message);
      return Optional.empty();
    }
    var words = matter(named.get().rest());
    receptions.rewrite(turn.tx(), entry, message, words, issueType(words), turn.now());
    answers.alone(turn, "reception.signed-up.changed", "number", entry.number());
    return Optional.of("signed-up");
  }

  private static Optional<Long> idOn(List<Reception> coming, SignUpWords.Named named) {
    return onDay(coming, named).map(Reception::id);
  }

  private void sayCancelled(Turn turn, Reception about, Entry entry) {
    answers.alone(
        turn,
        "reception.cancelled",
        "day",
        ReceptionTimes.day(about.heldOn()),
        "number",
        entry.number());
  }

  // --- 取消报名, 匿名, 几号 ---------------------------------------------------------------------

  String cancel(Turn turn) {
    var dayOfMonth = SignUpWords.anyDay(turn.text());
    for (var entry : receptions.own(turn.tx(), turn.estate().id(), turn.speaker(), turn.now())) {
      var about = receptions.find(turn.tx(), entry.estateId(), entry.receptionId()).orElseThrow();
      if (onDay(List.of(about), dayOfMonth).isPresent() && entry.outcome() == null) {
        receptions.cancel(turn.tx(), turn.estate(), entry, turn.now());
        sayCancelled(turn, about, entry);
        return "cancelled";
      }
    }
    answers.alone(turn, "reception.cancel.nothing");
    return "answered";
  }

  boolean isSignedUp(Turn turn) {
    return !receptions.own(turn.tx(), turn.estate().id(), turn.speaker(), turn.now()).isEmpty();
  }

  /**
   * 匿名 of somebody who is signed up: the list names nobody.
   *
   * @return the number that is hidden
   */
  int hide(Turn turn) {
    var own = receptions.own(turn.tx(), turn.estate().id(), turn.speaker(), turn.now());
    var shown = own.stream().filter(entry -> !entry.anonymous()).findFirst();
    return receptions.hide(turn.tx(), shown.orElseGet(own::getFirst)).number();
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
    numbers(turn, about).stream().findFirst().ifPresent(entry -> ownNumber(turn, about, entry));
    return "answered";
  }

  private void ownNumber(Turn turn, Reception about, Entry entry) {
    var at =
        receptions
            .expected(turn.tx(), about, entry, turn.now())
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
