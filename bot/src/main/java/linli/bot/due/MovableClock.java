package linli.bot.due;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;

/** A business clock that can be set forward: the demo's, and that of a replayed conversation. */
public final class MovableClock extends Clock {

  private final InstantSource base;
  private final ZoneId zone;
  private volatile Duration ahead;

  /**
   * @param ahead how far in front of {@code base} it starts
   */
  public MovableClock(InstantSource base, Duration ahead) {
    this(base, ahead, ZoneId.of("Asia/Shanghai"));
  }

  private MovableClock(InstantSource base, Duration ahead, ZoneId zone) {
    this.base = base;
    this.ahead = ahead;
    this.zone = zone;
  }

  public void moveTo(Instant target) {
    ahead = Duration.between(base.instant(), target);
  }

  public Duration ahead() {
    return ahead;
  }

  /** The real clock underneath: what signatures and other machines go by. */
  public InstantSource wall() {
    return base;
  }

  /** The real clock under a business clock that may have been moved. */
  public static InstantSource wallOf(Clock clock) {
    return clock instanceof MovableClock moved ? moved.wall() : clock;
  }

  @Override
  public Instant instant() {
    return base.instant().plus(ahead);
  }

  @Override
  public ZoneId getZone() {
    return zone;
  }

  @Override
  public Clock withZone(ZoneId other) {
    return new MovableClock(base, ahead, other);
  }
}
