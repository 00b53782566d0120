package linli.bot.conversation;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import linli.bot.cases.Case;
import linli.bot.cases.CaseNo;
import linli.bot.cases.Report;
import linli.bot.questions.Question;
import linli.nlp.Understanding;

/** What is meant for the bot: a verb, or free words by their intent. */
final class AddressedTalk {

  /** Intents that mean nothing from somebody who has no case: then it is a report. */
  private static final Set<String> SPEAKS_OF_A_CASE =
      Set.of("confirm_resolved", "reopen", "supplement", "withdraw", "progress_query");

  /** Who only asks what becomes of what they say wants nothing to be deleted. */
  private static final Pattern ERASES = Pattern.compile("删|清(?:除|空|掉|理)|注销|抹(?:掉|去)|销毁|忘(?:了|掉|记)");

  private final StaffTalk staff;
  private final FreeStaffTalk freely;
  private final ResidentTalk residents;
  private final ReportTalk reports;
  private final Joining joining;
  private final Drafts drafts;
  private final Human human;
  private final ContactTalk contacts;
  private final ErasureTalk erasures;
  private final SmallTalk smallTalk;
  private final EstateTalk estateTalk;
  private final DutyTalk duty;
  private final BindingTalk bindings;
  private final BindingStaff bindingStaff;
  private final MovingOut movingOut;
  private final MediaTalk media;
  private final ReceptionTalk receptions;
  private final KnowledgeTalk knowledge;
  private final RumourTalk rumours;
  private final WhistleTalk whistles;
  private final SecondLook secondLook;
  private final VoteDoor votes;
  private final PlaceCorrection placeCorrection;

  AddressedTalk(
      StaffTalk staff,
      FreeStaffTalk freely,
      ResidentTalk residents,
      ReportTalk reports,
      Joining joining,
      Drafts drafts,
      Human human,
      ContactTalk contacts,
      ErasureTalk erasures,
      SmallTalk smallTalk,
      EstateTalk estateTalk,
      DutyTalk duty,
      BindingTalk bindings,
      BindingStaff bindingStaff,
      MovingOut movingOut,
      MediaTalk media,
      ReceptionTalk receptions,
      KnowledgeTalk knowledge,
      RumourTalk rumours,
      WhistleTalk whistles,
      SecondLook secondLook,
      VoteDoor votes,
      PlaceCorrection placeCorrection) {
    this.placeCorrection = placeCorrection;
    this.votes = votes;
    this.knowledge = knowledge;
    this.rumours = rumours;
    this.staff = staff;
    this.freely = freely;
    this.residents = residents;
    this.reports = reports;
    this.joining = joining;
    this.drafts = drafts;
    this.human = human;
    this.contacts = contacts;
    this.erasures = erasures;
    this.smallTalk = smallTalk;
    this.estateTalk = estateTalk;
    this.duty = duty;
    this.bindings = bindings;
    this.bindingStaff = bindingStaff;
    this.movingOut = movingOut;
    this.media = media;
    this.receptions = receptions;
    this.whistles = whistles;
    this.secondLook = secondLook;
  }

  /** A verb that anybody may say. */
  String verb(Turn turn, Command command, Understanding understood) {
    if (Command.saysTwoThings(turn.text())) {
      return residents.oneAtATime(turn);
    }
    return switch (command.verb()) {
      case PROGRESS -> residents.progress(turn, command.number(), understood);
      case PLUS_ONE -> plusOne(turn, command.number(), understood);
      case SUPPLEMENT -> residents.supplement(turn, command.number(), command.words());
      case WITHDRAW -> residents.withdraw(turn, command.number());
      case SOLVED -> residents.solved(turn, command.number());
      case NOT_SOLVED -> residents.notSolved(turn, command.number(), command.words());
      case WHISTLE -> whistles.blow(turn, command.number(), command.words());
      case ERASE_DATA -> erasures.begin(turn);
      case KEEP_DATA -> erasures.cancel(turn);
      case FORGET_PHONE -> contacts.takeBack(turn);
      case HUMAN -> human.begin(turn);
      case BACK -> human.back(turn);
      case HELP -> turn.speaker().isStaff() ? staff.help(turn) : smallTalk.help(turn);
      case RATE, NOT_SAME -> smallTalk.chat(turn);
      case WHO_IS_WHO -> estateTalk.whoIsWho(turn);
      case PROPERTY_TASKS -> estateTalk.propertyTasks(turn);
      case MINE -> estateTalk.mine(turn);
      case BIND -> bindings.begin(turn, command.words());
      case UNBIND -> unbind(turn, command.words());
      case ANONYMOUS ->
          command.number().isEmpty() && receptions.isSignedUp(turn)
              ? estateTalk.anonymous(turn, receptions.hide(turn))
              : estateTalk.anonymous(turn, command.number());
      case MUTE -> estateTalk.mute(turn, command);
      case UNMUTE -> estateTalk.unmute(turn, command);
      case LARGE_TEXT -> estateTalk.largeText(turn);
      case USUAL_TEXT -> estateTalk.usualText(turn);
      case WHO_IS_ON_DUTY -> duty.now(turn);
      default -> staff.command(turn, command);
    };
  }

