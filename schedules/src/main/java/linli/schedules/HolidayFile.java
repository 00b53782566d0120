package linli.schedules;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import linli.schedules.WorkCalendar.Certainty;
import linli.schedules.WorkCalendar.SpecialDay;

/** Reads the text form of the calendar, which {@code holidays.tsv} explains in its head. */
final class HolidayFile {

  private static final int COLUMNS = 4;
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final SortedMap<Integer, Certainty> years = new TreeMap<>();
  private final SortedMap<LocalDate, SpecialDay> days = new TreeMap<>();
  private final List<String> faults = new ArrayList<>();

  private HolidayFile() {}

  /**
   * Reads a whole file.
   *
   * @param name what the file is called in messages
   * @throws CalendarRefused when one line is wrong
   */
  static WorkCalendar parse(String name, String text) {
    var file = new HolidayFile();
    var lines = text.replaceFirst("^" + BYTE_ORDER_MARK, "").lines().map(String::strip).toList();
    for (int i = 0; i < lines.size(); i++) {
      file.readLine(i + 1, lines.get(i));
    }
    if (file.years.isEmpty() && file.faults.isEmpty()) {
      file.faults.add("no year row; expected for example \"2027 official name source\"");
    }
    if (!file.faults.isEmpty()) {
      throw new CalendarRefused(name, file.faults);
    }
    return new WorkCalendar(file.years, file.days);
  }

  private void readLine(int number, String line) {
    if (line.isEmpty() || line.startsWith("#")) {
      return;
    }
    try {
      readRow(line.split("\\s+"));
    } catch (DateTimeParseException | IllegalArgumentException wrong) {
      faults.add("line " + number + ": " + wrong.getMessage());
    }
  }

  private void readRow(String[] row) {
    if (row.length != COLUMNS) {
      throw new IllegalArgumentException(
          "expected 4 columns (date or year, kind, name, source), found " + row.length);
    }
    if (row[0].matches("[0-9]{4}")) {
      readYear(Integer.parseInt(row[0]), row[1]);
    } else {
      readDay(dateOf(row[0]), row);
    }
  }

  private void readYear(int year, String kind) {
    var certainty =
        switch (kind) {
          case "official" -> Certainty.OFFICIAL;
          case "provisional" -> Certainty.PROVISIONAL;
          default ->
              throw new IllegalArgumentException(
                  "a year is official or provisional, not \"%s\"".formatted(kind));
        };
    if (years.put(year, certainty) != null) {
      throw new IllegalArgumentException(year + " is listed twice");
    }
  }

  private static LocalDate dateOf(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException wrong) {
      throw new IllegalArgumentException(
          "\"%s\" is not a date; expected for example 2027-02-08".formatted(text), wrong);
    }
  }

  private void readDay(LocalDate date, String[] row) {
    var off =
        switch (row[1]) {
          case "off" -> true;
          case "work" -> false;
          default ->
              throw new IllegalArgumentException(
                  "%s is off or work, not \"%s\"".formatted(date, row[1]));
        };
    if (!off && !isWeekend(date)) {
      throw new IllegalArgumentException(
          "%s is a %s; a make-up day is a Saturday or a Sunday"
              .formatted(date, date.getDayOfWeek()));
    }
    if (!years.containsKey(date.getYear())) {
      throw new IllegalArgumentException("%s has no row for its year before it".formatted(date));
    }
    if (days.put(date, new SpecialDay(off, row[2], row[3])) != null) {
      throw new IllegalArgumentException(date + " is listed twice");
    }
  }

  static boolean isWeekend(LocalDate date) {
    return date.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) >= 0;
  }
}
