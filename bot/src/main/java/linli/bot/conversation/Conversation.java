package linli.bot.conversation;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import linli.adapters.InboundEvent;
import linli.adapters.InboundEvent.Conversation.Type;
import linli.bot.cases.CaseNo;
import linli.bot.cases.Report;
import linli.bot.conversation.Command.Verb;
import linli.bot.estates.Estates;
import linli.bot.hazards.SealedReview;
import linli.bot.households.HouseholdCodes;
import linli.bot.inbox.EventHandler;
import linli.bot.inbox.ReceivedEvent;
import linli.bot.outbox.Outbox;
import linli.bot.questions.AnswerWindows;
import linli.bot.questions.AnswerWindows.Full;
import linli.bot.questions.Question;
import linli.bot.residents.MutedTopics;
import linli.bot.residents.Speakers;
import linli.bot.residents.Topic;
import linli.bot.store.Transaction;
import linli.nlp.PersonalData;
import linli.nlp.Understander;
import linli.nlp.Understanding;

/**
 * One message in, whatever follows from it out: the rules of who hears an answer.
 *
 * <p>Order in a group: hazard, addressed, joins an open case, clear new report (offered in
 * private), silence. In private every message gets an answer.
 */
public final class Conversation implements EventHandler {

  /** Certainty from which an un-addressed report is offered to be taken. */
  private static final double CLEAR = 0.8;

  /** Intents that mean nothing from somebody who has no case: then it is a report. */
  private static final Set<String> SPEAKS_OF_A_CASE =
      Set.of("confirm_resolved", "reopen", "supplement", "withdraw", "progress_query");

  private static final Set<String> ABOUT_COMPANY = Set.of("service_quality", "property_fee");

  private final Estates estates;
  private final Speakers speakers;
  private final AnswerWindows windows;
  private final MutedTopics muted;
  private final Outbox outbox;
  private final Understander understander;
  private final SealedReview review;
  private final HazardTalk hazards;
  private final StaffTalk staff;
  private final ResidentTalk residents;
  private final ReportTalk reports;
  private final AnswerTalk answerTalk;
  private final Drafts drafts;
  private final Human human;
  private final SmallTalk smallTalk;
  private final EstateTalk estateTalk;
  private final Corrections corrections;
  private final SetUpTalk setUp;
  private final DutyTalk duty;
  private final BindingTalk bindings;
  private final BindingStaff bindingStaff;
  private final MovingOut movingOut;
  private final MediaTalk media;
  private final ReceptionTalk receptions;
  private final ReceptionDesk receptionDesk;

  Conversation(
      Estates estates,
      Speakers speakers,
      AnswerWindows windows,
      MutedTopics muted,
      Outbox outbox,
      Understander understander,
      SealedReview review,
      HazardTalk hazards,
      StaffTalk staff,
      ResidentTalk residents,
      ReportTalk reports,
      AnswerTalk answerTalk,
      Drafts drafts,
      Human human,
      SmallTalk smallTalk,
      EstateTalk estateTalk,
      Corrections corrections,
      SetUpTalk setUp,
      DutyTalk duty,
      BindingTalk bindings,
      BindingStaff bindingStaff,
      MovingOut movingOut,
      MediaTalk media,
      ReceptionTalk receptions,
      ReceptionDesk receptionDesk) {
    this.estates = estates;
    this.speakers = speakers;
    this.windows = windows;
    this.muted = muted;
    this.outbox = outbox;
    this.understander = understander;
    this.review = review;
    this.hazards = hazards;
    this.staff = staff;
    this.residents = residents;
    this.reports = reports;
    this.answerTalk = answerTalk;
    this.drafts = drafts;
    this.human = human;
    this.smallTalk = smallTalk;
    this.estateTalk = estateTalk;
    this.corrections = corrections;
    this.setUp = setUp;
    this.duty = duty;
    this.bindings = bindings;
    this.bindingStaff = bindingStaff;
    this.movingOut = movingOut;
    this.media = media;
    this.receptions = receptions;
    this.receptionDesk = receptionDesk;
  }

