package linli.bot.receptions;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import linli.bot.estates.Estate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The calendar of reception days")
class ReceptionFeedTest {

  private static final Instant NOW = Instant.parse("2026-12-01T00:00:00Z");

  @Test
  void says_when_and_where() {
    assertThat(ReceptionFeed.text(estate("幸福里小区"), List.of(day("红帆驿站")), NOW))
        .isEqualTo(
            """
            BEGIN:VCALENDAR
            VERSION:2.0
            PRODID:-//linli//receptions//ZH
            X-WR-CALNAME:幸福里小区接待日
            BEGIN:VEVENT
            UID:xingfuli-2026-12-15@linli
            DTSTAMP:20261201T000000Z
            DTSTART:20261215T110000Z
            DTEND:20261215T123000Z
            SUMMARY:幸福里小区接待日
            LOCATION:红帆驿站(2号楼东侧)
            END:VEVENT
            END:VCALENDAR
            """
                .replace("\n", "\r\n"));
  }

  @Test
  void without_days_is_a_calendar_still() {
    assertThat(ReceptionFeed.text(estate("东院"), List.of(), NOW))
        .startsWith("BEGIN:VCALENDAR\r\n")
        .endsWith("X-WR-CALNAME:东院接待日\r\nEND:VCALENDAR\r\n");
  }

  @Test
  void escapes_and_folds_as_the_standard_wants() {
    var place = "二楼,会议室;左边\\右边" + "很".repeat(40);
    var text = ReceptionFeed.text(estate("东院"), List.of(day(place)), NOW);
    assertThat(text.split("\r\n"))
        .allMatch(line -> line.getBytes(StandardCharsets.UTF_8).length <= 75);
    assertThat(text.replace("\r\n ", "")).contains("LOCATION:二楼\\,会议室\\;左边\\\\右边" + "很".repeat(40));
  }

  private static Reception day(String place) {
    return new Reception(
        "xingfuli",
        1,
        LocalDate.parse("2026-12-15"),
        LocalDate.parse("2026-12-15"),
        Instant.parse("2026-12-15T11:00:00Z"),
        Instant.parse("2026-12-15T12:30:00Z"),
        place,
        place.equals("红帆驿站") ? "2号楼东侧" : null,
        Duration.ofMinutes(8),
        null,
        null);
  }

  private static Estate estate(String name) {
    return new Estate(
        "xingfuli",
        name,
        "",
        "",
        "",
        true,
        false,
        new Estate.Noise(4, 15, 1, 10, 10, 8),
        Map.of(),
        Map.of(),
        List.of(),
        Map.of(),
        List.of(),
        Map.of(),
        List.of(),
        "own",
        Map.of());
  }
}
