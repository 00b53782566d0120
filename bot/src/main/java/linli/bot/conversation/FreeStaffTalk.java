package linli.bot.conversation;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import linli.adapters.OutboundMessage.Button;
import linli.bot.cases.Case;
import linli.bot.cases.CaseNo;
import linli.bot.cases.CaseWords;
import linli.bot.cases.HandOver;
import linli.bot.cases.MoveResult;
import linli.bot.conversation.Command.Verb;
import linli.bot.conversation.StaffWords.Meant;
import linli.bot.questions.Question;
import linli.bot.questions.Question.Kind;
import linli.bot.questions.Questions;
import linli.bot.questions.Questions.Asked;
import linli.bot.speech.Speech.Line;
import linli.nlp.Understander;
import linli.nlp.Understanding.Place;

/**
 * Staff say what they do in their own words, or without a number: the one case that fits is meant;
 * which of several is asked; none is ever taken by guess.
 */
final class FreeStaffTalk {

  /** Characters of a line in a group (decisions 2). */
  private static final int LONGEST_LINE = 90;

  private static final int MOST_CHOICES = 9;

  private final StaffWords words = StaffWords.load();
  private final StaffCases which;
  private final StaffTalk staff;
  private final CaseWords caseWords;
  private final Understander understander;
  private final Questions questions;
  private final Refusals refusals;
  private final Answers answers;

  FreeStaffTalk(
      StaffCases which,
      StaffTalk staff,
      CaseWords caseWords,
      Understander understander,
      Questions questions,
      Refusals refusals,
      Answers answers) {
    this.which = which;
    this.staff = staff;
    this.caseWords = caseWords;
    this.understander = understander;
    this.questions = questions;
    this.refusals = refusals;
    this.answers = answers;
  }

  /** Empty when it is no verb, or nobody can tell of which case and nobody asked the bot. */
  Optional<String> heard(Turn turn) {
    if (!turn.speaker().isStaff()) {
      return Optional.empty();
    }
    var numbered = NumberedWords.read(turn.text());
    if (numbered.isPresent()) {
      return Optional.of(staff.command(turn, numbered.get()));
    }
    return words
        .read(turn.text(), word -> HandOver.partyIn(turn.estate(), word).isPresent())
        .flatMap(meant -> act(turn, meant));
  }

  /** A verb that was typed, with or without a number. */
  String command(Turn turn, Command command) {
    if (command.isOneOfSeveral(turn.text())) {
      answers.say(turn, "staff.one-verb", "verb", Refusals.chinese(command.verb()));
      return "answered";
    }
    var saysWhich = !command.numbers().isEmpty() || turn.quotedCase() != null;
    if (saysWhich || !command.before().isEmpty() || !needsCase(command.verb())) {
      return staff.command(turn, command);
    }
    return act(turn, words.bare(command.verb(), command.words()))
        .orElseGet(() -> staff.command(turn, command));
  }

  private static boolean needsCase(Verb verb) {
    return switch (verb) {
      case ACCEPT, TAKE, ARRIVE, ON_DUTY, DONE, PAUSE, FALSE_ALARM -> true;
      default -> false;
    };
  }

  private Optional<String> act(Turn turn, Meant meant) {
    var numbers =
        meant.numbers().isEmpty() && turn.quotedCase() != null
            ? CaseNo.allIn(turn.quotedCase())
            : meant.numbers();
    if (!numbers.isEmpty()) {
      return Optional.of(staff.command(turn, new Command(meant.verb(), numbers, meant.words())));
    }
    var place = place(meant);
    var fitting = which.fitting(turn, meant, place);
    if (fitting.isEmpty() && !meant.namesNothing()) {
      fitting = which.named(turn, meant, place).stream().limit(2).toList();
      return fitting.size() == 1 // what is possible there is said
          ? Optional.of(command(turn, meant, fitting.getFirst()))
          : none(turn, meant, place);
    }
    if (fitting.isEmpty()) {
      return none(turn, meant, place);
    }
    return Optional.of(
        fitting.size() == 1 && !meant.unsure()
            ? command(turn, meant, fitting.getFirst())
            : ask(turn, meant, fitting));
  }

  private Place place(Meant meant) {
    var places = understander.understand(meant.about()).places();
    return places.isEmpty() ? null : places.getFirst();
  }

  private String command(Turn turn, Meant meant, Case about) {
    return staff.command(turn, new Command(meant.verb(), CaseNo.allIn(about.no()), meant.words()));
  }

  /**
   * None of the speaker's own. Who asks the bot, or names a 单, hears where it is and what is
   * possible; everything else is talk among colleagues.
   */
  private Optional<String> none(Turn turn, Meant meant, Place place) {
    if (!turn.addressed() && !meant.saysCase()) {
      return Optional.empty();
    }
    var others = which.ofOthers(turn, meant, place);
    if (others.size() == 1) {
      refusals.explain(turn, meant.verb(), new MoveResult.NotYours(others.getFirst()));
    } else {
      answers.say(turn, "staff.none", "verb", Refusals.chinese(meant.verb()));
    }
    return Optional.of("answered");
  }

  // --- which ------------------------------------------------------------------------------------

  private String ask(Turn turn, Meant meant, List<Case> fitting) {
    var text = question(turn, fitting);
    if (fitting.size() > MOST_CHOICES || text.codePointCount(0, text.length()) > LONGEST_LINE) {
      answers.say(
          turn,
          "staff.which.many",
          "n",
          fitting.size(),
          "verb",
          Refusals.chinese(meant.verb()),
          "no",
          fitting.getFirst().no());
      return "answered";
    }
    var buttons =
        IntStream.rangeClosed(1, fitting.size())
            .mapToObj(n -> new Button(Integer.toString(n), fitting.get(n - 1).no()))
            .toArray(Button[]::new);
    var id = answers.say(turn, Line.of(text).with(buttons).asking());
    var numbers = fitting.stream().map(Case::no).collect(Collectors.joining(","));
    var asked =
        new Asked(
            turn.estate().id(), turn.channel(), turn.conversationId(), turn.speaker().accountId());
    questions.dropAsked(turn.tx(), asked, Kind.WHICH_CASE, turn.now());
    questions.ask(
        turn.tx(),
        asked,
        Kind.WHICH_CASE,
        null,
        fitting.size(),
        meant.verb() + "\n" + numbers + "\n" + meant.words(),
        id,
        turn.now());
    return "asked";
  }

  private String question(Turn turn, List<Case> fitting) {
    var list =
        IntStream.range(0, fitting.size())
            .mapToObj(
                i ->
                    answers.text(
                        turn,
                        "staff.which.item",
                        "n",
                        i + 1,
                        "no",
                        fitting.get(i).no(),
                        "type",
                        caseWords.type(fitting.get(i)),
                        "place",
                        caseWords.staffPlace(turn.estate(), fitting.get(i))))
            .collect(Collectors.joining(" "));
    return fitting.size() == 1
        ? answers.text(turn, "staff.which.one", "one", list.substring(1))
        : answers.text(turn, "staff.which", "list", list);
  }

  /** The answer to it. */
  String chosen(Turn turn, Question question, int digit) {
    var asked = question.payload().split("\n", 3);
    var no = asked[1].split(",")[digit - 1];
    return staff.command(turn, new Command(Verb.valueOf(asked[0]), CaseNo.allIn(no), asked[2]));
  }
}
