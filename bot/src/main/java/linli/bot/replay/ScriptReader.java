package linli.bot.replay;

import java.time.LocalDate;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import linli.bot.replay.Script.BadScript;
import linli.bot.replay.Script.Cause;
import linli.bot.replay.Script.Expected;
import linli.bot.replay.Script.Mark;
import linli.bot.replay.Script.Past;
import linli.bot.replay.Script.Step;

/** Reads the text form of golden conversations; docs/golden-conversations.md describes it. */
final class ScriptReader {

  private static final Pattern SAID = Pattern.compile("> \\[(私聊 )?([^]]+)] ([^:：]+)[:：] ?(.*)");
  private static final Pattern LINE =
      Pattern.compile("<(~?) \\[(私聊 )?([^]]+)] (.*)", Pattern.DOTALL);
  private static final Pattern SILENCE = Pattern.compile("∅(?: \\[(私聊 )?([^]]+)])?");
  private static final Pattern PAST =
      Pattern.compile("- (\\d{4}-\\d{2}-\\d{2}) (\\w+) ([^-\\s]+)(?:-(\\S+))? closed");
  private static final Pattern MARK =
      Pattern.compile("(.*?)\\s*\\((delivered again|recalled|edited)\\)\\s*(.*)");
  private static final Pattern MEDIA =
      Pattern.compile("(.*?)\\s*\\[((?:photo|voice|location)[^]]*)]\\s*");

  private final String source;
  private final List<String> estates = new ArrayList<>();
  private final Map<String, Boolean> switches = new HashMap<>();
  private Integer nextSeq;
  private MonthDay nextSeqDay;
  private final List<Past> past = new ArrayList<>();
  private final List<Step> steps = new ArrayList<>();
  private int stepLine;
  private Cause cause;
  private List<Expected> expected = new ArrayList<>();
  private boolean anythingElse;

  private ScriptReader(String source) {
    this.source = source;
  }

  /**
   * @param source how a message names the file
   * @throws BadScript naming file, line and what was expected there
   */
  static Script read(String source, List<String> lines) {
    var reader = new ScriptReader(source);
    for (int i = 0; i < lines.size(); i++) {
      reader.line(i + 1, lines.get(i).stripTrailing());
    }
    reader.endStep();
    return new Script(
        reader.estates.isEmpty() ? List.of("幸福里小区") : reader.estates,
        reader.switches,
        reader.nextSeq,
        reader.nextSeqDay == null ? null : reader.nextSeqDay.atYear(2000),
        reader.past,
        reader.steps);
  }

  private void line(int no, String line) {
    if (line.isBlank() || line.startsWith("#")) {
      return;
    }
    if (line.startsWith("estate ")) {
      estates.add(line.substring(7).strip());
    } else if (line.startsWith("with ")) {
      featureSwitch(no, line.substring(5).strip());
    } else if (line.startsWith("= ")) {
      nextNumber(no, line.substring(2).strip());
    } else if (line.startsWith("- ")) {
      past.add(past(no, line));
    } else if (line.startsWith("@ ")) {
      begin(no, clock(line.substring(2).strip()));
    } else if (line.startsWith("> ")) {
      begin(no, said(no, line));
    } else if (line.startsWith("<*")) {
      anythingElse = true;
    } else if (line.startsWith("<")) {
      expected.add(expectedLine(no, line));
    } else if (line.startsWith("∅")) {
      expected.add(silence(no, line));
    } else {
      throw bad(no, "expected one of: estate, with, =, -, @, >, <, <~, <*, ∅, #");
    }
  }

  private void featureSwitch(int no, String text) {
    var matcher = Pattern.compile("(\\w+)=(on|off)").matcher(text);
    if (!matcher.matches()) {
      throw bad(no, "expected a switch such as offer=off");
    }
    switches.put(matcher.group(1), matcher.group(2).equals("on"));
  }

  private void nextNumber(int no, String text) {
    var matcher = Pattern.compile("(\\d{2})(\\d{2})-(\\d+)").matcher(text);
    if (!matcher.matches()) {
      throw bad(no, "expected a case number such as 1123-07");
    }
    nextSeqDay =
        MonthDay.of(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    nextSeq = Integer.parseInt(matcher.group(3));
  }

  private Past past(int no, String line) {
    var matcher = PAST.matcher(line);
    if (!matcher.matches()) {
      throw bad(no, "expected: - 2026-09-02 elevator 3-2 closed");
    }
    return new Past(
        LocalDate.parse(matcher.group(1)), matcher.group(2), matcher.group(3), matcher.group(4));
  }

  private static final String DOWN = "(down)";

  private static Script.Clock clock(String written) {
    var down = written.endsWith(DOWN);
    var to = down ? written.substring(0, written.length() - DOWN.length()).strip() : written;
    return new Script.Clock(to, down);
  }

  private void begin(int no, Cause next) {
    endStep();
    cause = next;
    stepLine = no;
  }

  private void endStep() {
    if (cause != null) {
      steps.add(new Step(stepLine, cause, List.copyOf(expected), anythingElse));
    }
    cause = null;
    expected = new ArrayList<>();
    anythingElse = false;
  }

  private Script.Said said(int no, String line) {
    var matcher = SAID.matcher(line);
    if (!matcher.matches()) {
      throw bad(no, "expected: > [group] name: text, or > [私聊 name] name: text");
    }
    var text = matcher.group(4);
    var mark = Mark.NONE;
    var marked = MARK.matcher(text);
    if (marked.matches()) {
      mark = mark(marked.group(2));
      text = mark == Mark.EDITED ? marked.group(3) : marked.group(1);
    }
    var media = "";
    for (var found = MEDIA.matcher(text); found.matches(); found = MEDIA.matcher(text)) {
      media = found.group(2);
      text = found.group(1);
    }
    return new Script.Said(
        matcher.group(2), matcher.group(1) != null, matcher.group(3).strip(), text, mark, media);
  }

  private static Mark mark(String word) {
    return switch (word) {
      case "delivered again" -> Mark.AGAIN;
      case "recalled" -> Mark.RECALLED;
      default -> Mark.EDITED;
    };
  }

  private Script.Line expectedLine(int no, String line) {
    var matcher = LINE.matcher(line);
    if (!matcher.matches() || cause == null) {
      throw bad(no, "expected, after a > or @ line: < [group] text, or < [私聊 name] text");
    }
    return new Script.Line(
        no,
        conversation(matcher, 2),
        matcher.group(4).replace("\\n", "\n"),
        matcher.group(1).equals("~"));
  }

  private Script.Silence silence(int no, String line) {
    var matcher = SILENCE.matcher(line);
    if (!matcher.matches() || cause == null) {
      throw bad(no, "expected, after a > or @ line: ∅, or ∅ [私聊 name]");
    }
    return new Script.Silence(no, matcher.group(2) == null ? null : conversation(matcher, 1));
  }

  /** The conversation's id on the webhook channel. */
  private static String conversation(Matcher matcher, int privateGroup) {
    var name = matcher.group(privateGroup + 1);
    return matcher.group(privateGroup) == null ? name : "private:" + name;
  }

  private BadScript bad(int no, String expectation) {
    return new BadScript(source + ":" + no + ": " + expectation);
  }
}
