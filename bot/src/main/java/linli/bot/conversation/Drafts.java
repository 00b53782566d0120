package linli.bot.conversation;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import linli.adapters.InboundEvent.Media;
import linli.bot.due.DueItem;
import linli.bot.due.DueWork;
import linli.bot.estates.Estate;
import linli.bot.questions.Question;
import linli.bot.questions.Question.Kind;
import linli.bot.questions.Questions;
import linli.bot.questions.Questions.Asked;
import linli.bot.speech.Speech.Line;
import linli.bot.store.Transaction;
import linli.nlp.Understander;
import linli.nlp.Understanding;

/** Messages that want something but do not say what: one question, then a person. */
final class Drafts {

  static final String UNANSWERED = "draft.unanswered";

  /** After this the grid worker asks instead of the bot (decisions 4). */
  static final Duration PATIENCE = Duration.ofMinutes(10);

  /** 那个灯, 电梯呢: a thing of the estate is named and nothing is said about it. */
  private static final Pattern POINTS_AT_A_THING =
      Pattern.compile(
          "(?:那|这|我们|咱)?(?:个|盏|台|部|扇|儿|边|里|家)?的?(?:楼[上下道]|门口|院[里子]|车库)?的?"
              + "(?:灯|电梯|门|门禁|大门|水管|管子|下水道|井盖|垃圾桶|栏杆|路灯|监控|道闸|水|电|暖气|墙|窗户?)"
              + "(?:呢|啊|呀|那个|这个|的事)?[。??!!…]*");

  /** What somebody means who names a thing and, asked about it, its place. */
  private static final String IS_BROKEN = "坏了";

  private final Questions questions;
  private final ReportTalk reports;
  private final Human human;
  private final MediaTalk media;
  private final Understander understander;
  private final DueWork due;
  private final Answers answers;

  Drafts(
      Questions questions,
      ReportTalk reports,
      Human human,
      MediaTalk media,
      Understander understander,
      DueWork due,
      Answers answers) {
    this.questions = questions;
    this.reports = reports;
    this.human = human;
    this.media = media;
    this.understander = understander;
    this.due = due;
    this.answers = answers;
  }

  static boolean pointsAtAThing(String text) {
    return POINTS_AT_A_THING.matcher(text).matches();
  }

  /** Asks the one question. */
  String ask(Turn turn) {
    var text = answers.text(turn, question(turn), "committee", turn.estate().committee());
    var id = answers.say(turn, Line.of(text).asking());
    var where =
        answers.standsInGroup(turn) ? turn.conversationId() : turn.speaker().privateConversation();
    var asked = new Asked(turn.estate().id(), turn.channel(), where, turn.speaker().accountId());
    media.keepForWords(turn, where);
    questions.ask(
        turn.tx(),
        asked.because(turn.received().key()),
        Kind.UNCLEAR,
        null,
        0,
        turn.text(),
        id,
        turn.now());
    later(turn, UNANSWERED, id.toString(), PATIENCE);
    return "asked";
  }

  private void later(Turn turn, String kind, String subject, Duration after) {
    due.schedule(
        turn.tx(), new DueItem(turn.estate().id(), kind, subject, 0, turn.now().plus(after)));
  }

  private static String question(Turn turn) {
    var complaint = Complaint.begunBy(turn.text());
    if (complaint != null) {
      return complaint == Complaint.COMPANY && hasCompany(turn.estate())
          ? "complaint.company"
          : "complaint.anybody";
    }
    if (turn.event().media().stream().anyMatch(m -> m.type() == Media.Type.VOICE)) {
      return "unclear.voice";
    }
    return turn.event().media().isEmpty() ? "unclear.ask" : "unclear.photo";
  }

  /**
   * The person says more: both messages are understood together, a second failure is a person's.
   */
  String continued(Turn turn, Question question) {
    var together = turn.saying((question.payload() + " " + turn.text()).strip());
    questions.answer(turn.tx(), question, "continued", turn.now());
    var understood = understander.understandAddressed(together.text());
    if (!isMatter(understood) && pointsAtAThing(question.payload())) {
      understood = understander.understandAddressed(together.text() + IS_BROKEN);
    }
    if (Complaint.begunBy(question.payload()) == Complaint.COMPANY) {
      return reports.complain(together.discreetly(), understood);
    }
    if (isMatter(understood)) {
      return reports.report(together, understood);
    }
    human.openForPerson(together, together.text());
    answers.say(turn, "unclear.again");
    return "handed-over";
  }

  private static boolean hasCompany(Estate estate) {
    return estate.partyOfKind("property").isPresent();
  }

  private static boolean isMatter(Understanding understood) {
    return understood.issues().size() > 1 || AddressedTalk.isClear(understood);
  }

  void register(DueWork work) {
    work.register(UNANSWERED, this::becomeCase);
  }

  /** Ten minutes of silence: the grid worker gets it as 待明确. */
  private void becomeCase(Transaction tx, DueItem item) {
    var question = find(tx, item);
    if (question.isEmpty()) {
      return;
    }
    questions.answer(tx, question.get().question(), "unanswered", item.dueAt());
    human.openUnclear(tx, item, question.get());
  }

  private Optional<Questions.Pending> find(Transaction tx, DueItem item) {
    return questions.findByMessage(tx, item.estateId(), UUID.fromString(item.subject()));
  }
}
