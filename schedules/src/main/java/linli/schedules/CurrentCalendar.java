package linli.schedules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The calendar in force: the product's own with the years of a file that may be replaced at any
 * time. Whoever asks gets what the file says now; a file that cannot be used, or is gone for a
 * moment, changes nothing and is logged once with the line at fault.
 */
public final class CurrentCalendar implements Supplier<WorkCalendar> {

  private static final Logger log = LoggerFactory.getLogger(CurrentCalendar.class);

  private final Path file;
  private Stamp read;
  private WorkCalendar calendar;

  /** By what a changed file is known. */
  private record Stamp(FileTime changed, long bytes) {
    static final Stamp ABSENT = new Stamp(FileTime.fromMillis(0), -1);
  }

  /** The product's own calendar, for good. */
  public static Supplier<WorkCalendar> shipped() {
    var shipped = WorkCalendar.shipped();
    return () -> shipped;
  }

  /**
   * Follows a file of the same form as the shipped one.
   *
   * @throws CalendarRefused with every line at fault, when it cannot be used at the start
   * @throws IOException when it cannot be read at the start
   */
  public static CurrentCalendar following(Path file) throws IOException {
    var stamp = stamp(file);
    return new CurrentCalendar(file, stamp, with(file));
  }

  private CurrentCalendar(Path file, Stamp read, WorkCalendar calendar) {
    this.file = file;
    this.read = read;
    this.calendar = calendar;
  }

  @Override
  public synchronized WorkCalendar get() {
    var now = stamp(file);
    if (!now.equals(read)) {
      read = now;
      replace();
    }
    return calendar;
  }

  private void replace() {
    try {
      calendar = with(file);
      log.atInfo().addKeyValue("file", file).log("holidays replaced");
    } catch (IOException | CalendarRefused wrong) {
      log.atError()
          .addKeyValue("file", file)
          .addKeyValue("reason", wrong.getMessage())
          .log("holidays not replaced; the former ones stay in force");
    }
  }

  private static WorkCalendar with(Path file) throws IOException {
    return WorkCalendar.shipped().replacedBy(WorkCalendar.read(file));
  }

  private static Stamp stamp(Path file) {
    try {
      return new Stamp(Files.getLastModifiedTime(file), Files.size(file));
    } catch (IOException absent) {
      return Stamp.ABSENT;
    }
  }
}
