package linli.bot.conversation;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import linli.bot.cases.Case;
import linli.bot.cases.CaseNo;
import linli.bot.cases.CaseNotices;
import linli.bot.cases.CasePlace;
import linli.bot.cases.CaseService;
import linli.bot.cases.CaseWords;
import linli.bot.cases.Casework;
import linli.bot.cases.MoveResult;
import linli.bot.cases.Report;
import linli.bot.conversation.Command.Verb;
import linli.bot.speech.Speech.Line;

/** The verbs of staff: 接单 到场 到岗 办结 详情 回复. */
final class StaffTalk {

  private static final Pattern ETA =
      Pattern.compile(
          "(?<!\\d)((?:[01]?\\d|2[0-3])[::点][0-5]?\\d?分?|\\d{1,3}分钟(?:后|内)?)(?:到|左右|前)?");

  private final CaseService cases;
  private final CaseNotices notices;
  private final CaseWords words;
  private final Human human;
  private final CaseworkTalk casework;
  private final CardTalk cards;
  private final IncidentTalk incidents;
  private final BindingStaff bindings;
  private final PlaceNameTalk placeNames;
  private final SelfCheckTalk selfCheck;
  private final Refusals refusals;
  private final Answers answers;

  StaffTalk(
      CaseService cases,
      CaseNotices notices,
      CaseWords words,
      Human human,
      CaseworkTalk casework,
      CardTalk cards,
      IncidentTalk incidents,
      BindingStaff bindings,
      PlaceNameTalk placeNames,
      SelfCheckTalk selfCheck,
      Refusals refusals,
      Answers answers) {
    this.casework = casework;
    this.cards = cards;
    this.incidents = incidents;
    this.bindings = bindings;
    this.placeNames = placeNames;
    this.selfCheck = selfCheck;
    this.refusals = refusals;
    this.cases = cases;
    this.notices = notices;
    this.words = words;
    this.human = human;
    this.answers = answers;
  }

  /** One verb on one case. */
  @FunctionalInterface
  private interface Move {
    MoveResult on(CaseNo no);
  }

  String command(Turn turn, Command command) {
    return switch (command.verb()) {
      case IN_HAND -> casework.inHand(turn);
      case CARDS -> cards.answer(turn);
      case ON_BEHALF -> casework.onBehalf(turn, command.words());
      case NOTICE -> incidents.preview(turn, command.words());
      case RESTORED -> incidents.restored(turn, command.words());
      case CONFIRM_BINDING -> bindings.confirm(turn, command.words());
      case REFUSE_BINDING -> bindings.refuse(turn, command.words());
      case REGISTER -> bindings.register(turn, command.words());
      case PLACE_NAME -> placeNames.command(turn, command.words());
      case SELF_CHECK -> selfCheck.answer(turn);
      default -> onCases(turn, command);
    };
  }

  private String onCases(Turn turn, Command command) {
    var numbers = numbers(turn, command);
    if (numbers.isEmpty()) {
      answers.say(turn, "staff.needs-no", "verb", said(command));
      return "answered";
    }
    return command.before().isEmpty()
        ? onCases(turn, command, numbers)
        : inOrder(turn, command, numbers);
  }

  /** 接单到场, as it was typed. */
  private static String said(Command command) {
    return Stream.concat(command.before().stream(), Stream.of(command.verb()))
        .map(Refusals::chinese)
        .collect(Collectors.joining());
  }

  /**
   * One after the other. Of what comes before, that which is done already is passed over; why
   * something is not possible is said once, of the last verb.
   */
  private String inOrder(Turn turn, Command command, List<CaseNo> said) {
    var numbers = command.verb() == Verb.DONE ? said.subList(0, 1) : said;
    var accepted = List.<Case>of();
    for (var verb : command.before()) {
      var moved =
          verb == Verb.ACCEPT
              ? moved(numbers, no -> accept(turn, no))
              : moved(notThere(turn, numbers), no -> arrive(turn, no));
      if (!moved.isEmpty()) {
        var key = verb == Verb.ACCEPT ? "staff.accepted" : "staff.arrived";
        answers.say(turn, acknowledgement(turn, key, moved));
      }
      accepted = verb == Verb.ACCEPT ? moved : accepted;
    }
    var outcome = onCases(turn, command, numbers);
    if (!accepted.isEmpty() && !outcome.equals("done")) {
      tellAccepted(turn, accepted, answers.text(turn, "accepted.there"));
    }
    return outcome;
  }

