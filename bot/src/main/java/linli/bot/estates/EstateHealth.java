package linli.bot.estates;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks whether an estate is set up so that everything reaches somebody. */
public final class EstateHealth {

  private static final int MINUTES_OF_A_DAY = 24 * 60;
  private static final List<String> CHAIN = List.of("grid_worker", "secretary", "street_duty");

  private static final String UNREAD = "%s没有工作群,新单由街道值守代收:在群里发“绑定本群 %s”";

  /** What is said in their group, by the kind of a party. */
  private static final Map<String, String> WORDS = Map.of("property", "派单群", "committee", "居委会");

  private final Estate estate;
  private final LocalDate today;
  private final ZoneId zone;
  private final List<Finding> findings = new ArrayList<>();

  /**
   * @param grave nothing works without it
   */
  public record Finding(boolean grave, String text) {
    public String line() {
      return (grave ? "✗ " : "⚠ ") + text;
    }
  }

  private EstateHealth(Estate estate, LocalDate today, ZoneId zone) {
    this.estate = estate;
    this.today = today;
    this.zone = zone;
  }

  /** What is missing, the grave things first; empty when all is well. */
  public static List<Finding> of(Estate estate, LocalDate today, ZoneId zone) {
    var health = new EstateHealth(estate, today, zone);
    health.people();
    health.groups();
    health.numbers();
    health.duty();
    return health.findings.stream()
        .sorted(java.util.Comparator.comparing(finding -> !finding.grave()))
        .toList();
  }

  private void people() {
    var rights = Rights.load();
    if (estate.staff().stream().noneMatch(staff -> rights.isAuthority(staff.role()))) {
      grave("还没有书记:./linli estate code %s --role secretary --name 名字".formatted(estate.name()));
    }
    if (estate.buildings().isEmpty()) {
      grave("还没有楼栋:写进小区文件,或导入名册");
    }
  }

  private void groups() {
    if (estate.groups().stream().allMatch(Estate.ChatGroup::isStaff)) {
      warn("还没有居民群:在群里发“绑定本群 3号楼”");
    }
    estate.parties().values().stream()
        .filter(party -> WORDS.containsKey(party.kind()))
        .filter(party -> !party.reachable())
        .forEach(party -> warn(UNREAD.formatted(party.name(), WORDS.get(party.kind()))));
  }

  private void numbers() {
    for (var number : LocalNumbers.values()) {
      var known = Optional.ofNullable(estate.numbers().get(number.purpose()));
      if (known.isEmpty() && List.of("gas", "property_duty").contains(number.purpose())) {
        grave("没有电话:" + number.what());
      } else if (known.isEmpty() && List.of("lift_rescue", "street").contains(number.purpose())) {
        warn("没有电话:" + number.what());
      }
    }
    for (var known : LocalNumbers.of(estate)) {
      if (LocalNumbers.isOld(known.checkedOn(), today)) {
        warn(
            "%s的电话%s核对,超过%d天:打一遍再更新"
                .formatted(known.what(), known.checkedOn(), LocalNumbers.DAYS_TRUSTED));
      }
      if (known.number().contains("演示") && !estate.demo()) {
        grave(known.what() + "的电话是演示用的");
      }
    }
  }

  private void duty() {
    var roles = new ArrayList<>(CHAIN);
    if (estate.partyOfKind("property").isPresent()) {
      roles.addFirst("property_manager");
    }
    roles.forEach(
        role -> {
          var title = StaffRole.byId(role).orElseThrow().title();
          if (estate.duty().getOrDefault(role, List.of()).isEmpty()) {
            warn(title + "没有值班表");
          } else {
            gap(role).ifPresent(at -> warn(title + "的值班表有空档,从" + at + "起"));
          }
        });
  }

  /** The first minute of a week in which nobody answers for the role. */
  private Optional<String> gap(String role) {
    var monday = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    for (int day = 0; day < 7; day++) {
      for (int minute = 0; minute < MINUTES_OF_A_DAY; minute++) {
        var at = monday.plusDays(day).atTime(minute / 60, minute % 60).atZone(zone);
        if (estate.onDuty(role, at).isEmpty()) {
          return Optional.of("周" + "一二三四五六日".charAt(day) + DutyHours.written(minute));
        }
      }
    }
    return Optional.empty();
  }

  private void grave(String text) {
    findings.add(new Finding(true, text));
  }

  private void warn(String text) {
    findings.add(new Finding(false, text));
  }
}
