package linli.bot.estates.roster;

import io.vertx.sqlclient.Tuple;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import linli.bot.estates.DutyHours;
import linli.bot.estates.Estate;
import linli.bot.estates.Estate.Staff;
import linli.bot.estates.StaffRole;
import linli.bot.store.EstateLock;
import linli.bot.store.Transaction;

/**
 * Reads a duty roster (值班表): 角色, 人员, 星期, 开始, 结束. Who stands first answers first; a role that is in
 * the file is replaced, others stay.
 */
public final class DutyImport {

  private static final List<String> COLUMNS = List.of("角色", "人员", "星期", "开始", "结束");
  private static final Pattern DAYS = Pattern.compile("([1-7])(?:[-至到]([1-7]))?");
  private static final String DIGITS = "一二三四五六日";

  private final Estate estate;
  private final List<String> problems = new ArrayList<>();
  private final Map<StaffRole, List<Shift>> shifts = new LinkedHashMap<>();

  private record Shift(Staff who, Integer[] weekdays, int from, int to) {}

  private DutyImport(Estate estate) {
    this.estate = estate;
  }

  /** Reads the file; nothing is written before {@link #write}. */
  public static DutyImport read(Path file, Estate estate) {
    var duty = new DutyImport(estate);
    var lines = RosterImport.sheet(file).lines().stream().filter(line -> !line.isBlank()).toList();
    if (lines.isEmpty() || !duty.header(lines.getFirst())) {
      duty.problems.add("第1行:应为表头 " + String.join(",", COLUMNS));
      return duty;
    }
    lines.stream().skip(1).forEach(duty::row);
    if (duty.shifts.isEmpty() && duty.problems.isEmpty()) {
      duty.problems.add("没有一行值班");
    }
    return duty;
  }

  private boolean header(RosterSheet.Line line) {
    for (int i = 0; i < COLUMNS.size(); i++) {
      if (!line.cell(i).equals(COLUMNS.get(i))) {
        return false;
      }
    }
    return true;
  }

  private void row(RosterSheet.Line line) {
    var before = problems.size();
    var role = StaffRole.byWord(line.cell(0));
    if (role.isEmpty()) {
      wrong(line, "角色", StaffRole.titles(), line.cell(0));
      return;
    }
    var who =
        estate.staff().stream()
            .filter(staff -> staff.role().equals(role.get().id()))
            .filter(s -> s.name().equals(line.cell(1)) || s.title().equals(line.cell(1)))
            .toList();
    if (who.size() != 1) {
      wrong(line, "人员", "一位" + role.get().title() + "的名字或称呼", line.cell(1));
    }
    var days = weekdays(line.cell(2));
    if (days.length == 0) {
      wrong(line, "星期", "每天、1-5、6、7 这样的写法", line.cell(2));
    }
    if (!isClock(line.cell(3)) || !isClock(line.cell(4))) {
      wrong(line, "时间", "08:30 这样的写法,一天的末尾是 24:00", line.cell(3) + "-" + line.cell(4));
    } else if (DutyHours.from(clock(line.cell(3))) >= DutyHours.to(clock(line.cell(4)))) {
      wrong(line, "时间", "开始在结束之前,过夜的班分成两行", line.cell(3) + "-" + line.cell(4));
    }
    if (problems.size() == before) {
      shifts
          .computeIfAbsent(role.get(), x -> new ArrayList<>())
          .add(
              new Shift(
                  who.getFirst(),
                  days,
                  DutyHours.from(clock(line.cell(3))),
                  DutyHours.to(clock(line.cell(4)))));
    }
  }

  private static boolean isClock(String cell) {
    return cell.isEmpty() || DutyHours.isClock(cell);
  }

  private static String clock(String cell) {
    return cell.isEmpty() ? null : cell;
  }

  /** 每天, 1-5, 周一至周五, 6、7; nothing when it is none of them. */
  private static Integer[] weekdays(String cell) {
    var plain = cell.replaceAll("[周星期\\s]", "").replace('天', '日');
    for (int i = 0; i < DIGITS.length(); i++) {
      plain = plain.replace(DIGITS.charAt(i), (char) ('1' + i));
    }
    var days = new TreeSet<Integer>();
    if (plain.isEmpty() || plain.equals("每7")) {
      return new Integer[] {1, 2, 3, 4, 5, 6, 7};
    }
    for (var part : plain.split("[、,,]")) {
      var range = DAYS.matcher(part);
      if (!range.matches()) {
        return new Integer[0];
      }
      var first = Integer.parseInt(range.group(1));
      var last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
      for (int day = first; day <= last; day++) {
        days.add(day);
      }
    }
    return days.toArray(Integer[]::new);
  }

  private void wrong(RosterSheet.Line line, String column, String expected, String got) {
    problems.add("第%d行 %s:应为%s;实际是%s".formatted(line.number(), column, expected, Shown.text(got)));
  }

  public List<String> problems() {
    return List.copyOf(problems);
  }

  /** Whether a role already has a roster that would be replaced. */
  public boolean replaces() {
    return shifts.keySet().stream()
        .anyMatch(role -> !estate.duty().getOrDefault(role.id(), List.of()).isEmpty());
  }

  /** A line for each role: how many shifts there are and how many will be. */
  public List<String> lines() {
    return shifts.entrySet().stream()
        .map(
            role ->
                "%s:%d班 → %d班"
                    .formatted(
                        role.getKey().title(),
                        estate.duty().getOrDefault(role.getKey().id(), List.of()).size(),
                        role.getValue().size()))
        .toList();
  }

  private static final String FORGET =
      """
      delete from duty where estate_id = $1 and role = $2
      """;

  private static final String INSERT =
      """
      insert into duty (estate_id, role, rank, person_id, weekdays, from_minute, to_minute)
      values ($1, $2, $3, $4, $5, $6, $7)
      """;

  /** Writes what was read; there are no problems. */
  public void write(Transaction tx) {
    EstateLock.take(tx, estate.id());
    shifts.forEach(
        (role, all) -> {
          tx.write(FORGET, Tuple.of(estate.id(), role.id()));
          int rank = 0;
          for (var shift : all) {
            tx.write(
                INSERT,
                Tuple.tuple()
                    .addValue(estate.id())
                    .addValue(role.id())
                    .addValue(++rank)
                    .addValue(shift.who().personId())
                    .addValue(shift.weekdays())
                    .addValue(shift.from())
                    .addValue(shift.to()));
          }
        });
  }
}