  /** One's own home; or, by those who may, the home of somebody who has moved out. */
  String unbind(Turn turn, String words) {
    return !movingOut.isOwn(turn, words) && bindingStaff.isConcerned(turn)
        ? bindingStaff.movedOut(turn, words)
        : movingOut.begin(turn, words);
  }

  /** Free words that are meant for the bot. */
  String words(Turn turn, Understanding understood, List<Question> open) {
    if (Command.saysTwoThings(turn.text())) {
      return residents.oneAtATime(turn);
    }
    var work = Command.parse(turn.text(), true).filter(c -> c.verb().isWork());
    if (work.filter(c -> !c.numbers().isEmpty()).isPresent()) {
      return staff.ofStaffOnly(turn, work.get().verb());
    }
    var meant = turn.isPrivate() ? Optional.<String>empty() : workOfStaff(turn);
    if (meant.isPresent()) {
      return meant.get();
    }
    if (turn.isEnglish()) {
      return human.inEnglish(turn);
    }
    if (Complaint.begunBy(turn.text()) != null) {
      return drafts.ask(turn);
    }
    var hearsay = rumours.answer(turn, understood);
    if (hearsay.isPresent()) {
      return hearsay.get();
    }
    if (turn.text().isBlank() || understood.intent() == null) {
      return media
          .withoutWords(turn, open)
          .orElseGet(
              () -> turn.event().media().isEmpty() ? smallTalk.chat(turn) : drafts.ask(turn));
    }
    var aside = placeCorrection.heard(turn, understood).or(() -> aside(turn, understood));
    if (aside.isPresent()) {
      return aside.get();
    }
    if (understood.intent().equals("consult")) {
      var known = knowledge.answer(turn);
      if (known.isPresent()) {
        return known.get();
      }
    }
    var number = CaseNo.in(turn.text());
    if (SPEAKS_OF_A_CASE.contains(understood.intent())
        && number.isEmpty()
        && !understood.issues().isEmpty()
        && !residents.speaksOfKnown(turn, understood)) {
      return reports.report(turn, understood);
    }
    return switch (understood.intent()) {
      case "progress_query" -> residents.progress(turn, number, understood);
      case "me_too" ->
          understood.issues().isEmpty() || !turn.isPrivate()
              ? plusOne(turn, understood, true)
              : reports.report(turn, understood);
      case "supplement" -> residents.supplement(turn, number, turn.text());
      case "withdraw" -> residents.withdraw(turn, number);
      case "confirm_resolved" -> residents.solved(turn, number);
      case "reopen" -> residents.notSolved(turn, number, turn.text());
      case "human" -> human.begin(turn);
      case "erase_data" ->
          ERASES.matcher(turn.text()).find()
              ? erasures.begin(turn)
              : knowledge.answer(turn).orElseGet(() -> smallTalk.chat(turn));
      case "bind" -> bindings.begin(turn, turn.text());
      case "contact_query" -> smallTalk.numbers(turn);
      case "abuse" -> smallTalk.abuse(turn);
      case "chat", "ad", "rate" ->
          Drafts.pointsAtAThing(turn.text()) ? drafts.ask(turn) : smallTalk.chat(turn);
      case "reception_query" -> receptions.query(turn);
      case "reception_signup" -> receptions.signUp(turn, turn.text());
      case "reception_cancel" -> receptions.cancel(turn);
      case "whistle" ->
          isClear(understood) ? reports.report(turn, understood) : whistles.blow(turn, number, "");
      case "vote_cast", "vote_change", "vote_proxy", "vote_mute" ->
          isClear(understood) ? reports.report(turn, understood) : noVote(turn);
      case "booking", "claim" ->
          isClear(understood) ? reports.report(turn, understood) : smallTalk.notYet(turn);
      case "report", "suggest", "praise", "consult", "wish" ->
          asksBack(understood) ? askBack(turn, open) : reports.report(turn, understood);
      default ->
          understood.issues().isEmpty() || understood.intent().equals("unclear")
              ? askBack(turn, open)
              : reports.report(turn, understood);
    };
  }

