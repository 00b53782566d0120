package linli.bot.chat;

import java.time.Duration;
import linli.bot.outbox.Messages;
import linli.bot.outbox.Messages.Cursor;
import linli.bot.store.Transactions;
import linli.bot.store.Wake;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows what the bot says in a channel, from the outbox, into the transcript. */
final class BotLines implements AutoCloseable {

  private static final int PAGE = 500;

  /** How late a line is seen whose commit did not ring: another node's, the scheduler's. */
  private static final Duration LOOK_AROUND = Duration.ofMillis(500);

  private static final Duration AFTER_A_FAULT = Duration.ofSeconds(2);
  private static final Logger log = LoggerFactory.getLogger(BotLines.class);

  private final Messages messages;
  private final Transactions transactions;
  private final String channel;
  private final Transcript transcript;
  private final Wake wake = new Wake(1);
  private final Runnable ring = wake::ring;
  private Cursor upTo = Cursor.BEGINNING;
  private Thread follower;
  private volatile boolean stopping;

  BotLines(Messages messages, Transactions transactions, String channel, Transcript transcript) {
    this.messages = messages;
    this.transactions = transactions;
    this.channel = channel;
    this.transcript = transcript;
  }

  /** Has read what was said before when it returns, and follows from there. */
  void begin() {
    read();
    transcript.allSeen();
    transactions.onCommit(ring);
    follower = Thread.ofVirtual().name("chat-lines").start(this::follow);
  }

  @Override
  public void close() {
    stopping = true;
    transactions.forget(ring);
    wake.ringAll();
    try {
      if (follower != null) {
        follower.join();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void follow() {
    while (!stopping) {
      try {
        read();
        wake.await(LOOK_AROUND);
      } catch (Exception fault) {
        log.atWarn().setCause(fault).log("chat does not hear the bot, will try again");
        wake.await(AFTER_A_FAULT);
      }
    }
  }

  private void read() {
    var page = messages.after(channel, upTo, PAGE);
    while (!page.isEmpty()) {
      page.forEach(said -> transcript.add(Line.of(said.message())));
      upTo = page.getLast().cursor();
      page = messages.after(channel, upTo, PAGE);
    }
  }
}
