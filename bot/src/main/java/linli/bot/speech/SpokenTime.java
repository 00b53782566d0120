package linli.bot.speech;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import linli.nlp.text.Numerals;

/** A day, and perhaps a time, as people write them: 下周三上午, 11月25日, 明天晚上七点半. */
public sealed interface SpokenTime {

  /**
   * Understood.
   *
   * @param time null when only a day, or a day and a part of it, was said
   * @param part 上午, 晚上 …, or null
   * @param rest the other words
   */
  record Said(LocalDate day, LocalTime time, String part, String rest) implements SpokenTime {

    /** 上午, 19:30, or nothing. */
    public String timeText() {
      if (time != null) {
        return time.toString();
      }
      return part == null ? "" : part;
    }
  }

  /** Something that looks like a day or a time and is none: 2月30日, 25点. */
  record Impossible(String words) implements SpokenTime {}

  Pattern DAY =
      Pattern.compile(
          "(?<near>大后天|今天|今晚|今日|明天|明晚|后天)"
              + "|(?<week>下下|下个?|这个?|本)?(?:周|星期|礼拜)(?<weekday>[1-7日天])"
              + "|(?:(?<year>20\\d{2})[-年/])?(?<month>\\d{1,2})[-月/](?<dom>\\d{1,2})[日号]?(?!\\d)"
              + "|(?<nextmonth>下个?月)?(?<only>\\d{1,2})[日号](?!楼)"
              + "|(?<later>\\d{1,3})天(?:之?后|以后)");

  Pattern TIME =
      Pattern.compile(
          "(?<part>凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|夜里)?\\s*"
              + "(?<hour>\\d{1,2})(?:[点时](?:(?<half>半)|(?<quarter>[13])刻|(?<minute>\\d{1,2})分?)?|[::](?<colon>\\d{2}))");

  Pattern PART = Pattern.compile("凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|夜里");

  /** The first day in the text, with the time beside it; empty when no day is named. */
  static Optional<SpokenTime> find(String text, LocalDate today) {
    var numerals = Numerals.of(text.replace('两', '二'));
    var day = DAY.matcher(numerals.text());
    if (!day.find()) {
      return Optional.empty();
    }
    LocalDate date;
    try {
      date = dayOf(day, today);
    } catch (DateTimeException impossible) {
      return Optional.of(impossible(text, numerals, day.start(), day.end()));
    }
    try {
      return Optional.of(withTime(text, numerals, day, date));
    } catch (DateTimeException impossible) {
      var time = TIME.matcher(numerals.text());
      var end = time.find(day.end()) ? time.end() : day.end();
      return Optional.of(impossible(text, numerals, day.start(), end));
    }
  }

  private static Impossible impossible(String text, Numerals numerals, int start, int end) {
    return new Impossible(text.substring(numerals.origin()[start], numerals.origin()[end]));
  }

  private static SpokenTime withTime(String text, Numerals numerals, Matcher day, LocalDate date) {
    var evening = day.group().endsWith("晚") ? "晚上" : null;
    var time = TIME.matcher(numerals.text());
    if (time.find(day.end())) {
      var part = time.group("part") == null ? evening : time.group("part");
      return new Said(date, timeOf(time, part), part, without(text, numerals, day, time));
    }
    var part = PART.matcher(numerals.text());
    if (part.find(day.end()) && part.start() - day.end() <= 1) {
      return new Said(date, null, part.group(), without(text, numerals, day, part));
    }
    return new Said(date, null, evening, without(text, numerals, day, day));
  }

  private static String without(String text, Numerals numerals, Matcher from, Matcher to) {
    var before = text.substring(0, numerals.origin()[from.start()]);
    var after = text.substring(numerals.origin()[to.end()]);
    return (before + after).replaceAll("^[\\s::,,。]+", "").strip();
  }

  private static LocalDate dayOf(Matcher day, LocalDate today) {
    if (day.group("near") != null) {
      return near(day.group("near"), today);
    }
    if (day.group("weekday") != null) {
      return weekday(day.group("week"), day.group("weekday"), today);
    }
    if (day.group("month") != null) {
      return dated(day, today);
    }
    if (day.group("only") != null) {
      return ofMonth(day.group("nextmonth") != null, number(day, "only"), today);
    }
    return today.plusDays(number(day, "later"));
  }

  private static LocalDate near(String said, LocalDate today) {
    return switch (said) {
      case "明天", "明晚" -> today.plusDays(1);
      case "后天" -> today.plusDays(2);
      case "大后天" -> today.plusDays(3);
      default -> today;
    };
  }

  /** Weeks begin on Monday; a bare 周三 is the next one, also today. */
  private static LocalDate weekday(String week, String said, LocalDate today) {
    var day = "日天7".contains(said) ? DayOfWeek.SUNDAY : DayOfWeek.of(Integer.parseInt(said));
    if (week == null) {
      return today.with(TemporalAdjusters.nextOrSame(day));
    }
    var monday = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    var weeks = week.startsWith("下下") ? 2 : week.startsWith("下") ? 1 : 0;
    return monday.plusWeeks(weeks).with(TemporalAdjusters.nextOrSame(day));
  }

  /** Without a year the next such day: in November 1月5日 is of next year. */
  private static LocalDate dated(Matcher day, LocalDate today) {
    var wanted = MonthDay.of(number(day, "month"), number(day, "dom"));
    if (day.group("year") != null) {
      return LocalDate.of(number(day, "year"), wanted.getMonthValue(), wanted.getDayOfMonth());
    }
    var lately = today.minusMonths(1);
    var over = lately.getYear() == today.getYear() && MonthDay.from(lately).isAfter(wanted);
    var year = over ? today.getYear() + 1 : today.getYear();
    return LocalDate.of(year, wanted.getMonthValue(), wanted.getDayOfMonth());
  }

  private static LocalDate ofMonth(boolean next, int day, LocalDate today) {
    var month = YearMonth.from(today);
    return (next || day < today.getDayOfMonth() ? month.plusMonths(1) : month).atDay(day);
  }

  private static LocalTime timeOf(Matcher time, String part) {
    var hour = number(time, "hour");
    var minute = 0;
    if (time.group("half") != null) {
      minute = 30;
    } else if (time.group("quarter") != null) {
      minute = 15 * number(time, "quarter");
    } else if (time.group("minute") != null) {
      minute = number(time, "minute");
    } else if (time.group("colon") != null) {
      minute = number(time, "colon");
    }
    return LocalTime.of(hourOfDay(hour, part), minute);
  }

  private static int hourOfDay(int hour, String part) {
    if (part == null || hour > 12) {
      return hour;
    }
    return switch (part) {
      case "下午" -> hour == 12 ? hour : hour + 12;
      case "傍晚", "晚上" -> hour + 12; // 晚上12点 is no time of this day
      case "中午" -> hour <= 2 ? hour + 12 : hour;
      case "夜里" -> hour >= 6 && hour < 12 ? hour + 12 : hour % 12;
      default -> hour % 12 == 0 && part.equals("凌晨") ? 0 : hour;
    };
  }

  private static int number(Matcher match, String group) {
    return Integer.parseInt(match.group(group));
  }
}
