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

  Queue(Reception reception, List<Entry> entries) {
    this.reception = reception;
    this.waiting = entries.stream().filter(Entry::queues).toList();
  }

  /** About when the number is heard; empty when the session is over before, or it does not come. */
  Optional<Instant> expected(int number) {
    return waiting.stream()
        .filter(entry -> entry.number() == number)
        .findFirst()
        .map(entry -> reception.startsAt().plus(reception.slot().multipliedBy(before(number))))
        .filter(at -> !at.plus(reception.slot()).isAfter(reception.endsAt()))
        .map(Queue::rounded);
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
    return waiting.stream()
        .filter(entry -> entry.number() > number && entry.calledAt() == null)
        .filter(entry -> entry.outcome() == null)
        .findFirst();
  }

  private static Instant rounded(Instant at) {
    var seconds = at.getEpochSecond() + GRAIN_SECONDS / 2;
    return Instant.ofEpochSecond(seconds - Math.floorMod(seconds, GRAIN_SECONDS));
  }
}
