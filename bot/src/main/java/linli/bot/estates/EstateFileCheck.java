package linli.bot.estates;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import linli.bot.estates.EstateFile.BuildingEntry;
import linli.bot.estates.EstateFile.PersonEntry;
import linli.nlp.Catalogue;
import linli.nlp.text.Table;

/** Looks for everything that is wrong in an estate file, not only for the first of it. */
public final class EstateFileCheck {

  private static final Set<String> KINDS =
      Set.of(
          "property",
          "committee",
          "street",
          "department",
          "utility",
          "police",
          "mediation",
          "district");

  /** Roles that somebody must answer for at any hour: the ladder and dangers call them. */
  private static final Set<String> ALWAYS_ANSWERED =
      Set.of("grid_worker", "secretary", "street_duty");

  private static final Set<String> RELATIONS = Set.of("owner", "family", "tenant");

  private final EstateFile file;
  private final Catalogue catalogue;
  private final List<String> problems = new ArrayList<>();
  private final Set<String> flats = new HashSet<>();

  private EstateFileCheck(EstateFile file, Catalogue catalogue) {
    this.file = file;
    this.catalogue = catalogue;
  }

  /** A line for each thing that is wrong: where, what was expected, what stands there. */
  public static List<String> problems(EstateFile file, Catalogue catalogue) {
    var check = new EstateFileCheck(file, catalogue);
    check.all();
    return List.copyOf(check.problems);
  }

  /** A line for each channel that the file names and nobody configured. */
  public static List<String> unknownChannels(EstateFile file, Set<String> configured) {
    var named = new TreeMap<String, String>();
    file.parties().forEach((id, party) -> put(named, "parties." + id, party.channel()));
    file.groups().forEach((id, group) -> put(named, "groups." + id, group.channel()));
    return named.entrySet().stream()
        .filter(entry -> !configured.contains(entry.getValue()))
        .map(
            entry ->
                "%s.channel:应为%s之一;实际是“%s”"
                    .formatted(entry.getKey(), new TreeSet<>(configured), entry.getValue()))
        .toList();
  }

  private static void put(Map<String, String> named, String at, String channel) {
    if (channel != null) {
      named.put(at, channel);
    }
  }

  private void all() {
    if (!file.id().matches("[a-z0-9][a-z0-9-]{0,39}")) {
      wrong("id", "小写字母、数字和连字符", file.id());
    }
    if (file.parties().values().stream().noneMatch(party -> "committee".equals(party.kind()))) {
      wrong("parties", "至少一个 kind: committee(居委会)", "没有");
    }
    file.buildings().forEach(this::building);
    file.parties().forEach((id, party) -> among("parties." + id + ".kind", KINDS, party.kind()));
    file.groups().forEach(this::group);
    routes();
    file.people().forEach(this::person);
    file.duty().forEach(this::duty);
    file.numbers()
        .forEach(
            (purpose, entry) -> {
              if (!LocalNumbers.isPurpose(purpose)) {
                wrong("numbers." + purpose, "一种已有的电话", purpose);
              }
              if (entry.number() == null || entry.checkedOn() == null) {
                wrong("numbers." + purpose, "number 和 checkedOn(核对日期)", "少一个");
              }
            });
  }

  private void building(BuildingEntry entry) {
    var at = "buildings." + entry.building();
    if (entry.building() == null || entry.units() == null || entry.units().isEmpty()) {
      wrong(at, "楼栋名和至少一个单元", "没有");
      return;
    }
    if (entry.floors() < 1 || entry.flatsPerFloor() < 1 || entry.flatsPerFloor() > 99) {
      wrong(at, "层数和每层户数从1起", entry.floors() + "层、" + entry.flatsPerFloor() + "户");
    }
    for (var unit : entry.units()) {
      for (int floor = 1; floor <= entry.floors(); floor++) {
        for (int flat = 1; flat <= entry.flatsPerFloor(); flat++) {
          var home = "%s-%s-%d%02d".formatted(entry.building(), unit, floor, flat);
          if (!flats.add(home)) {
            wrong(at, "每栋每个单元只写一次", entry.building() + "-" + unit);
            return;
          }
        }
      }
    }
  }

  private void group(String name, EstateFile.GroupEntry group) {
    var at = "groups." + name;
    among(at + ".audience", Set.of("residents", "staff"), group.audience());
    if (group.building() != null && buildings().stream().noneMatch(group.building()::equals)) {
      wrong(at + ".building", "buildings 里的楼栋", group.building());
    }
    if ("staff".equals(group.audience()) && group.party() == null) {
      wrong(at + ".party", "工作群要写是哪个单位的", null);
    }
    if (group.party() != null) {
      among(at + ".party", file.parties().keySet(), group.party());
    }
  }

