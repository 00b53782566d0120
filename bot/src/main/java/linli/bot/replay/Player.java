package linli.bot.replay;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import linli.adapters.InboundEvent;
import linli.adapters.InboundEvent.Conversation.Type;
import linli.adapters.InboundEvent.Kind;
import linli.adapters.InboundEvent.Media;
import linli.adapters.OutboundMessage;
import linli.bot.replay.Script.BadScript;
import linli.bot.replay.Script.Mark;
import linli.bot.replay.Script.Said;
import linli.bot.replay.Script.Step;
import linli.bot.speech.ChinaTime;

/** Plays one golden conversation on a stage and says where the bot said something else. */
final class Player {

  private static final Pattern RELATIVE =
      Pattern.compile("\\+(\\d+)d(?: (\\d{2}:\\d{2}))?|\\+(\\d+)(m|h)");
  private static final int LONGEST_LINE = 90;
  private static final int LONGEST_ADVICE = 140;
  private static final Pattern PUBLISHED = Pattern.compile("【(?:公示|结果)】");
  private static final Pattern VOICE = Pattern.compile("voice (\\d+)s(?: \"(.*)\")?");
  private static final Pattern PHOTOS = Pattern.compile("photo(?: ×(\\d+))?");
  private static final Pattern BAD_PHOTO =
      Pattern.compile("photo: (program|heic|telephone|expired|platform)");
  private static final Pattern LOCATION = Pattern.compile("location ([-\\d.]+),([-\\d.]+)");

  private final String source;
  private final Stage stage;
  private final boolean loose;
  private final List<String> differences = new ArrayList<>();
  private final Map<String, InboundEvent> lastOf = new HashMap<>();
  private final Map<Integer, List<OutboundMessage>> differing = new HashMap<>();
  private int sent;

  /**
   * @param loose accept lines beyond the listed ones; ∅ still means nothing
   */
  Player(String source, Stage stage, boolean loose) {
    this.source = source;
    this.stage = stage;
    this.loose = loose;
  }

  /**
   * @return one entry a difference, empty when the bot said exactly what the script expects
   */
  List<String> play(Script script) {
    if (script.steps().getFirst().cause() instanceof Script.Clock first
        && first.to().contains("T")) {
      stage.begin(
          parse(script.steps().getFirst().lineNo(), first.to(), ChinaTime.zoned(stage.now())));
    }
    stage.prepare(script);
    for (var step : script.steps()) {
      switch (step.cause()) {
        case Script.Clock clock -> {
          var target = target(step.lineNo(), clock.to());
          if (clock.down()) {
            stage.comeBackAt(target);
          } else {
            stage.advanceTo(target);
          }
        }
        case Said said -> stage.say(event(step.lineNo(), said));
      }
      var said = stage.heard();
      var found = new Comparison(source, loose).compare(step, said);
      if (!found.isEmpty()) {
        differing.put(step.lineNo(), said);
      }
      differences.addAll(found);
    }
    return differences;
  }

  /**
   * The script with what the bot said this time where that differs, to be read before it is kept.
   */
  List<String> rewritten(List<String> lines) {
    var rewritten = new ArrayList<String>();
    var asItWas = true;
    for (int i = 0; i < lines.size(); i++) {
      var line = lines.get(i);
      if (line.startsWith(">") || line.startsWith("@")) {
        asItWas = !differing.containsKey(i + 1);
      }
      if (asItWas || !line.startsWith("<") && !line.startsWith("∅")) {
        rewritten.add(line);
      }
      if (differing.containsKey(i + 1)) {
        var said = differing.get(i + 1);
        said.forEach(message -> rewritten.add(shown(message)));
        var wasQuiet = i + 1 < lines.size() && lines.get(i + 1).startsWith("∅");
        if (said.isEmpty() && (line.startsWith(">") || wasQuiet)) {
          rewritten.add("∅");
        }
      }
    }
    return rewritten;
  }

