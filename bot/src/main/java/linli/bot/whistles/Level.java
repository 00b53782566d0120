package linli.bot.whistles;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import linli.bot.estates.Estate.Party;

/** A step of the ladder 小区 → 社区 → 街道 → 部门 → 区, the lowest first. */
public enum Level {
  RESIDENT("居民"),
  PROPERTY("小区", "property"),
  COMMITTEE("社区", "committee"),
  STREET("街道", "street"),
  DEPARTMENT("部门", "department", "utility", "police", "mediation"),
  DISTRICT("区", "district");

  private final String title;
  private final List<String> kinds;

  Level(String title, String... kinds) {
    this.title = title;
    this.kinds = List.of(kinds);
  }

  /** As people call it. */
  public String title() {
    return title;
  }

  /** As the database and the rules write it. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Level> byId(String id) {
    return Arrays.stream(values()).filter(level -> level.id().equals(id)).findFirst();
  }

  /** Where a party stands. */
  public static Level of(Party party) {
    return Arrays.stream(values())
        .filter(level -> level.kinds.contains(party.kind()))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no level of the kind " + party.kind()));
  }
}
