package linli.bot.whistles;

import java.util.Set;
import linli.schedules.TimeLimit;

/**
 * Who may blow the whistle at whom.
 *
 * @param who {@code reporter}, roles of staff; empty: nobody, the ladder climbs here by itself
 * @param late it is enough that a deadline of the case is over
 * @param neighbours it is enough that so many reported it; 0: that alone is never enough
 * @param respond until 接 or 退
 * @param arrive until 报到
 */
public record WhistleRule(
    Level from,
    Level to,
    Set<String> who,
    boolean late,
    int neighbours,
    TimeLimit respond,
    TimeLimit arrive) {

  /** Whether it holds without a condition. */
  public boolean isAlways() {
    return !late && neighbours == 0;
  }
}
