package linli.bot.conversation;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import linli.bot.due.DueItem;
import linli.bot.due.DueWork;
import linli.bot.outbox.Outbox;
import linli.bot.speech.Texts;
import linli.bot.store.Transaction;

/** Lines that carry a code: the code leaves them a day after it was said. */
final class CodeLines {

  /** The sentences that have one. */
  private static final Set<String> KEYS = Set.of("setup.staff.code", "register.code");

  private static final Duration KEPT = Duration.ofHours(24);
  private static final String FORGET = "code-line.forget";

  private final Outbox outbox;
  private final DueWork due;
  private final Texts texts;

  CodeLines(Outbox outbox, DueWork due, Texts texts) {
    this.outbox = outbox;
    this.due = due;
    this.texts = texts;
  }

  void register() {
    due.register(FORGET, this::forget);
  }

  /** To be called with every line that is said. */
  void said(Transaction tx, String estateId, String key, UUID line, Instant now) {
    if (KEYS.contains(key)) {
      due.schedule(tx, new DueItem(estateId, FORGET, line.toString(), 0, now.plus(KEPT)));
    }
  }

  /** One that could not be sent yet has another day. */
  private void forget(Transaction tx, DueItem item) {
    var instead = texts.of(item.estateId()).say("code.forgotten");
    if (outbox.forgetText(tx, item.estateId(), UUID.fromString(item.subject()), instead)) {
      due.schedule(
          tx,
          new DueItem(
              item.estateId(),
              FORGET,
              item.subject(),
              item.occurrence() + 1,
              item.dueAt().plus(KEPT)));
    }
  }
}
