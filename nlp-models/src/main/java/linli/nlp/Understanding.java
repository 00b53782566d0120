package linli.nlp;

import java.util.List;

/**
 * What one message means: pure data, ids of the product's catalogues, absent = null.
 *
 * @param intent id of {@code intents.tsv}
 * @param issues the matters in it, in the order in which it speaks of them; empty unless the intent
 *     speaks of a matter
 * @param nature of the first issue: 报修 求助 投诉 举报 建议 咨询 表扬, or null
 * @param hazard id of {@code hazards.tsv}, or null
 * @param vetoed id of the hazard that a veto suppressed (for the sealed review), or null
 * @param urgency of the first issue: P0 P1 P2 P3, or null
 * @param places every place named, main one first
 * @param score calibrated probability of the first issue (of the intent where there is no issue)
 */
public record Understanding(
    String intent,
    List<Issue> issues,
    String nature,
    String hazard,
    String vetoed,
    String urgency,
    List<Place> places,
    double score) {

  /**
   * One matter.
   *
   * @param type id of {@code taxonomy.tsv}
   * @param score calibrated probability, 0 to 1
   * @param place the place that this matter is at as far as the message names one, or null
   * @param site which of the 12 kinds of place (户内, 楼道/单元, 电梯, …, 区外市政), or null
   */
  public record Issue(
      String type, double score, String nature, String urgency, Place place, String site) {}

  /**
   * A place as written: every part may be null. {@code building} "3", "A", "B3"; {@code unit} "2",
   * "东"; {@code floor} "5", "-1", "顶楼"; {@code room} "501", "东户".
   */
  public record Place(String zone, String building, String unit, String floor, String room) {}

  public Understanding {
    issues = List.copyOf(issues);
    places = List.copyOf(places);
  }
}
