package linli.bot.receptions;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import linli.adapters.OutboundMessage.Button;
import linli.bot.due.DueItem;
import linli.bot.due.DueWork;
import linli.bot.estates.Estate;
import linli.bot.estates.Estates;
import linli.bot.speech.Speech.Line;
import linli.bot.store.Transaction;

/** Days that move: what the secretary is asked and told, and what those who signed up hear. */
public final class Rescheduling {

  private final ReceptionRepository receptions;
  private final EntryRepository entries;
  private final ReceptionService service;
  private final ReceptionPlanner planner;
  private final ReceptionNotices notices;
  private final Estates estates;
  private final Clock clock;

  Rescheduling(
      ReceptionRepository receptions,
      EntryRepository entries,
      ReceptionService service,
      ReceptionPlanner planner,
      ReceptionNotices notices,
      Estates estates,
      Clock clock) {
    this.receptions = receptions;
    this.entries = entries;
    this.service = service;
    this.planner = planner;
    this.notices = notices;
    this.estates = estates;
    this.clock = clock;
  }

  void register(DueWork due) {
    due.registerByDay(ReceptionPlanner.MERGE_ASK, this::askWhetherMerged);
    due.register(ReceptionPlanner.MERGE_SILENT, this::nobodyDecided);
    due.registerByDay(ReceptionPlanner.PROVISIONAL, this::warnOfProvisional);
    due.registerByDay(ReceptionPlanner.MOVED, this::moved);
    due.registerByDay(ReceptionPlanner.DROPPED, this::dropped);
  }

  private Optional<Reception> find(Transaction tx, DueItem item) {
    return receptions.find(tx, item.estateId(), Long.parseLong(item.subject()));
  }

  // --- two days that are close ------------------------------------------------------------------

  private void askWhetherMerged(Transaction tx, DueItem item) {
    var found = find(tx, item);
    var next = found.flatMap(about -> planner.tooNear(tx, about));
    if (next.isEmpty()) {
      return;
    }
    var about = found.get();
    receptions.mergeAsked(tx, about, clock.instant());
    var estate = estates.byId(item.estateId());
    var text =
        notices.about(
            estate,
            about,
            "reception.merge.ask",
            "nominal",
            ReceptionTimes.day(about.nominalOn()),
            "next",
            ReceptionTimes.day(next.get()));
    notices.toChief(
        tx, estate, about, Line.of(text).with(new Button("合并", "合并"), new Button("分开", "分开")));
  }

  /** Silence means that both days stay. */
  private void nobodyDecided(Transaction tx, DueItem item) {
    find(tx, item).ifPresent(about -> receptions.mergeAsked(tx, about, null));
  }

  /** 合并 or 分开; gives what the secretary hears, empty when nothing was asked. */
  public Optional<String> decide(Transaction tx, Estate estate, boolean merge, Instant now) {
    var asked = receptions.undecided(tx, estate.id(), now);
    if (asked.isEmpty()) {
      return Optional.empty();
    }
    var shifted = asked.get();
    receptions.mergeAsked(tx, shifted, null);
    var next = service.after(tx, shifted);
    if (!merge || next.isEmpty()) {
      return Optional.of(notices.about(estate, shifted, "reception.merge.kept"));
    }
    for (var entry : entries.of(tx, shifted)) {
      if (!entry.isCancelled()) {
        tellMoved(tx, estate, next.get(), service.move(tx, estate, entry, next.get(), now));
      }
    }
    receptions.merge(tx, shifted, next.get());
    return Optional.of(notices.about(estate, next.get(), "reception.merge.done"));
  }

  // --- a day that the calendar or the rule moved ------------------------------------------------

  /** The rule is gone: who signed up hears of it, and the group where it was told of the day. */
  private void dropped(Transaction tx, DueItem item) {
    var found = receptions.findAlsoMerged(tx, item.estateId(), Long.parseLong(item.subject()));
    if (found.isEmpty()) {
      return;
    }
    var about = found.get();
    var estate = estates.byId(item.estateId());
    for (var entry : entries.of(tx, about)) {
      if (!entry.isCancelled()) {
        entries.cancel(tx, entry, clock.instant());
        var text = notices.about(estate, about, "reception.dropped", "number", entry.number());
        notices.toEntry(tx, entry, Line.of(text));
      }
    }
    if (about.announcedAt() != null) {
      notices.toGroups(tx, estate, notices.about(estate, about, "reception.dropped.group"));
    }
  }

  private void moved(Transaction tx, DueItem item) {
    find(tx, item)
        .filter(about -> about.startsAt().isAfter(clock.instant()))
        .ifPresent(about -> moved(tx, estates.byId(item.estateId()), about));
  }

  private void moved(Transaction tx, Estate estate, Reception about) {
    for (var entry : entries.of(tx, about)) {
      if (!entry.isCancelled()) {
        tellMoved(tx, estate, about, entry);
      }
    }
  }

  private void tellMoved(Transaction tx, Estate estate, Reception to, Entry entry) {
    var at = service.expected(tx, to, entry, clock.instant()).map(ReceptionTimes::clock);
    var text =
        notices.about(
            estate,
            to,
            "reception.moved",
            "number",
            entry.number(),
            "at",
            at.map(time -> notices.text("reception.about", "at", time)).orElse(""));
    notices.toEntry(tx, entry, Line.of(text).with(new Button("取消报名", "取消报名")));
  }

  private void warnOfProvisional(Transaction tx, DueItem item) {
    var estate = estates.byId(item.estateId());
    receptions.coming(tx, item.estateId(), clock.instant()).stream()
        .findFirst()
        .ifPresent(
            about ->
                notices.toChief(
                    tx,
                    estate,
                    about,
                    Line.of(notices.text("reception.provisional", "year", item.subject()))));
  }
}
