package linli.bot.due;

import java.time.Instant;

/** Moves the clock forward and lets everything happen on the way, each at its own time. */
public final class TimeMachine {

  private final MovableClock clock;
  private final DueWork due;

  public TimeMachine(MovableClock clock, DueWork due) {
    this.clock = clock;
    this.due = due;
  }

  /** Everything due at {@code target} or before has run when this returns; never goes back. */
  public synchronized void advanceTo(Instant target) {
    for (var next = due.nextDue(target); next.isPresent(); next = due.nextDue(target)) {
      if (next.get().isAfter(clock.instant())) {
        clock.moveTo(next.get());
      }
      due.runDue(next.get());
    }
    if (target.isAfter(clock.instant())) {
      clock.moveTo(target);
    }
  }
}
