package linli.bot.replay;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A golden conversation (金样对话), read from its file.
 *
 * @param estates whose; strangers and what stands in the head belong to the first
 */
record Script(
    List<String> estates,
    Map<String, Boolean> switches,
    Integer nextSeq,
    LocalDate nextSeqDay,
    List<Past> past,
    List<Step> steps) {

  /** The first time that the script names with its date. */
  Optional<Instant> begin() {
    return steps.stream()
        .map(Step::cause)
        .filter(Clock.class::isInstance)
        .map(cause -> ((Clock) cause).to())
        .filter(to -> to.contains("T"))
        .findFirst()
        .map(to -> OffsetDateTime.parse(to).toInstant());
  }

  /** A case of the past: {@code - 2026-09-02 elevator 3-2 closed}. */
  record Past(LocalDate openedOn, String issueType, String building, String unit) {}

  /** Something happens, and what the bot has to say to it. */
  record Step(int lineNo, Cause cause, List<Expected> expected, boolean anythingElse) {}

  /** What happens. */
  sealed interface Cause {}

  /**
   * {@code @ 08:32}: the clock is moved.
   *
   * @param down nothing happened on the way: the service was down until then
   */
  record Clock(String to, boolean down) implements Cause {}

  /** {@code > [group] name: text}. */
  record Said(
      String conversation, boolean isPrivate, String speaker, String text, Mark mark, String media)
      implements Cause {}

  /** What a mark at the end of the line says. */
  enum Mark {
    NONE,
    AGAIN,
    EDITED,
    RECALLED
  }

  /** What the bot has to say, or not. */
  sealed interface Expected {
    int lineNo();
  }

  /** {@code <} and {@code <~}. */
  record Line(int lineNo, String conversation, String text, boolean pattern) implements Expected {}

  /** {@code ∅}, {@code ∅ [私聊 X]}: nothing anywhere, or not there. */
  record Silence(int lineNo, String conversation) implements Expected {}

  /** The file breaks a rule of the format; the message names the line. */
  static final class BadScript extends RuntimeException {
    BadScript(String message) {
      super(message);
    }
  }
}
