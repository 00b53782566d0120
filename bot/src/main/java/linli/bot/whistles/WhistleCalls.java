package linli.bot.whistles;

import java.time.Instant;
import linli.bot.cases.Case;
import linli.bot.estates.Estate;
import linli.bot.estates.Estate.Party;
import linli.bot.store.Transaction;
import linli.bot.whistles.Whistle.State;
import linli.schedules.QuietHours;

/** Calls a party in: the whistle is kept, its clocks run, the party hears of it by day. */
final class WhistleCalls {

  private final WhistleRepository whistles;
  private final WhistleClocks clocks;
  private final WhistleNotices notices;

  WhistleCalls(WhistleRepository whistles, WhistleClocks clocks, WhistleNotices notices) {
    this.whistles = whistles;
    this.clocks = clocks;
    this.notices = notices;
  }

  /**
   * Who calls, and why.
   *
   * @param party null: a resident
   * @param person null: a resident, or the ladder itself
   * @param reason masked words, or null
   * @param refusals how often it was sent on before
   * @param decided by the community: it cannot be refused
   */
  record Caller(
      Level level, String party, Long person, String reason, int refusals, boolean decided) {

    static Caller first(Level level, String party, Long person, String reason) {
      return new Caller(level, party, person, reason, 0, false);
    }

    /** The same call, to somebody else. */
    static Caller of(Whistle before, int refusals, boolean decided) {
      return new Caller(
          before.fromLevel(),
          before.fromParty(),
          before.blownBy(),
          before.reason(),
          refusals,
          decided);
    }

    @Override
    public String toString() {
      return "Caller[" + level + "]";
    }
  }

  /**
   * When a party hears of a call: at night only of what is urgent or wanted before the morning.
   *
   * @param wanted when somebody has to be there, or null: by the rule
   */
  static Instant heardAt(Case about, Instant wanted, Instant now) {
    var morning = QuietHours.after(now);
    var tonight = about.isUrgent() || wanted != null && wanted.isBefore(morning);
    return tonight ? now : morning;
  }

  /**
   * @param respondBy not after {@code arriveBy}
   */
  Whistle call(
      Transaction tx,
      Estate estate,
      Case about,
      Party target,
      Caller caller,
      Instant respondBy,
      Instant arriveBy,
      Instant now) {
    var blown =
        whistles.insert(
            tx,
            new Whistle(
                about.estateId(),
                0,
                about.id(),
                caller.level(),
                caller.party(),
                target.id(),
                caller.person(),
                caller.reason(),
                now,
                respondBy,
                arriveBy,
                State.ASKED,
                caller.refusals(),
                caller.decided(),
                null,
                null));
    clocks.watch(tx, about, blown);
    var heardAt = heardAt(about, arriveBy, now);
    if (heardAt.isAfter(now)) {
      clocks.callLater(tx, about, blown, heardAt);
    } else {
      notices.call(tx, estate, about, blown, now);
    }
    return blown;
  }
}