  /** Who waits for a case and says but a few words means that case. */
  private Optional<String> aside(Turn turn, Understanding understood) {
    if (WaitingWords.askWhen(turn.text()) && residents.waits(turn)) {
      return Optional.of(
          turn.isPrivate()
              ? residents.ownProgress(turn, null)
              : residents.progress(turn, Optional.empty(), understood));
    }
    var where =
        WaitingWords.sayWhere(turn.text(), namesMatter(understood))
            && residents.hasJustReported(turn);
    var when = WaitingWords.sayWhen(turn.text()) && residents.waits(turn);
    return turn.isPrivate() && (where || when)
        ? Optional.of(residents.supplement(turn, Optional.empty(), turn.text()))
        : Optional.empty();
  }

  /**
   * 3岁 sounds like an answer to a vote; without a word of votes it belongs to what was said before.
   */
  private String noVote(Turn turn) {
    if (VoteWording.speaksOfVotes(turn.text())) {
      return votes.about(turn);
    }
    return turn.isPrivate() && residents.hasJustReported(turn)
        ? residents.supplement(turn, Optional.empty(), turn.text())
        : smallTalk.chat(turn);
  }

  /** 那个电梯的单我接了 among the neighbours: of who works here it is as good as alone. */
  private Optional<String> workOfStaff(Turn turn) {
    return residents.isAskedWhetherSolved(turn) ? Optional.empty() : freely.heard(turn);
  }

  /** Whether what it wants cannot be told, so that its sender has to be asked. */
  static boolean asksBack(Understanding understood) {
    return switch (String.valueOf(understood.intent())) {
      case "report", "suggest", "praise", "consult", "wish" -> understood.issues().isEmpty();
      case "unclear" -> true;
      default -> false;
    };
  }

  /** The one question; unless somebody else could tell. */
  private String askBack(Turn turn, List<Question> open) {
    return secondLook
        .at(turn)
        .filter(other -> !asksBack(other))
        .map(other -> words(turn, other, open))
        .orElseGet(() -> drafts.ask(turn));
  }

  /** Whether a matter of its own is more likely in it than not: 西门外墙皮鼓起来. */
  private static boolean namesMatter(Understanding understood) {
    return isClear(understood) && understood.issues().getFirst().score() >= 0.5;
  }

  /** Whether the message names a matter of a certain kind. */
  static boolean isClear(Understanding understood) {
    return !understood.issues().isEmpty() && !understood.issues().getFirst().type().equals("other");
  }

  private String plusOne(Turn turn, Optional<CaseNo> number, Understanding understood) {
    return number.isEmpty()
        ? plusOne(turn, understood, true)
        : residents
            .plusOneTarget(turn, number.get())
            .map(target -> join(turn, target, true))
            .orElse("answered");
  }

  /** +1: an unbound person is counted and not answered, a neighbour is told alone. */
  String plusOne(Turn turn, Understanding understood, boolean answer) {
    var target = residents.plusOneTarget(turn, understood);
    if (target.isEmpty()) {
      if (answer) {
        residents.nothingToJoin(turn);
        return "answered";
      }
      return "silent";
    }
    return join(turn, target.get(), answer);
  }

  private String join(Turn turn, Case target, boolean answer) {
    if (answer && residents.isOwn(turn, target)) {
      return residents.progress(turn, target);
    }
    if (!turn.speaker().isBound() && !turn.isPrivate()) {
      residents.count(turn, target);
      return "counted";
    }
    return residents.fits(turn, target)
        ? joining.joinQuietly(turn, target, Report.Kind.JOIN)
        : joining.askWhichUnit(turn, target);
  }
}
