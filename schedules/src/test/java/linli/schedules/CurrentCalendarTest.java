package linli.schedules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDate;
import java.util.concurrent.atomic.AtomicLong;
import linli.schedules.WorkCalendar.Certainty;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The calendar in force")
class CurrentCalendarTest {

  private static final LocalDate BRIDGE = LocalDate.parse("2027-02-12");
  private static final String OFFICIAL = "2027 official n s\n2027-02-12 off 春节 s\n";

  @TempDir Path folder;

  private final AtomicLong changes = new AtomicLong();

  @Test
  void follows_a_file_that_is_replaced() throws IOException {
    var calendar = CurrentCalendar.following(write("2027 provisional n s\n"));
    assertThat(calendar.get().certainty(2027)).isEqualTo(Certainty.PROVISIONAL);
    assertThat(calendar.get().isWorkingDay(BRIDGE)).isTrue();

    write(OFFICIAL);
    assertThat(calendar.get().certainty(2027)).isEqualTo(Certainty.OFFICIAL);
    assertThat(calendar.get().isWorkingDay(BRIDGE)).isFalse();
    assertThat(calendar.get().holiday(LocalDate.parse("2026-10-01"))).isPresent();
  }

  @Test
  void stays_as_it_was_while_the_file_is_wrong_or_gone() throws IOException {
    var calendar = CurrentCalendar.following(write(OFFICIAL));

    write(OFFICIAL + "2027-02-13 sometimes 春节 s\n");
    assertThat(calendar.get().isWorkingDay(BRIDGE)).isFalse();
    Files.delete(folder.resolve("holidays.tsv"));
    assertThat(calendar.get().isWorkingDay(BRIDGE)).isFalse();

    write("2027 official n s\n");
    assertThat(calendar.get().isWorkingDay(BRIDGE)).isTrue();
  }

  @Test
  void does_not_begin_with_a_file_that_cannot_be_used() {
    assertThatExceptionOfType(CalendarRefused.class)
        .isThrownBy(() -> CurrentCalendar.following(write("2027 perhaps n s\n")))
        .withMessageContaining("line 1: ");
  }

  private Path write(String text) throws IOException {
    var file = Files.writeString(folder.resolve("holidays.tsv"), text);
    var stamp = Instant.parse("2026-11-23T00:00:00Z").plusSeconds(changes.incrementAndGet());
    return Files.setLastModifiedTime(file, FileTime.from(stamp));
  }
}
