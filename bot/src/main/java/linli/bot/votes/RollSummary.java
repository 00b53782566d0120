package linli.bot.votes;

import java.util.Set;

/**
 * An electorate in numbers.
 *
 * @param areaHundredths of all flats whose area is known, in 0.01 m²
 * @param withSeveral owners with several flats, who count once
 * @param withoutArea flats whose area the roster does not know
 * @param withoutOwner flats of nobody
 * @param unproven people who say that they are owners, and of whom nobody else says so: not counted
 * @param withoutSource flats of whose area nobody wrote down where it was read
 * @param developers flats that are not sold or not handed over, for which the developer votes
 * @param people who owns something
 */
public record RollSummary(
    int households,
    int owners,
    long areaHundredths,
    int withSeveral,
    int withoutArea,
    int withoutOwner,
    int unproven,
    int withoutSource,
    int developers,
    Set<Long> people) {

  /** Whether it can be announced. */
  public boolean isComplete() {
    return households > 0 && withoutArea == 0 && withoutOwner == 0;
  }

  @Override
  public String toString() {
    return "RollSummary[" + households + "]";
  }
}
