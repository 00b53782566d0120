package linli.bot.receptions;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Who is heard in which order, and about when: a slot for everybody who comes, by number. */
final class Queue {

  /** Times are said in whole five minutes. */
  private static final long GRAIN_SECONDS = 300;

  private final Reception reception;
  private final List<Entry> waiting;
  private final Instant from;

  /**
   * @param now during the session nobody is heard before it
   */
  Queue(Reception reception, List<Entry> entries, Instant now) {
    this.reception = reception;
    this.waiting = entries.stream().filter(Entry::waits).toList();
    this.from = now.isAfter(reception.startsAt()) ? now : reception.startsAt();
  }

  /** About when the number is heard; empty when the session is over before, or it does not wait. */
  Optional<Instant> expected(int number) {
    return waiting.stream()
        .filter(entry -> entry.number() == number)
        .findFirst()
        .map(entry -> from.plus(reception.slot().multipliedBy(before(number))))
        .filter(at -> !at.plus(reception.slot()).isAfter(reception.endsAt()))
        .map(this::rounded);
  }

  private long before(int number) {
    return waiting.stream().filter(entry -> entry.number() < number).count();
  }

  /** How many people one session hears. */
  static long capacity(Reception reception) {
    return Duration.between(reception.startsAt(), reception.endsAt()).dividedBy(reception.slot());
  }

  /** Who is called after this number. */
  Optional<Entry> after(int number) {
    return waiting.stream().filter(entry -> entry.number() > number).findFirst();
  }

  /** To the nearest five minutes that are not over. */
  private Instant rounded(Instant at) {
    var seconds = at.getEpochSecond() + GRAIN_SECONDS / 2;
    var near = Instant.ofEpochSecond(seconds - Math.floorMod(seconds, GRAIN_SECONDS));
    return near.isBefore(from) ? near.plusSeconds(GRAIN_SECONDS) : near;
  }
}