  private static String shown(OutboundMessage message) {
    var where =
        message.conversationId().startsWith("private:")
            ? "私聊 " + message.conversationId().substring(8)
            : message.conversationId();
    return "< [" + where + "] " + message.text().replace("\n", "\\n");
  }

  // --- time -------------------------------------------------------------------------------------

  private Instant target(int lineNo, String written) {
    var now = ChinaTime.zoned(stage.now());
    var target = parse(lineNo, written, now);
    if (target.isBefore(stage.now()) && written.matches("\\d{2}:\\d{2}")) {
      target = ChinaTime.zoned(target).plusDays(1).toInstant();
    }
    if (target.isBefore(stage.now())) {
      throw new BadScript(source + ":" + lineNo + ": the clock never goes back");
    }
    return target;
  }

  private Instant parse(int lineNo, String written, ZonedDateTime now) {
    if (written.matches("\\d{2}:\\d{2}")) {
      return now.with(LocalTime.parse(written)).withSecond(0).withNano(0).toInstant();
    }
    if (written.matches("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}")) {
      return LocalDateTime.parse(written).atZone(ChinaTime.ZONE).toInstant();
    }
    var relative = RELATIVE.matcher(written);
    if (relative.matches()) {
      return relative(now, relative);
    }
    try {
      return OffsetDateTime.parse(written).toInstant();
    } catch (java.time.format.DateTimeParseException notATime) {
      throw new BadScript(
          source
              + ":"
              + lineNo
              + ": expected 2026-11-23T08:02+08:00, 08:32, +3d 10:00 or +10m, got "
              + written);
    }
  }

  private static Instant relative(ZonedDateTime now, java.util.regex.Matcher relative) {
    if (relative.group(3) != null) {
      var count = Long.parseLong(relative.group(3));
      return (relative.group(4).equals("h") ? now.plusHours(count) : now.plusMinutes(count))
          .toInstant();
    }
    var day = now.plusDays(Long.parseLong(relative.group(1)));
    return relative.group(2) == null
        ? day.toInstant()
        : day.with(LocalTime.parse(relative.group(2))).withSecond(0).withNano(0).toInstant();
  }

  // --- speech -----------------------------------------------------------------------------------

  private InboundEvent event(int lineNo, Said said) {
    var key = said.conversation() + '\0' + said.speaker();
    var before = lastOf.get(key);
    if (said.mark() != Mark.NONE && before == null) {
      throw new BadScript(
          source + ":" + lineNo + ": " + said.speaker() + " has said nothing there yet");
    }
    if (said.mark() == Mark.AGAIN) {
      return before;
    }
    var event = event(said, before);
    if (said.mark() == Mark.NONE) {
      lastOf.put(key, event);
    }
    return event;
  }

  private InboundEvent event(Said said, InboundEvent before) {
    var kind =
        switch (said.mark()) {
          case NONE, AGAIN -> Kind.MESSAGE;
          case EDITED -> Kind.EDIT;
          case RECALLED -> Kind.RECALL;
        };
    var conversation =
        said.isPrivate()
            ? new InboundEvent.Conversation("private:" + said.conversation(), Type.PRIVATE, null)
            : new InboundEvent.Conversation(said.conversation(), Type.GROUP, said.conversation());
    return new InboundEvent(
        "replay-" + ++sent,
        kind,
        conversation,
        new InboundEvent.Sender(said.speaker(), said.speaker()),
        kind == Kind.RECALL ? null : said.text(),
        false,
        null,
        media(said.media()),
        kind == Kind.MESSAGE ? null : before.id(),
        null,
        stage.now());
  }

