package linli.bot.incidents;

import java.time.Instant;
import java.util.List;

/**
 * An outage that staff announced.
 *
 * @param kind as people say it: 停水
 * @param buildings empty for the whole estate
 * @param announcedAt when staff said so
 * @param toldAt when the groups heard of it, or null
 */
public record Incident(
    String estateId,
    long id,
    String kind,
    String issueType,
    List<String> buildings,
    Instant startsAt,
    Instant endsAt,
    String reason,
    Instant announcedAt,
    Instant toldAt) {

  /** Whether the groups have heard of it: one that was over before the morning is not spoken of. */
  public boolean wasHeard() {
    return toldAt != null;
  }

  /** Whether trouble of its type at this building now is this outage; unknown places may be. */
  public boolean covers(String building, Instant now) {
    return !now.isBefore(startsAt)
        && now.isBefore(endsAt)
        && (buildings.isEmpty() || building == null || buildings.contains(building));
  }
}
