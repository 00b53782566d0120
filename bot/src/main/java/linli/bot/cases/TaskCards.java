package linli.bot.cases;

import java.time.Instant;
import java.util.Optional;
import linli.bot.cases.Case.State;
import linli.bot.estates.Estates;
import linli.bot.outbox.Outbox;
import linli.bot.speech.ChinaTime;
import linli.bot.speech.Texts;
import linli.bot.store.Transaction;

/**
 * The cards that ask staff to take a case (接单, 到岗, 接): once somebody did, they say who and when,
 * and have these buttons no more. Only where a platform can change what was said.
 */
final class TaskCards {

  private final Outbox outbox;
  private final Estates estates;
  private final CaseWords words;
  private final Texts texts;

  TaskCards(Outbox outbox, Estates estates, CaseWords words, Texts texts) {
    this.outbox = outbox;
    this.estates = estates;
    this.words = words;
    this.texts = texts;
  }

  /** After a move; cards that are sent because of it come later and stay. */
  void after(Transaction tx, Case now, String verb, State from, Instant at) {
    note(now, verb, from, at)
        .ifPresent(note -> outbox.settleOfCase(tx, now.estateId(), now.no(), asked(verb), note));
  }

  /** The button of those that another party was asked by, where only they are answered. */
  private static String asked(String verb) {
    return switch (verb) {
      case "refuse", "whistle_taken", "whistle_refused" -> "退";
      default -> null;
    };
  }

  private Optional<String> note(Case now, String verb, State from, Instant at) {
    return switch (verb) {
      case "accept", "take" -> Optional.of(by(now, "staff.card.accepted", at));
      case "arrive", "acknowledge" -> Optional.of(by(now, "staff.card.present", at));
      case "done" -> Optional.of(say(now, "staff.card.done", at));
      case "whistle_taken" -> Optional.of(say(now, "staff.card.taken", at));
      case "refuse", "whistle_refused" -> Optional.of(say(now, "staff.card.refused", at));
      case "decide", "reroute", "escalate", "release" ->
          Optional.of(say(now, "staff.card.given", at));
      default ->
          from != null && !from.isOver() && now.state().isOver()
              ? Optional.of(say(now, "staff.card.over", at))
              : Optional.empty();
    };
  }

  private String by(Case now, String key, Instant at) {
    var who = words.handler(estates.byId(now.estateId()), now);
    return texts.of(now.estateId()).say(key, "who", who, "time", ChinaTime.clock(at));
  }

  private String say(Case now, String key, Instant at) {
    var party = words.party(estates.byId(now.estateId()), now);
    return texts.of(now.estateId()).say(key, "party", party, "time", ChinaTime.clock(at));
  }
}
