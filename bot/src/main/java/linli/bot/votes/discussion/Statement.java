package linli.bot.votes.discussion;

import java.util.List;

/**
 * One sentence of a resident (看法), without who wrote it.
 *
 * @param agreement by building, large ones only
 * @param fewer whether people of buildings are left out, since they are too few not to be known
 */
public record Statement(
    int no, String words, boolean hidden, List<Agreement> agreement, boolean fewer) {

  /**
   * What people of a building think of it.
   *
   * @param building null: of several buildings together, each of which has too few
   */
  public record Agreement(String building, int agree, int disagree, int skip) {

    int people() {
      return agree + disagree + skip;
    }

    private Agreement plus(Agreement other) {
      return new Agreement(null, agree + other.agree, disagree + other.disagree, skip + other.skip);
    }
  }

  /** How many must have answered before anything is told of them. */
  public static final int FEWEST = 5;

  /** Shows of the buildings only those of which enough people answered. */
  static Statement of(int no, String words, boolean hidden, List<Agreement> all) {
    var shown = new java.util.ArrayList<>(all.stream().filter(a -> a.people() >= FEWEST).toList());
    var others =
        all.stream()
            .filter(a -> a.people() < FEWEST)
            .reduce(new Agreement(null, 0, 0, 0), Agreement::plus);
    if (others.people() >= FEWEST) {
      shown.add(others);
    }
    var fewer = others.people() > 0 && others.people() < FEWEST;
    return new Statement(no, words, hidden, List.copyOf(shown), fewer);
  }

  /** Of all who are shown. */
  public int agree() {
    return agreement.stream().mapToInt(Agreement::agree).sum();
  }

  /** Of all who are shown. */
  public int disagree() {
    return agreement.stream().mapToInt(Agreement::disagree).sum();
  }
}
