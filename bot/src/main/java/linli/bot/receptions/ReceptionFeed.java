package linli.bot.receptions;

import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import linli.bot.estates.Estate;

/**
 * The reception days of an estate as a calendar that staff subscribe to (iCalendar, RFC 5545).
 * Times and places only: nothing of residents.
 */
public final class ReceptionFeed {

  private static final Duration SHOWN_BACK = Duration.ofDays(90);

  /** RFC 5545 section 3.1: a line has at most 75 octets without its end. */
  private static final int LONGEST_LINE_OCTETS = 75;

  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final Pool pool;

  public ReceptionFeed(Pool pool) {
    this.pool = pool;
  }

  private static final String SHOWN =
      """
      select * from reception
      where estate_id = $1 and ends_at > $2 and merged_into is null and dropped_at is null
      order by starts_at limit 100
      """;

  /** The whole calendar, lines ended with CR LF. */
  public String of(Estate estate, Instant now) {
    var rows =
        pool.preparedQuery(SHOWN)
            .execute(Tuple.of(estate.id(), ReceptionRepository.utc(now.minus(SHOWN_BACK))))
            .await();
    var days =
        StreamSupport.stream(rows.spliterator(), false).map(ReceptionRepository::read).toList();
    return text(estate, days, now);
  }

  static String text(Estate estate, List<Reception> days, Instant now) {
    var lines = days.stream().map(day -> event(estate, day, now)).collect(Collectors.joining("\n"));
    var calendar =
        """
        BEGIN:VCALENDAR
        VERSION:2.0
        PRODID:-//linli//receptions//ZH
        X-WR-CALNAME:%s
        %sEND:VCALENDAR
        """
            .formatted(escaped(estate.name() + "接待日"), lines.isEmpty() ? "" : lines + "\n");
    return calendar.lines().map(line -> folded(line) + "\r\n").collect(Collectors.joining());
  }

  private static String event(Estate estate, Reception day, Instant now) {
    return """
        BEGIN:VEVENT
        UID:%s-%s@linli
        DTSTAMP:%s
        DTSTART:%s
        DTEND:%s
        SUMMARY:%s
        LOCATION:%s
        END:VEVENT"""
        .formatted(
            estate.id(),
            day.nominalOn(),
            UTC.format(now),
            UTC.format(day.startsAt()),
            UTC.format(day.endsAt()),
            escaped(estate.name() + "接待日"),
            escaped(ReceptionTimes.place(day)));
  }

  /** RFC 5545 section 3.3.11. */
  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n");
  }

  /** A long line goes on after CR LF and a space; no character is cut. */
  private static String folded(String line) {
    var folded = new StringBuilder();
    var octets = 0;
    for (var character : line.codePoints().mapToObj(Character::toString).toList()) {
      var size = character.getBytes(StandardCharsets.UTF_8).length;
      if (octets + size > LONGEST_LINE_OCTETS) {
        folded.append("\r\n ");
        octets = 1;
      }
      folded.append(character);
      octets += size;
    }
    return folded.toString();
  }
}
