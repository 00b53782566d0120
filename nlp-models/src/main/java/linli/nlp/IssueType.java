package linli.nlp;

/**
 * One row of the catalogue of issue types (问题类型).
 *
 * @param group 设施 环境 秩序 物业服务 民生 其他
 * @param lead party that answers by default (主责)
 * @param assist parties that help (协同), may be empty
 * @param grade 小区级 社区级 街道级 区级
 * @param urgent 是, 否, or the circumstance that makes it urgent, as 返水时是
 * @param respond ISO duration with its clock: {@code PT24H}, {@code PT4H@work}, {@code P3WD}
 * @param resolve as {@code respond}
 * @param clock 7x24, 工作时间 or 7x24(供暖季)
 * @param duplicateScope 户 单元 楼栋 小区: reports of the same scope join one case
 * @param doneEvidence whether closing needs a photo because the damage is visible
 * @param nature what a report of this type is unless its words say otherwise, as 报修
 */
public record IssueType(
    String id,
    String name,
    String group,
    String definition,
    String lead,
    String assist,
    String grade,
    String urgent,
    String respond,
    String resolve,
    String clock,
    String duplicateScope,
    boolean doneEvidence,
    String nature) {

  /** Urgent whatever the circumstances. */
  public boolean alwaysUrgent() {
    return urgent.equals("是");
  }
}
