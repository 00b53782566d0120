package linli.bot.conversation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import linli.adapters.OutboundMessage.Button;
import linli.bot.cases.CaseService;
import linli.bot.conversation.HomeWords.Written;
import linli.bot.due.DueItem;
import linli.bot.due.DueWork;
import linli.bot.estates.roster.LostHomes;
import linli.bot.households.BindingRequests;
import linli.bot.households.BindingRequests.State;
import linli.bot.households.Household;
import linli.bot.households.Residents;
import linli.bot.incidents.Incidents;
import linli.bot.questions.Question;
import linli.bot.questions.Question.Kind;
import linli.bot.questions.Questions;
import linli.bot.questions.Questions.Asked;
import linli.bot.speech.Speech;
import linli.bot.speech.Speech.Line;
import linli.bot.speech.Texts;
import linli.bot.store.Transaction;

/** 解绑: an account leaves its home, and hears of what was reported from there no more. */
final class MovingOut {

  private final BindingRequests requests;
  private final Residents residents;
  private final CaseService cases;
  private final Incidents incidents;
  private final HomeWords homes;
  private final Questions questions;
  private final Speech speech;
  private final Texts texts;
  private final Answers answers;

  MovingOut(
      BindingRequests requests,
      Residents residents,
      CaseService cases,
      Incidents incidents,
      HomeWords homes,
      Questions questions,
      Speech speech,
      Texts texts,
      DueWork due,
      Answers answers) {
    this.requests = requests;
    this.residents = residents;
    this.cases = cases;
    this.incidents = incidents;
    this.homes = homes;
    this.questions = questions;
    this.speech = speech;
    this.texts = texts;
    this.answers = answers;
    due.register(LostHomes.KIND, this::leftByRoster);
  }

  /** Whether these words mean a home of the speaker's own, or none at all. */
  boolean isOwn(Turn turn, String words) {
    return words.isBlank() || !turn.speaker().homes().isEmpty() && own(turn, words).isPresent();
  }

  private Optional<Household> own(Turn turn, String words) {
    return homes.read(turn, words) instanceof Written.Home written
        ? own(turn).stream().filter(written.household()::equals).findFirst()
        : Optional.empty();
  }

  private static List<Household> own(Turn turn) {
    return turn.speaker().homes().stream().map(BindingTalk::household).toList();
  }

  /** 解绑, of the home that is named, or of one's only one; asks once more. */
  String begin(Turn turn, String words) {
    var named = own(turn, words);
    var own = own(turn);
    if (!words.isBlank() && named.isEmpty() || own.isEmpty()) {
      return nothing(turn);
    }
    return named.isPresent() || own.size() == 1
        ? askWhether(turn, named.orElseGet(own::getFirst))
        : askWhich(turn, own);
  }

  /** Who waits for a binding does not want it any more. */
  private String nothing(Turn turn) {
    var open = requests.openOf(turn.tx(), turn.estate().id(), BindingTalk.account(turn));
    open.forEach(r -> requests.decide(turn.tx(), r, State.WITHDRAWN, null, turn.now()));
    answers.alone(turn, open.isEmpty() ? "unbind.nothing" : "unbind.withdrawn");
    return "answered";
  }

  private String askWhether(Turn turn, Household home) {
    return ask(
        turn,
        home.name(),
        Line.of(answers.text(turn, "unbind.ask", "home", HomeWords.door(home)))
            .with(new Button("1", "解绑"), new Button("2", "不解绑")));
  }

  private String askWhich(Turn turn, List<Household> own) {
    var buttons = new Button[own.size()];
    var list = new StringBuilder();
    for (var i = 0; i < own.size(); i++) {
      buttons[i] = new Button(Integer.toString(i + 1), HomeWords.door(own.get(i)));
      list.append(i == 0 ? "" : " ").append(i + 1).append('=').append(buttons[i].label());
    }
    var names = String.join(",", own.stream().map(Household::name).toList());
    return ask(
        turn, names, Line.of(answers.text(turn, "unbind.ask-which", "list", list)).with(buttons));
  }

  private String ask(Turn turn, String payload, Line line) {
    var id = answers.alone(turn, line.asking());
    var asked =
        new Asked(
            turn.estate().id(),
            turn.channel(),
            turn.speaker().privateConversation(),
            turn.speaker().accountId());
    questions.ask(
        turn.tx(), asked, Kind.UNBIND, null, line.buttons().size(), payload, id, turn.now());
    return "asked";
  }

  /** The answer: 1 yes 2 no of one home, else which. */
  String answered(Turn turn, Question question, int digit) {
    var names = question.payload().split(",");
    if (names.length == 1 && digit == 2) {
      answers.alone(turn, "unbind.kept");
      return "answered";
    }
    var home = Household.named(names.length == 1 ? names[0] : names[digit - 1]);
    var person = turn.speaker().personId();
    if (person == null || !own(turn).contains(home)) {
      answers.alone(turn, "unbind.nothing");
      return "answered";
    }
    unbind(turn, person, home, false);
    return "unbound";
  }

  /**
   * The person leaves the home with all accounts; each hears of it.
   *
   * @param movedOut whether staff say so
   */
  void unbind(Turn turn, long person, Household home, boolean movedOut) {
    var estate = turn.estate().id();
    residents.unbind(turn.tx(), estate, person, home, movedOut, turn.now());
    var key = movedOut ? "unbind.by-staff" : "unbind.done";
    var line = Line.of(answers.text(turn, key, "home", HomeWords.door(home)));
    left(turn.tx(), estate, person, home, line, turn.now());
  }

  private void left(
      Transaction tx, String estate, long person, Household home, Line line, Instant now) {
    for (var account : residents.accounts(tx, estate, person)) {
      cases.moveOut(tx, estate, account.channel(), account.id(), HomeWords.place(home), now);
      if (!residents.speaks(tx, estate, person)) {
        incidents.detachAll(tx, estate, account.channel(), account.id());
      }
      speech.toAccount(tx, estate, account.channel(), account.id(), line);
    }
  }

  /** A roster took the home away, and none has brought it back since. */
  private void leftByRoster(Transaction tx, DueItem item) {
    var subject = item.subject().split(" ");
    var person = Long.parseLong(subject[0]);
    var home = Household.named(subject[1]);
    if (residents.speaks(tx, item.estateId(), person, home)) {
      return;
    }
    var own = texts.of(item.estateId());
    var line = Line.of(own.say("unbind.by-roster", "home", HomeWords.door(home)));
    left(tx, item.estateId(), person, home, line, item.dueAt());
  }
}