  @Override
  public String handle(Transaction tx, String estateId, ReceivedEvent received) {
    var event = received.event();
    return switch (event.kind()) {
      case MESSAGE -> withMedia(tx, estateId, received);
      case RECALL -> corrections.recalled(turn(tx, estateId, received, ""));
      case EDIT -> edit(tx, estateId, received);
    };
  }

  /** What could not be kept is said to who was listened to; of neighbours' talk it is not. */
  private String withMedia(Transaction tx, String estateId, ReceivedEvent received) {
    var outcome = message(tx, estateId, received);
    var refused = received.attachments().stream().anyMatch(a -> !a.isKept());
    if (refused && (meantForBot(received.event()) || !outcome.equals("silent"))) {
      media.explainRefused(turn(tx, estateId, received, words(received.event())));
      return outcome.equals("silent") ? "answered" : outcome;
    }
    return outcome;
  }

  /** A danger that is written into an old message is as new as any; else the case follows. */
  private String edit(Transaction tx, String estateId, ReceivedEvent received) {
    var turn = turn(tx, estateId, received, words(received.event()));
    var danger = received.hazard() != null || understander.understand(turn.text()).hazard() != null;
    if (danger && !corrections.speaksOfKnownDanger(turn)) {
      return message(tx, estateId, received);
    }
    return corrections
        .edited(turn)
        .orElseGet(() -> message(tx, estateId, received.inPlaceOfTarget()));
  }

  private String message(Transaction tx, String estateId, ReceivedEvent received) {
    var event = received.event();
    var text = words(event);
    var plain = estates.placeNames(estateId).plain(text);
    var understood =
        meantForBot(event)
            ? understander.understandAddressed(plain)
            : understander.understand(plain);
    if (understood.vetoed() != null) {
      review.keep(tx, estateId, understood.vetoed(), text, received.receivedAt());
    }
    if (mayBeIgnored(event, received, text, understood)) {
      return "silent";
    }
    var turn = turn(tx, estateId, received, text);
    var hazard = received.hazard() != null ? received.hazard() : understood.hazard();
    var wanted = Command.parse(text, false).filter(command -> command.verb().isSetUp());
    if (hazard == null && wanted.isPresent()) {
      return setUp.command(turn, wanted.get());
    }
    if (turn.group() != null && turn.group().isStaff()) {
      return inStaffGroup(turn);
    }
    if (hazard != null) {
      return hazards.danger(turn.aboutDanger(), hazard, understood);
    }
    return turn.isPrivate() ? inPrivate(turn, understood) : inGroup(turn, understood);
  }

  /** A pressed button is the same as typing its key. */
  private static String words(InboundEvent event) {
    return Wording.bare(event.action() != null ? event.action() : Wording.of(event));
  }

  /** Neighbours talking among themselves: nothing is looked up for them, nothing is kept. */
  private boolean mayBeIgnored(
      InboundEvent event, ReceivedEvent received, String text, Understanding understood) {
    if (event.conversation().type() == Type.PRIVATE
        || received.hazard() != null
        || understood.hazard() != null
        || event.replyTo() != null
        || isNamed(event)) {
      return false;
    }
    var group = estates.group(received.channel(), event.conversation().id());
    if (group.isPresent() && group.get().isStaff()) {
      return false;
    }
    return understood.issues().isEmpty()
        && Wording.digit(text).isEmpty()
        && Command.parse(text, false).isEmpty()
        && !"me_too".equals(understood.intent());
  }

  private static boolean meantForBot(InboundEvent event) {
    return event.conversation().type() == Type.PRIVATE
        || isNamed(event)
        || event.replyTo() != null
        || event.action() != null;
  }

  private static boolean isNamed(InboundEvent event) {
    return event.mentioned() || event.text() != null && Wording.namesBot(event.text());
  }

