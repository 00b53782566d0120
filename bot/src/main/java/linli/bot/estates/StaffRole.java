package linli.bot.estates;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What somebody can be in an estate, as people call it, and for which kind of party. */
public enum StaffRole {
  PROPERTY_MANAGER("物业经理", "property", "经理", "项目经理"),
  CUSTOMER_SERVICE("物业客服", "property", "客服"),
  LIFT_MAINTENANCE("电梯维保", "property", "维保"),
  REPAIR("维修师傅", "property", "维修"),
  GRID_WORKER("网格员", "committee"),
  BUILDING_HEAD("楼栋长", "committee", "楼长"),
  SECRETARY("书记", "committee", "民情书记"),
  DEPUTY_SECRETARY("副书记", "committee"),
  STREET_DUTY("街道值守", "street", "街道值班");

  private final String title;
  private final String partyKind;
  private final List<String> otherWords;

  StaffRole(String title, String partyKind, String... otherWords) {
    this.title = title;
    this.partyKind = partyKind;
    this.otherWords = List.of(otherWords);
  }

  /** As the database and the estate file write it. */
  public String id() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /** As people call it; also how residents hear of somebody who has no title of their own. */
  public String title() {
    return title;
  }

  public String partyKind() {
    return partyKind;
  }

  public static Optional<StaffRole> byId(String id) {
    return Arrays.stream(values()).filter(role -> role.id().equals(id)).findFirst();
  }

  /** By its id or by what people call it. */
  public static Optional<StaffRole> byWord(String word) {
    return Arrays.stream(values())
        .filter(
            role ->
                role.title.equals(word) || role.otherWords.contains(word) || role.id().equals(word))
        .findFirst();
  }

  public static String titles() {
    return Arrays.stream(values()).map(StaffRole::title).collect(Collectors.joining("、"));
  }

  public static String ids() {
    return Arrays.stream(values()).map(StaffRole::id).collect(Collectors.joining(", "));
  }
}
