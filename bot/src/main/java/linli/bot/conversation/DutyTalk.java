package linli.bot.conversation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import linli.bot.estates.Estate;
import linli.bot.estates.Estate.Staff;
import linli.bot.estates.LocalNumbers;
import linli.bot.estates.StaffRole;
import linli.bot.speech.ChinaTime;

/** 值班: who answers now, their deputies, and what to dial. */
final class DutyTalk {

  /** So many are named in a group. */
  private static final int NAMED = 4;

  private final Answers answers;

  DutyTalk(Answers answers) {
    this.answers = answers;
  }

  /** Staff see the whole table, alone; everybody else who is there now. */
  String now(Turn turn) {
    if (turn.speaker().isStaff() && turn.isPrivate()) {
      answers.say(
          turn,
          "duty.table",
          "time",
          ChinaTime.dayAndTime(turn.now()),
          "roles",
          String.join("\n", roles(turn)),
          "numbers",
          String.join("\n", numbers(turn)));
      return "answered";
    }
    var present = present(turn);
    var number = turn.estate().numbers().get("property_duty");
    answers.say(
        turn,
        present.isEmpty() ? "duty.nobody" : "duty.now",
        "people",
        String.join("、", present),
        "phone",
        number == null ? "" : answers.text(turn, "duty.phone", "phone", number.number()));
    return "answered";
  }

  private static List<String> present(Turn turn) {
    var estate = turn.estate();
    var people = new ArrayList<String>();
    for (var role : StaffRole.values()) {
      onDuty(turn, estate, role).stream().limit(1).map(Staff::title).forEach(people::add);
    }
    return people.stream().distinct().limit(NAMED).toList();
  }

  private static List<Staff> onDuty(Turn turn, Estate estate, StaffRole role) {
    return estate.onDuty(role.id(), ChinaTime.zoned(turn.now()));
  }

  private List<String> roles(Turn turn) {
    var estate = turn.estate();
    var lines = new ArrayList<String>();
    for (var role : StaffRole.values()) {
      var now = onDuty(turn, estate, role);
      if (!now.isEmpty()) {
        var deputies = now.stream().skip(1).map(Staff::title).collect(Collectors.joining("、"));
        lines.add(
            role.title()
                + ":"
                + now.getFirst().title()
                + (deputies.isEmpty() ? "" : answers.text(turn, "duty.deputies", "who", deputies)));
      } else if (estate.duty().containsKey(role.id())) {
        lines.add(role.title() + ":" + answers.text(turn, "duty.gap"));
      }
    }
    return lines;
  }

  private List<String> numbers(Turn turn) {
    var today = LocalDate.ofInstant(turn.now(), ChinaTime.ZONE);
    return LocalNumbers.of(turn.estate()).stream()
        .map(
            known ->
                answers.text(
                    turn,
                    LocalNumbers.isOld(known.checkedOn(), today)
                        ? "duty.number.old"
                        : "duty.number",
                    "what",
                    known.what(),
                    "number",
                    known.number(),
                    "date",
                    known.checkedOn()))
        .toList();
  }
}
