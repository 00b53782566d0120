package linli.bot.due;

import java.time.Instant;

/** A transaction that does due work, and whether that changed what is due. */
final class UnderWay {

  private final Instant upTo;
  private boolean changed;

  UnderWay(Instant upTo) {
    this.upTo = upTo;
  }

  Instant upTo() {
    return upTo;
  }

  boolean changed() {
    return changed;
  }

  /** What was looked up is not what is due any more. */
  void change() {
    changed = true;
  }

  void changeIf(boolean so) {
    changed |= so;
  }

  /** Everything that was done is undone. */
  void undo() {
    changed = false;
  }
}