  private Set<String> buildings() {
    return file.buildings().stream().map(BuildingEntry::building).collect(Collectors.toSet());
  }

  private void routes() {
    var sites = Table.rows("sites.tsv").stream().map(row -> row[0]).collect(Collectors.toSet());
    for (var route : file.routes()) {
      if (route.type() == null
          || !route.type().equals("*") && catalogue.issueType(route.type()) == null) {
        wrong("routes.type", "taxonomy.tsv 里的类型或 *", route.type());
      }
      if (route.site() != null) {
        among("routes.site", sites, route.site());
      }
      among("routes.party", file.parties().keySet(), route.party());
      if (route.role() != null && StaffRole.byId(route.role()).isEmpty()) {
        wrong("routes.role", StaffRole.ids(), route.role());
      }
    }
  }

  private void person(String name, PersonEntry person) {
    var at = "people." + EstateFacts.masked(name);
    for (var home : orEmpty(person.homes())) {
      if (home.at() == null || home.at().split("-").length != 3) {
        wrong(at + ".homes", "楼栋-单元-房号,如 3-2-1101", "别的写法");
      } else if (!flats.contains(home.at())) {
        wrong(at + ".homes", "buildings 里有的一户", "没有这一户");
      }
      if (home.relation() != null) {
        among(at + ".homes.relation", RELATIONS, home.relation());
      }
    }
    for (var staff : orEmpty(person.staff())) {
      if (StaffRole.byId(String.valueOf(staff.role())).isEmpty()) {
        wrong(at + ".staff.role", StaffRole.ids(), staff.role());
      }
      among(at + ".staff.party", file.parties().keySet(), staff.party());
      if (staff.title() == null || staff.title().isBlank()) {
        wrong(at + ".staff.title", "居民听到的称呼", null);
      }
    }
  }

  private void duty(String role, List<EstateFile.DutyEntry> entries) {
    var at = "duty." + role;
    if (StaffRole.byId(role).isEmpty()) {
      wrong(at, StaffRole.ids(), role);
    }
    gap(role, entries).ifPresent(from -> wrong(at, "每周每时都有人(值班或替补)", from + "起没人"));
    for (var entry : entries) {
      var person = entry.person() == null ? null : file.people().get(entry.person());
      if (person == null || orEmpty(person.staff()).isEmpty()) {
        wrong(at, "people 里有 staff 的人", EstateFacts.masked(String.valueOf(entry.person())));
      }
      if (orEmpty(entry.weekdays()).stream().anyMatch(day -> day < 1 || day > 7)) {
        wrong(at + ".weekdays", "1(周一)到7", String.valueOf(entry.weekdays()));
      }
      if (!isClock(entry.starts()) || !isClock(entry.ends())) {
        wrong(at, "时间如 08:30,一天的末尾是 24:00", entry.starts() + "-" + entry.ends());
      } else if (DutyHours.from(entry.starts()) >= DutyHours.to(entry.ends())) {
        wrong(at, "过夜的班分成两行", entry.starts() + "-" + entry.ends());
      }
    }
  }

  /** The first time of a week at which nobody answers for a role that the ladder calls. */
  private static Optional<String> gap(String role, List<EstateFile.DutyEntry> entries) {
    if (!ALWAYS_ANSWERED.contains(role)
        || entries.stream().anyMatch(e -> !isClock(e.starts()) || !isClock(e.ends()))) {
      return Optional.empty();
    }
    for (int day = 1; day <= 7; day++) {
      var covered = 0;
      for (var shift : shiftsOf(day, entries)) {
        if (DutyHours.from(shift.starts()) > covered) {
          break;
        }
        covered = Math.max(covered, DutyHours.to(shift.ends()));
      }
      if (covered < DutyHours.to(null)) {
        return Optional.of("周" + "一二三四五六日".charAt(day - 1) + DutyHours.written(covered));
      }
    }
    return Optional.empty();
  }

  private static List<EstateFile.DutyEntry> shiftsOf(int day, List<EstateFile.DutyEntry> entries) {
    return entries.stream()
        .filter(e -> e.weekdays() == null || e.weekdays().contains(day))
        .sorted(Comparator.comparing(e -> DutyHours.from(e.starts())))
        .toList();
  }

  private static boolean isClock(String text) {
    return text == null || DutyHours.isClock(text);
  }

  private void among(String at, Set<String> allowed, String got) {
    if (got == null || !allowed.contains(got)) {
      wrong(at, allowed.stream().sorted().collect(Collectors.joining("、")), got);
    }
  }

  private void wrong(String at, String expected, String got) {
    problems.add("%s:应为%s;实际是%s".formatted(at, expected, got == null ? "空" : "“" + got + "”"));
  }

  private static <T> List<T> orEmpty(List<T> list) {
    return list == null ? List.of() : list;
  }
}
