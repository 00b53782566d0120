package linli.bot.votes.tally;

import java.util.Arrays;
import java.util.Optional;

/**
 * What is voted on (事项). The nine items of Civil Code art. 278 need the consent of more than half
 * of the participants, items 6 to 8 of three quarters.
 */
public enum Matter {
  /** Item 1: 业主大会议事规则. */
  RULES(Kind.STATUTORY, Threshold.MORE_THAN_HALF),
  /** Item 2: 管理规约. */
  CHARTER(Kind.STATUTORY, Threshold.MORE_THAN_HALF),
  /** Item 3: 选举业主委员会或者更换业主委员会成员. */
  ELECT_COMMITTEE(Kind.STATUTORY, Threshold.MORE_THAN_HALF),
  /** Item 4: 选聘和解聘物业服务企业. */
  PROPERTY_MANAGER(Kind.STATUTORY, Threshold.MORE_THAN_HALF),
  /** Item 5: 使用维修资金. */
  USE_MAINTENANCE_FUND(Kind.STATUTORY, Threshold.MORE_THAN_HALF),
  /** Item 6: 筹集维修资金. */
  RAISE_MAINTENANCE_FUND(Kind.STATUTORY, Threshold.THREE_QUARTERS),
  /** Item 7: 改建、重建. */
  REBUILD(Kind.STATUTORY, Threshold.THREE_QUARTERS),
  /** Item 8: 改变共有部分的用途或者利用共有部分从事经营活动. */
  CHANGE_COMMON_USE(Kind.STATUTORY, Threshold.THREE_QUARTERS),
  /** Item 9: 其他重大事项. */
  OTHER_MAJOR(Kind.STATUTORY, Threshold.MORE_THAN_HALF),
  /** 加装电梯: an alteration (改建), hence three quarters; see {@link Policy.ElevatorProfile}. */
  ELEVATOR_RETROFIT(Kind.ELEVATOR, Threshold.THREE_QUARTERS),
  /** 住改商, Civil Code art. 279. */
  RESIDENTIAL_TO_COMMERCIAL(Kind.UNANIMOUS, null),
  /** 议事协商. */
  CONSULTATION(Kind.CONSULTATION, null);

  private final Kind kind;
  private final Threshold consent;

  Matter(Kind kind, Threshold consent) {
    this.kind = kind;
    this.consent = consent;
  }

  public Kind kind() {
    return kind;
  }

  /** How much of the participants must agree; null where participants are not what counts. */
  Threshold consent() {
    return consent;
  }

  /** As files spell it: {@code use_maintenance_fund}. */
  public String code() {
    return Codes.of(this);
  }

  public static Optional<Matter> of(String code) {
    return Arrays.stream(values()).filter(matter -> matter.code().equals(code)).findFirst();
  }
}
