package linli.bot.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The tokens that a platform gives out: one at a time, for two hours. */
final class Keys {

  static final Duration LASTS = Duration.ofHours(2);

  private final InstantSource clock;
  private String token;
  private Instant until = Instant.EPOCH;
  private int given;

  Keys(InstantSource clock) {
    this.clock = clock;
  }

  /** The token; asked for again while it is good it is the same. */
  synchronized String give() {
    if (!clock.instant().isBefore(until)) {
      token = "sandbox-token-" + ++given;
      until = clock.instant().plus(LASTS);
    }
    return token;
  }

  synchronized boolean isGood(String sent) {
    return sent.equals(token) && clock.instant().isBefore(until);
  }

  synchronized void expire() {
    until = Instant.EPOCH;
  }

  /** So many tokens were given out. */
  synchronized int given() {
    return given;
  }
}