  private Turn turn(Transaction tx, String estateId, ReceivedEvent received, String text) {
    var event = received.event();
    var estate = estates.byId(estateId);
    var channel = received.channel();
    var quoted = quoted(tx, channel, event.replyTo());
    var line = quoted.flatMap(id -> outbox.find(tx, channel, id));
    var speaker = speakers.find(tx, estate, channel, event.sender().id());
    var group = estates.group(channel, event.conversation().id()).orElse(null);
    var addressed =
        event.conversation().type() == Type.PRIVATE
            || isNamed(event)
            || line.isPresent()
            || event.action() != null;
    return new Turn(
        tx,
        estate,
        received,
        speaker,
        group,
        text,
        addressed,
        quoted.orElse(null),
        line.map(l -> l.caseNo()).orElse(null),
        addressed && !speaker.isStaff()
            ? windows.full(
                tx,
                estate,
                channel,
                speaker.privateConversation(),
                event.conversation().id(),
                received.receivedAt())
            : Full.NOWHERE,
        received.receivedAt());
  }

  /** Quoted by our own id, or by the one that the platform gave to our line. */
  private Optional<UUID> quoted(Transaction tx, String channel, String replyTo) {
    if (replyTo == null) {
      return Optional.empty();
    }
    return uuid(replyTo).or(() -> outbox.idOf(tx, channel, replyTo));
  }

  private static Optional<UUID> uuid(String id) {
    try {
      return id == null ? Optional.empty() : Optional.of(UUID.fromString(id));
    } catch (IllegalArgumentException notOurs) {
      return Optional.empty();
    }
  }

  // --- staff ------------------------------------------------------------------------------------

  private String inStaffGroup(Turn turn) {
    var atDesk = receptionDesk.command(turn);
    if (atDesk.isPresent()) {
      return atDesk.get();
    }
    var command = Command.parse(turn.text(), true);
    if (command.isPresent() && command.get().verb().isStaff()) {
      return staff.command(turn, command.get());
    }
    if (command.isPresent() && command.get().verb() == Verb.PROGRESS) {
      return residents.progress(turn, command.get().number(), understander.understand(""));
    }
    if (command.isPresent() && command.get().verb() == Verb.WHO_IS_ON_DUTY) {
      return duty.now(turn);
    }
    if (command.isPresent() && command.get().verb() == Verb.UNBIND) {
      return unbind(turn, command.get().words());
    }
    var digit = Wording.digit(turn.text());
    if (digit.isPresent()) {
      var open = answerTalk.open(turn);
      return open.isEmpty() ? "silent" : answerTalk.digit(turn, digit.get(), open);
    }
    if (turn.showsWithoutWords()) {
      media.keepForWords(turn, turn.conversationId()); // 办结 comes after its picture
      return "kept";
    }
    return turn.addressed() ? staff.help(turn) : "silent";
  }

  // --- private ----------------------------------------------------------------------------------

  private String inPrivate(Turn turn, Understanding understood) {
    var reception = receptionDesk.command(turn).or(() -> receptions.command(turn));
    if (reception.isPresent()) {
      return reception.get();
    }
    var command = Command.parse(turn.text(), turn.speaker().isStaff());
    if (command.isPresent() && command.get().verb().isStaff()) {
      return staff.command(turn, command.get());
    }
    if (command.isPresent() && command.get().verb() == Verb.BACK) {
      return human.back(turn);
    }
    var open = answerTalk.open(turn);
    var digit = Wording.digit(turn.text());
    if (digit.isPresent()) {
      return answerTalk.digit(turn, digit.get(), open);
    }
    if (onlyRefused(turn)) {
      return "silent"; // why is said by withMedia
    }
    var answered = answerTalk.words(turn, open, command, understood);
    if (answered.isPresent()) {
      return answered.get();
    }
    if (HouseholdCodes.looksLikeOne(turn.text())) {
      return bindings.code(turn, turn.text());
    }
    if (command.isPresent()) {
      return verb(turn, command.get(), understood);
    }
    return human.relay(turn).orElseGet(() -> addressed(turn, understood, open));
  }

  /** Nothing was said, and nothing that came along was kept. */
  private static boolean onlyRefused(Turn turn) {
    return turn.text().isBlank()
        && !turn.received().attachments().isEmpty()
        && !turn.showsWithoutWords();
  }

  // --- groups -----------------------------------------------------------------------------------