  private List<CaseNo> notThere(Turn turn, List<CaseNo> numbers) {
    return numbers.stream()
        .filter(
            no ->
                cases
                    .find(turn.tx(), turn.estate(), no, turn.now())
                    .filter(c -> c.arrivedAt() == null)
                    .isPresent())
        .toList();
  }

  private static List<Case> moved(List<CaseNo> numbers, Move move) {
    return numbers.stream()
        .map(move::on)
        .filter(MoveResult.Moved.class::isInstance)
        .map(result -> ((MoveResult.Moved) result).now())
        .toList();
  }

  private MoveResult accept(Turn turn, CaseNo no) {
    return cases.accept(turn.tx(), turn.estate(), no, turn.speaker(), turn.now());
  }

  private MoveResult arrive(Turn turn, CaseNo no) {
    return cases.arrive(turn.tx(), turn.estate(), no, turn.speaker(), turn.now());
  }

  private String onCases(Turn turn, Command command, List<CaseNo> numbers) {
    return switch (command.verb()) {
      case ACCEPT -> accept(turn, command, numbers);
      case ARRIVE -> arrive(turn, command, numbers);
      case ON_DUTY -> onDuty(turn, command, numbers);
      case DONE -> done(turn, command, numbers.getFirst());
      case SOLVE -> solve(turn, numbers.getFirst());
      case DETAILS -> details(turn, numbers.getFirst());
      case ANSWER -> human.answer(turn, numbers.getFirst(), command.words());
      case TAKE ->
          casework.take(turn, numbers.getFirst()).orElseGet(() -> accept(turn, command, numbers));
      default -> casework.command(turn, command, numbers);
    };
  }

  /** Without a number: the quoted case, or the only one that waits for the speaker's party. */
  private List<CaseNo> numbers(Turn turn, Command command) {
    if (!command.numbers().isEmpty()) {
      return command.numbers();
    }
    if (turn.quotedCase() != null) {
      return CaseNo.allIn(turn.quotedCase());
    }
    var first = command.before().isEmpty() ? command.verb() : command.before().getFirst();
    if (first != Verb.ACCEPT && first != Verb.TAKE) {
      return List.of();
    }
    var waiting =
        turn.speaker().roles().stream()
            .map(role -> role.party())
            .distinct()
            .flatMap(party -> cases.waitingFor(turn.tx(), turn.estate(), party).stream())
            .toList();
    return waiting.size() == 1 ? CaseNo.allIn(waiting.getFirst().no()) : List.of();
  }

  /** The speaker is no staff. */
  String ofStaffOnly(Turn turn, Verb verb) {
    return refusals.notStaff(turn, verb);
  }

  String help(Turn turn) {
    answers.say(turn, "staff.help");
    if (turn.isPrivate() && Casework.isCommunity(turn.speaker())) {
      answers.say(turn, "staff.help.community");
    }
    return "answered";
  }

  private String accept(Turn turn, Command command, List<CaseNo> numbers) {
    var accepted = apply(turn, command, numbers, no -> accept(turn, no));
    if (accepted.isEmpty()) {
      return "answered";
    }
    answers.say(turn, acknowledgement(turn, "staff.accepted", accepted));
    var eta = ETA.matcher(command.words());
    tellAccepted(
        turn,
        accepted,
        eta.find()
            ? answers.text(turn, "accepted.eta", "eta", eta.group(1))
            : answers.text(turn, "accepted.no-eta"));
    return "accepted";
  }

  private void tellAccepted(Turn turn, List<Case> accepted, String when) {
    notices.tellConcerned(
        turn.tx(),
        turn.estate(),
        accepted,
        turn.now(),
        "accepted",
        "handler",
        words.handler(turn.estate(), accepted.getFirst()),
        "eta",
        when);
  }

  private String arrive(Turn turn, Command command, List<CaseNo> numbers) {
    var arrived = apply(turn, command, numbers, no -> arrive(turn, no));
    if (!arrived.isEmpty()) {
      answers.say(turn, acknowledgement(turn, "staff.arrived", arrived));
    }
    return arrived.isEmpty() ? "answered" : "arrived";
  }

