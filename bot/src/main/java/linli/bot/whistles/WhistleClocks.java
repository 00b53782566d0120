package linli.bot.whistles;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.function.Supplier;
import linli.bot.cases.Case;
import linli.bot.due.DueItem;
import linli.bot.due.DueWork;
import linli.bot.speech.ChinaTime;
import linli.bot.speech.SpokenTime;
import linli.bot.store.Transaction;
import linli.schedules.QuietHours;
import linli.schedules.TimeLimit;
import linli.schedules.WorkCalendar;

/** Deadlines of a whistle, and the timers that watch them. */
final class WhistleClocks {

  static final String CALL = "whistle.call";
  static final String RESPOND_MISSED = "whistle.respond-missed";
  static final String ARRIVE_MISSED = "whistle.arrive-missed";

  /** 上午 ends at noon, a day or an afternoon with the working day's last hour, an evening at 21. */
  private static final LocalTime NOON = LocalTime.NOON;

  private static final LocalTime AFTERNOON = LocalTime.of(18, 0);

  private final Supplier<WorkCalendar> calendar;
  private final DueWork due;

  WhistleClocks(Supplier<WorkCalendar> calendar, DueWork due) {
    this.calendar = calendar;
    this.due = due;
  }

  Instant after(Instant now, TimeLimit limit) {
    return calendar.get().deadline(now, limit);
  }

  /** When somebody has to be there who was called for then: 周五18:00前, 明天上午. */
  static Instant of(SpokenTime.Said said) {
    return at(said.day(), said.time() == null ? partEnds(said.part()) : said.time());
  }

  private static Instant at(LocalDate day, LocalTime time) {
    return day.atTime(time).atZone(ChinaTime.ZONE).toInstant();
  }

  private static LocalTime partEnds(String part) {
    if (part == null) {
      return AFTERNOON;
    }
    return switch (part) {
      case "凌晨", "清晨", "早上", "早晨" -> WorkCalendar.OPENS;
      case "上午", "中午" -> NOON;
      case "傍晚", "晚上", "夜里" -> QuietHours.BEGIN;
      default -> AFTERNOON;
    };
  }

  void callLater(Transaction tx, Case about, Whistle blown, Instant at) {
    due.schedule(tx, item(about, blown, CALL, at));
  }

  void watch(Transaction tx, Case about, Whistle blown) {
    schedule(tx, about, blown, RESPOND_MISSED, blown.respondBy());
    schedule(tx, about, blown, ARRIVE_MISSED, blown.arriveBy());
  }

  private void schedule(Transaction tx, Case about, Whistle blown, String kind, Instant at) {
    due.schedule(tx, item(about, blown, kind, about.isUrgent() ? at : QuietHours.after(at)));
  }

  private static DueItem item(Case about, Whistle blown, String kind, Instant at) {
    var id = Long.toString(blown.id());
    return new DueItem(blown.estateId(), kind, id, 0, at, about.dueUrgency());
  }
}