  private String inGroup(Turn turn, Understanding understood) {
    if (setUp.isOfAnotherEstate(turn, understood)) {
      return setUp.sayWhoseGroup(turn);
    }
    var open = answersInGroup(turn);
    if (!open.isEmpty()) {
      var digit = Wording.digit(turn.text());
      if (digit.isPresent()) {
        return answerTalk.digit(turn, digit.get(), open);
      }
    }
    var command = Command.parse(turn.text(), false);
    if (command.filter(c -> asksToBind(turn, c)).isPresent()) {
      return verb(turn, command.get(), understood);
    }
    if (turn.addressed() || command.filter(c -> !c.numbers().isEmpty()).isPresent()) {
      return addressedInGroup(turn, understood, command, open);
    }
    return overheard(turn, understood, command);
  }

  /** 绑定 and 解绑 with a home are meant for the bot also when nobody says so. */
  private boolean asksToBind(Turn turn, Command command) {
    return (command.verb() == Verb.BIND || command.verb() == Verb.UNBIND)
        && (turn.addressed() || bindings.isMeant(turn, command.words()));
  }

  /** Questions that this person was asked in the group; looked up only for what may answer them. */
  private List<Question> answersInGroup(Turn turn) {
    return turn.addressed() || Wording.digit(turn.text()).isPresent()
        ? answerTalk.open(turn)
        : List.of();
  }

  private String addressedInGroup(
      Turn turn, Understanding understood, Optional<Command> command, List<Question> open) {
    if (onlyRefused(turn)) {
      return "silent";
    }
    if (PersonalData.mask(turn.text()).contains("已隐藏】")) {
      smallTalk.warnAboutPersonalData(turn);
    }
    var reception = receptions.command(turn);
    if (reception.isPresent()) {
      return reception.get();
    }
    var answered = answerTalk.words(turn, open, command, understood);
    if (answered.isPresent()) {
      return answered.get();
    }
    return command.isPresent()
        ? verb(turn, command.get(), understood)
        : addressed(turn, understood, open);
  }

  private String overheard(Turn turn, Understanding understood, Optional<Command> command) {
    var meToo =
        "me_too".equals(understood.intent())
            || command.filter(c -> c.verb() == Verb.PLUS_ONE).isPresent();
    var same = reports.overheard(turn, understood);
    if (same.isPresent()) {
      return reports.joinQuietly(turn, same.get(), Report.Kind.JOIN);
    }
    if (meToo) {
      return plusOne(turn, understood, false);
    }
    var clear =
        "report".equals(understood.intent()) && isClear(understood) && understood.score() >= CLEAR;
    if (clear) {
      var outage = reports.belongsToOutage(turn, understood);
      if (outage.isPresent()) {
        return outage.get();
      }
    }
    if (clear && mayOffer(turn, understood)) {
      reports.offer(turn);
      media.keepForWords(turn, turn.speaker().privateConversation());
      return "offered";
    }
    return "silent";
  }

  /** Anger about the company is no request: it is left alone (journey J9). */
  private boolean mayOffer(Turn turn, Understanding understood) {
    var by = turn.speaker();
    return turn.estate().offerUnaddressed()
        && !ABOUT_COMPANY.contains(understood.issues().getFirst().type())
        && !muted.isMuted(turn.tx(), turn.estate().id(), by.channel(), by.accountId(), Topic.OFFERS)
        && smallTalk.firstToday(turn, "offer");
  }

  /** Whether the message names a matter of a certain kind. */
  private static boolean isClear(Understanding understood) {
    return !understood.issues().isEmpty() && !understood.issues().getFirst().type().equals("other");
  }

  /** +1: an unbound person is counted and not answered, a neighbour is told alone. */
  private String plusOne(Turn turn, Understanding understood, boolean answer) {
    var target = residents.plusOneTarget(turn, understood);
    if (target.isEmpty()) {
      if (answer) {
        residents.nothingToJoin(turn);
        return "answered";
      }
      return "silent";
    }
    if (!turn.speaker().isBound() && !turn.isPrivate()) {
      residents.count(turn, target.get());
      return "counted";
    }
    return residents.fits(turn, target.get())
        ? reports.joinQuietly(turn, target.get(), Report.Kind.JOIN)
        : reports.askWhichUnit(turn, target.get());
  }