  private String onDuty(Turn turn, Command command, List<CaseNo> numbers) {
    var present =
        apply(
            turn,
            command,
            numbers,
            no -> cases.acknowledge(turn.tx(), turn.estate(), no, turn.speaker(), turn.now()));
    if (present.isEmpty()) {
      return "answered";
    }
    answers.say(turn, acknowledgement(turn, "staff.on-duty", present));
    notices.tellConcerned(turn.tx(), turn.estate(), present, turn.now(), "on-duty");
    return "on-duty";
  }

  private String done(Turn turn, Command command, CaseNo no) {
    var result =
        cases.done(
            turn.tx(),
            turn.estate(),
            no,
            turn.speaker(),
            command.words(),
            turn.report(Report.Kind.SUPPLEMENT, 0),
            turn.now());
    if (result instanceof MoveResult.Moved moved) {
      answers.say(turn, acknowledgement(turn, "staff.done", List.of(moved.now())));
      return "done";
    }
    refusals.explain(turn, command.verb(), result);
    return "answered";
  }

  /** 解决 is not a verb of staff: solved is what the reporter says (product 0.10). */
  private String solve(Turn turn, CaseNo no) {
    var found = cases.find(turn.tx(), turn.estate(), no, turn.now());
    if (found.isEmpty()) {
      answers.say(turn, "staff.unknown", "no", no);
    } else {
      answers.say(turn, "staff.not-solve", "no", no);
    }
    return "answered";
  }

  /** Home and words go to the one who asked, alone; the look is audited. */
  private String details(Turn turn, CaseNo no) {
    var found = cases.find(turn.tx(), turn.estate(), no, turn.now());
    if (found.isEmpty()) {
      answers.say(turn, "staff.unknown", "no", no);
      return "answered";
    }
    var about = found.get();
    if (!cases.mayReadDetails(turn.estate(), turn.speaker(), about)) {
      refusals.explain(turn, Verb.DETAILS, new MoveResult.NotYours(about));
      return "answered";
    }
    if (!turn.isPrivate()) {
      answers.say(turn, "staff.details.private");
    }
    answers.alone(turn, Line.of(detailText(turn, about)).about(about.no()));
    return "details";
  }

  private String detailText(Turn turn, Case about) {
    var details = cases.details(turn.tx(), turn.estate(), about, turn.speaker(), turn.now());
    var place = about.place().isKnown() ? about.place().toDoor() : "地点待补充";
    if (CaseService.hidesReporter(about, turn.speaker())) {
      return answers.text(
          turn,
          "staff.details.anonymous",
          "no",
          about.no(),
          "type",
          words.type(about),
          "place",
          about.place().isKnown() ? CasePlace.buildingName(about.place().building()) : "本小区");
    }
    var lines = new ArrayList<String>();
    for (var contact : details.contacts()) {
      var home = new CasePlace(contact.building(), contact.unit(), null, contact.room());
      lines.add(
          (home.isKnown() ? home.toDoor() + ":" : "")
              + (contact.text() == null ? "" : contact.text()));
    }
    for (var phone : details.phones()) {
      lines.add(answers.text(turn, "staff.details.phone", "phone", phone));
    }
    return answers.text(
        turn,
        "staff.details",
        "no",
        about.no(),
        "type",
        words.type(about),
        "place",
        place,
        "lines",
        lines.isEmpty() ? answers.text(turn, "staff.details.none") : String.join("\n", lines));
  }

  // --- answers ----------------------------------------------------------------------------------

  private List<Case> apply(Turn turn, Command command, List<CaseNo> numbers, Move move) {
    var moved = new ArrayList<Case>();
    for (var no : numbers) {
      var result = move.on(no);
      if (result instanceof MoveResult.Moved done) {
        moved.add(done.now());
      } else {
        refusals.explain(turn, command.verb(), result);
      }
    }
    return moved;
  }

  private Line acknowledgement(Turn turn, String key, List<Case> moved) {
    var numbers = String.join(" ", moved.stream().map(Case::no).toList());
    return Line.of(answers.text(turn, key, "no", numbers)).about(moved.getFirst().no());
  }
}
