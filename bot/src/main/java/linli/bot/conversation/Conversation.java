package linli.bot.conversation;

import java.util.ArrayList;
import java.util.List;
import linli.adapters.InboundEvent;
import linli.adapters.InboundEvent.Conversation.Type;
import linli.adapters.InboundEvent.Kind;
import linli.bot.estates.Estates;
import linli.bot.hazards.SealedReview;
import linli.bot.inbox.EventHandler;
import linli.bot.inbox.ReceivedEvent;
import linli.bot.inbox.WantsOpinion;
import linli.bot.store.Memory;
import linli.bot.store.Transaction;
import linli.nlp.Understander;
import linli.nlp.Understanding;

/**
 * One message in, whatever follows from it out: the rules of who hears an answer.
 *
 * <p>Order in a group: hazard, addressed, joins an open case, clear new report (offered in
 * private), silence. In private every message gets an answer.
 */
public final class Conversation implements EventHandler {

  private final Estates estates;
  private final Turns turns;
  private final Lookups lookups;
  private final Understander understander;
  private final SealedReview review;
  private final HazardTalk hazards;
  private final Corrections corrections;
  private final SetUpTalk setUp;
  private final MediaTalk media;
  private final StaffGroupTalk inStaffGroup;
  private final PrivateTalk inPrivate;
  private final GroupTalk inGroup;
  private final SecondLook secondLook;

  Conversation(
      Estates estates,
      Turns turns,
      Lookups lookups,
      Understander understander,
      SealedReview review,
      HazardTalk hazards,
      Corrections corrections,
      SetUpTalk setUp,
      MediaTalk media,
      StaffGroupTalk inStaffGroup,
      PrivateTalk inPrivate,
      GroupTalk inGroup,
      SecondLook secondLook) {
    this.estates = estates;
    this.turns = turns;
    this.lookups = lookups;
    this.understander = understander;
    this.review = review;
    this.hazards = hazards;
    this.corrections = corrections;
    this.setUp = setUp;
    this.media = media;
    this.inStaffGroup = inStaffGroup;
    this.inPrivate = inPrivate;
    this.inGroup = inGroup;
    this.secondLook = secondLook;
  }

  /** Which messages somebody else may be asked about. */
  public WantsOpinion wantsOpinion() {
    return secondLook;
  }

  private record Said(String text, boolean toBot) {
    @Override
    public String toString() {
      return "Said[]";
    }
  }

  /** What was understood before a message's turn came: which table says nothing about. */
  private static final Memory<Said, Understanding> UNDERSTOOD = new Memory<>();

  @Override
  public void prepare(Transaction tx, String estateId, List<ReceivedEvent> events) {
    var lookedUp = new ArrayList<ReceivedEvent>();
    for (var received : events) {
      var event = received.event();
      if (event.kind() == Kind.MESSAGE) {
        var text = Turns.words(event);
        var understood = understand(tx, estateId, event, text);
        if (mayBeIgnored(event, received, text, understood)) {
          continue;
        }
      }
      lookedUp.add(received);
    }
    lookups.prepare(tx, estateId, lookedUp);
  }

  private Understanding understand(
      Transaction tx, String estateId, InboundEvent event, String text) {
    var said = new Said(estates.placeNames(estateId).plain(text), Turns.meantForBot(event));
    var before = tx.recall(UNDERSTOOD, said);
    if (before.isPresent()) {
      return before.get();
    }
    var understood =
        said.toBot()
            ? understander.understandAddressed(said.text())
            : understander.understand(said.text());
    tx.remember(UNDERSTOOD, said, understood);
    return understood;
  }

  @Override
  public String handle(Transaction tx, String estateId, ReceivedEvent received) {
    var event = received.event();
    return switch (event.kind()) {
      case MESSAGE -> withMedia(tx, estateId, received);
      case RECALL -> corrections.recalled(turns.of(tx, estateId, received, ""));
      case EDIT -> edit(tx, estateId, received);
    };
  }

  /** What could not be kept is said to who was listened to; of neighbours' talk it is not. */
  private String withMedia(Transaction tx, String estateId, ReceivedEvent received) {
    var outcome = message(tx, estateId, received);
    var refused = received.attachments().stream().anyMatch(a -> !a.isKept());
    if (refused && (Turns.meantForBot(received.event()) || !outcome.equals("silent"))) {
      var turn = turns.of(tx, estateId, received, Turns.words(received.event()));
      media.explainRefused(turn);
      if (PrivateTalk.onlyRefused(turn) && outcome.equals("silent")) {
        media.keepForWords(turn, turn.conversationId()); // that there was a picture elsewhere
      }
      return outcome.equals("silent") ? "answered" : outcome;
    }
    return outcome;
  }

  /** A danger that is written into an old message is as new as any; else the case follows. */
  private String edit(Transaction tx, String estateId, ReceivedEvent received) {
    var turn = turns.of(tx, estateId, received, Turns.words(received.event()));
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
    var text = Turns.words(event);
    var understood = understand(tx, estateId, event, text);
    if (understood.vetoed() != null) {
      review.keep(tx, estateId, understood.vetoed(), text, received.receivedAt());
    }
    if (mayBeIgnored(event, received, text, understood)) {
      return "silent";
    }
    var turn = turns.of(tx, estateId, received, text);
    var hazard = received.hazard() != null ? received.hazard() : understood.hazard();
    var wanted = Command.parse(text, false).filter(command -> command.verb().isSetUp());
    if (hazard == null && wanted.isPresent()) {
      return setUp.command(turn, wanted.get());
    }
    if (turn.group() != null && turn.group().isStaff()) {
      return inStaffGroup.answer(turn);
    }
    if (hazard != null && !isOfWork(turn)) {
      return hazards.danger(turn.aboutDanger(), hazard, understood);
    }
    return turn.isPrivate() ? inPrivate.answer(turn, understood) : inGroup.answer(turn, understood);
  }

  /** 办结 1123-31 燃气阀门漏气,已关阀, 通知 停水 … 爆管: staff write of a danger that is known. */
  private static boolean isOfWork(Turn turn) {
    return turn.speaker().isStaff()
        && Command.parse(turn.text(), true)
            .filter(c -> c.verb().isStaff() && (c.verb().isNotice() || !c.numbers().isEmpty()))
            .isPresent();
  }

  /** Neighbours talking among themselves: nothing is looked up for them, nothing is kept. */
  private boolean mayBeIgnored(
      InboundEvent event, ReceivedEvent received, String text, Understanding understood) {
    if (event.conversation().type() == Type.PRIVATE
        || received.hazard() != null
        || understood.hazard() != null
        || event.replyTo() != null
        || Turns.isNamed(event)) {
      return false;
    }
    var group = estates.group(received.channel(), event.conversation().id());
    if (group.isPresent() && group.get().isStaff()) {
      return false;
    }
    return understood.issues().isEmpty()
        && VoteWording.choice(text).isEmpty()
        && Wording.digit(text).isEmpty()
        && Command.parse(text, false).isEmpty()
        && Anger.in(text).isEmpty()
        && !"me_too".equals(understood.intent());
  }
}