  private static List<Media> media(String written) {
    var photos = PHOTOS.matcher(written);
    if (photos.matches()) {
      var count = photos.group(1) == null ? 1 : Integer.parseInt(photos.group(1));
      return java.util.Collections.nCopies(
          count, new Media(Media.Type.IMAGE, null, Exhibits.PHOTO, null, null, null, null, null));
    }
    var bad = BAD_PHOTO.matcher(written);
    if (bad.matches()) {
      var bytes =
          switch (bad.group(1)) {
            case "program" -> Exhibits.PROGRAM;
            case "heic" -> Exhibits.HEIC;
            case "telephone" -> Exhibits.TELEPHONE;
            default -> null;
          };
      var link = bad.group(1).equals("platform") ? Exhibits.PLATFORM_ID : Exhibits.EXPIRED_LINK;
      return List.of(
          new Media(
              Media.Type.IMAGE, bytes == null ? link : null, bytes, null, null, null, null, null));
    }
    var voice = VOICE.matcher(written);
    if (voice.matches()) {
      return List.of(
          new Media(
              Media.Type.VOICE,
              null,
              Exhibits.VOICE,
              voice.group(2),
              Integer.valueOf(voice.group(1)),
              null,
              null,
              null));
    }
    var location = LOCATION.matcher(written);
    if (location.matches()) {
      return List.of(
          new Media(
              Media.Type.LOCATION,
              null,
              null,
              null,
              null,
              Double.valueOf(location.group(1)),
              Double.valueOf(location.group(2)),
              "wgs84"));
    }
    return List.of();
  }

  /** Compares what was sent with what one step expects. */
  private record Comparison(String source, boolean loose) {

    List<String> compare(Step step, List<OutboundMessage> heard) {
      var differences = new ArrayList<String>();
      var rest = new ArrayList<>(heard);
      for (var expected : step.expected()) {
        switch (expected) {
          case Script.Line line -> match(line, rest, differences);
          case Script.Silence silence -> quiet(silence, heard, differences);
        }
      }
      heard.forEach(message -> checkLength(step, message, differences));
      if (!loose && !step.anythingElse()) {
        for (var unexpected : rest) {
          differences.add(source + ":" + step.lineNo() + ": not expected: " + shown(unexpected));
        }
      }
      return differences;
    }

    /**
     * A line in a group is short: 90 characters, the advice in a danger 140; a public notice and a
     * published result may be longer (decisions 2).
     */
    private void checkLength(Step step, OutboundMessage message, List<String> differences) {
      var text = message.text();
      if (PUBLISHED.matcher(text).lookingAt()) {
        return;
      }
      var longest = text.contains("正在通知物业值班") ? LONGEST_ADVICE : LONGEST_LINE;
      var length = text.codePointCount(0, text.length());
      if (message.conversationType() == Type.GROUP && length > longest) {
        differences.add(
            source
                + ":"
                + step.lineNo()
                + ": "
                + length
                + " characters in a group: "
                + shown(message));
      }
    }

    /** The first unmatched line of that conversation has to be the one: order counts there. */
    private void match(Script.Line line, List<OutboundMessage> rest, List<String> differences) {
      var skipping = loose;
      for (var message : List.copyOf(rest)) {
        if (!message.conversationId().equals(line.conversation())) {
          continue;
        }
        if (fits(line, message.text())) {
          rest.remove(message);
          return;
        }
        if (!skipping) {
          break;
        }
      }
      differences.add(
          source + ":" + line.lineNo() + ": expected " + line.text() + said(line, rest));
    }

    private static String said(Script.Line line, List<OutboundMessage> rest) {
      return rest.stream()
          .filter(m -> m.conversationId().equals(line.conversation()))
          .findFirst()
          .map(m -> "\n    but was said " + m.text())
          .orElse("\n    but nothing was said in " + line.conversation());
    }

    private static boolean fits(Script.Line line, String text) {
      return line.pattern()
          ? Pattern.compile(line.text(), Pattern.DOTALL).matcher(text).matches()
          : line.text().equals(text);
    }

    private void quiet(
        Script.Silence silence, List<OutboundMessage> heard, List<String> differences) {
      for (var message : heard) {
        if (silence.conversation() == null
            || silence.conversation().equals(message.conversationId())) {
          differences.add(
              source + ":" + silence.lineNo() + ": expected silence, got " + shown(message));
        }
      }
    }
  }
}