  // --- meant for the bot ------------------------------------------------------------------------

  private String verb(Turn turn, Command command, Understanding understood) {
    return switch (command.verb()) {
      case PROGRESS -> residents.progress(turn, command.number(), understood);
      case PLUS_ONE -> plusOne(turn, understood, true);
      case SUPPLEMENT -> residents.supplement(turn, command.number(), command.words());
      case WITHDRAW -> residents.withdraw(turn, command.number());
      case SOLVED -> residents.solved(turn, command.number());
      case NOT_SOLVED -> residents.notSolved(turn, command.number(), command.words());
      case HUMAN -> human.begin(turn);
      case BACK -> human.back(turn);
      case HELP -> smallTalk.help(turn);
      case RATE, NOT_SAME -> smallTalk.chat(turn);
      case WHO_IS_WHO -> estateTalk.whoIsWho(turn);
      case PROPERTY_TASKS -> estateTalk.propertyTasks(turn);
      case MINE -> estateTalk.mine(turn);
      case BIND -> bindings.begin(turn, command.words());
      case UNBIND -> unbind(turn, command.words());
      case ANONYMOUS ->
          command.number().isEmpty() && receptions.isSignedUp(turn)
              ? receptions.hide(turn)
              : estateTalk.anonymous(turn, command.number());
      case MUTE -> estateTalk.mute(turn, command);
      case UNMUTE -> estateTalk.unmute(turn, command);
      case WHO_IS_ON_DUTY -> duty.now(turn);
      default -> staff.command(turn, command);
    };
  }

  /** One's own home; or, by those who may, the home of somebody who has moved out. */
  private String unbind(Turn turn, String words) {
    return !movingOut.isOwn(turn, words) && bindingStaff.mayConfirm(turn)
        ? bindingStaff.movedOut(turn, words)
        : movingOut.begin(turn, words);
  }

  private String addressed(Turn turn, Understanding understood, List<Question> open) {
    if (turn.isEnglish()) {
      return human.inEnglish(turn);
    }
    if (turn.text().isBlank() || understood.intent() == null) {
      return media
          .withoutWords(turn, open)
          .orElseGet(
              () -> turn.event().media().isEmpty() ? smallTalk.chat(turn) : drafts.ask(turn));
    }
    var number = CaseNo.in(turn.text());
    if (SPEAKS_OF_A_CASE.contains(understood.intent())
        && number.isEmpty()
        && !understood.issues().isEmpty()
        && !residents.speaksOfKnown(turn, understood)) {
      return reports.report(turn, understood);
    }
    return switch (understood.intent()) {
      case "progress_query" -> residents.progress(turn, number, understood);
      case "me_too" ->
          understood.issues().isEmpty() || !turn.isPrivate()
              ? plusOne(turn, understood, true)
              : reports.report(turn, understood);
      case "supplement" -> residents.supplement(turn, number, turn.text());
      case "withdraw" -> residents.withdraw(turn, number);
      case "confirm_resolved" -> residents.solved(turn, number);
      case "reopen" -> residents.notSolved(turn, number, turn.text());
      case "human", "erase_data" -> human.begin(turn);
      case "bind" -> bindings.begin(turn, turn.text());
      case "contact_query" -> smallTalk.numbers(turn);
      case "abuse" -> smallTalk.abuse(turn);
      case "chat", "ad", "rate" -> smallTalk.chat(turn);
      case "reception_query" -> receptions.query(turn);
      case "reception_signup" -> receptions.signUp(turn, turn.text());
      case "reception_cancel" -> receptions.cancel(turn);
      case "vote_cast", "vote_change", "vote_proxy", "vote_mute", "whistle", "booking", "claim" ->
          isClear(understood) ? reports.report(turn, understood) : smallTalk.notYet(turn);
      case "report", "suggest", "praise", "consult", "wish" ->
          understood.issues().isEmpty() ? drafts.ask(turn) : reports.report(turn, understood);
      default ->
          understood.issues().isEmpty() || understood.intent().equals("unclear")
              ? drafts.ask(turn)
              : reports.report(turn, understood);
    };
  }
}
