package linli.bot.conversation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import linli.bot.conversation.HomeWords.Written;
import linli.bot.conversation.VoteDraft.Step;
import linli.bot.questions.Question;
import linli.bot.speech.ChinaTime;
import linli.bot.speech.Speech.Line;
import linli.bot.votes.DraftCheck;
import linli.bot.votes.NewVote;
import linli.bot.votes.Vote;
import linli.bot.votes.VoteService;
import linli.bot.votes.VoteWords;
import linli.bot.votes.tally.Matter;
import linli.bot.votes.tally.Scope;

/** A secretary drafts a vote: one question at a time, 取消 at any of them (decisions 6). */
final class VoteWizard {

  private final VoteService votes;
  private final HomeWords homes;
  private final VoteSteps steps;
  private final Answers answers;

  VoteWizard(VoteService votes, HomeWords homes, VoteSteps steps, Answers answers) {
    this.votes = votes;
    this.homes = homes;
    this.steps = steps;
    this.answers = answers;
  }

  /** Asks the first question; of a consultation the kind is known. */
  String begin(Turn turn, boolean consultation) {
    var draft = VoteDraft.begin();
    return consultation
        ? steps.ask(turn, draft.withMatter(Matter.CONSULTATION.code()).at(Step.SCOPE))
        : steps.ask(turn, draft);
  }

  /** The same vote once more: its times are asked, and from the flats on where some matter. */
  String again(Turn turn, Vote old) {
    return steps.ask(
        turn,
        new VoteDraft(
            asksForFlats(old.matter()) ? Step.FLATS : Step.TIMES,
            old.matter().code(),
            old.scope().building(),
            old.scope().unit(),
            List.of(),
            old.question(),
            null));
  }

  // --- answers ----------------------------------------------------------------------------------

  /** A digit. */
  String chosen(Turn turn, Question question, int digit) {
    var draft = VoteDraft.read(question.payload());
    return switch (draft.step()) {
      case KIND -> kind(turn, draft, digit);
      case MATTER ->
          steps.ask(turn, draft.withMatter(VoteSteps.ITEMS.get(digit - 1).code()).at(Step.SCOPE));
      case OPTIONS -> steps.ask(turn, draft.at(Step.TIMES));
      case CONFIRM -> digit == 1 ? submit(turn, draft) : leave(turn, draft);
      case SCOPE, FLATS, QUESTION, TIMES -> steps.ask(turn, draft);
    };
  }

  private String kind(Turn turn, VoteDraft draft, int digit) {
    return switch (digit) {
      case 1 -> steps.ask(turn, draft.withMatter(Matter.CONSULTATION.code()).at(Step.SCOPE));
      case 2 -> steps.ask(turn, draft.at(Step.MATTER));
      case 3 -> steps.ask(turn, draft.withMatter(Matter.ELEVATOR_RETROFIT.code()).at(Step.SCOPE));
      default ->
          steps.ask(turn, draft.withMatter(Matter.RESIDENTIAL_TO_COMMERCIAL.code()).at(Step.SCOPE));
    };
  }

  /** 协商, where the kind is asked, is the first kind, and no wish to see the list. */
  static boolean isAnswer(Question question, String text) {
    return VoteDraft.read(question.payload()).step() == Step.KIND && text.contains("协商");
  }

  /** Words; whoever asks has answered the question. */
  String said(Turn turn, Question question) {
    var draft = VoteDraft.read(question.payload());
    var text = turn.text().strip();
    if (text.matches("(?:取消|不发了|算了|退出)[。.!!]*")) {
      return leave(turn, draft);
    }
    return switch (draft.step()) {
      case KIND -> text.contains("协商") ? kind(turn, draft, 1) : again(turn, draft);
      case MATTER -> again(turn, draft);
      case SCOPE -> scope(turn, draft, text);
      case FLATS -> flats(turn, draft, text);
      case QUESTION -> question(turn, draft, text);
      case OPTIONS -> options(turn, draft, text);
      case TIMES -> times(turn, draft, text);
      case CONFIRM -> text.matches("公示[。.!!]*") ? submit(turn, draft) : again(turn, draft);
    };
  }

  /** It was no answer: the same question once more, and how to leave. */
  private String again(Turn turn, VoteDraft draft) {
    answers.alone(turn, "vote.ask.again");
    return steps.ask(turn, draft);
  }

  private String scope(Turn turn, VoteDraft draft, String text) {
    var scope = VoteWording.scope(text, turn.estate());
    if (scope.isEmpty()) {
      answers.alone(
          turn,
          "vote.ask.scope.unknown",
          "buildings",
          PlaceResolver.list(turn.estate().buildings().keySet().stream().toList()));
      return steps.ask(turn, draft);
    }
    if (VoteSteps.matter(draft) == Matter.RESIDENTIAL_TO_COMMERCIAL
        && (scope.get().building() == null || scope.get().unit() != null)) {
      answers.alone(turn, "vote.ask.scope.building"); // 法释〔2009〕7号 art. 11: 本栋建筑物内的其他业主
      return steps.ask(turn, draft);
    }
    var scoped = draft.withScope(scope.get().building(), scope.get().unit());
    var next = asksForFlats(VoteSteps.matter(draft)) ? Step.FLATS : Step.QUESTION;
    return steps.ask(turn, scoped.at(next));
  }

  /** A lift may take something of a flat, a 住改商 is one flat's wish. */
  private static boolean asksForFlats(Matter matter) {
    return matter == Matter.ELEVATOR_RETROFIT || matter == Matter.RESIDENTIAL_TO_COMMERCIAL;
  }

  /** 没有, or flats with anything between them. */
  private String flats(Turn turn, VoteDraft draft, String text) {
    if (VoteSteps.matter(draft) == Matter.ELEVATOR_RETROFIT
        && text.matches("(?:没有|不占|无|都不占)[。.!!]*")) {
      return steps.ask(turn, draft.at(Step.QUESTION));
    }
    var flats = new ArrayList<String>();
    for (var word : text.split("[\\s,,、;;]+")) {
      if (!(homes.read(turn, word) instanceof Written.Home home) || !mayBeNamed(draft, home)) {
        answers.alone(turn, "vote.ask.flats.unknown", "said", word);
        return steps.ask(turn, draft);
      }
      flats.add(home.household().name());
    }
    if (flats.stream().noneMatch(flat -> flat.startsWith(draft.building() + "-"))
        && VoteSteps.matter(draft) == Matter.RESIDENTIAL_TO_COMMERCIAL) {
      answers.alone(turn, "vote.ask.flats.whose");
      return steps.ask(turn, draft);
    }
    return steps.ask(turn, draft.withFlats(flats).at(Step.QUESTION));
  }

  /** Of a 住改商 also flats elsewhere, whose owners showed that it harms them. */
  private static boolean mayBeNamed(VoteDraft draft, Written.Home home) {
    return covers(draft, home) || VoteSteps.matter(draft) == Matter.RESIDENTIAL_TO_COMMERCIAL;
  }

  private static boolean covers(VoteDraft draft, Written.Home home) {
    var flat = home.household();
    return (draft.building() == null || draft.building().equals(flat.building()))
        && (draft.unit() == null || draft.unit().equals(flat.unit()));
  }

  private String question(Turn turn, VoteDraft draft, String text) {
    if (!DraftCheck.isQuestion(text)) {
      answers.alone(turn, "vote.ask.question.bad", "most", DraftCheck.LONGEST_QUESTION);
      return steps.ask(turn, draft);
    }
    return steps.ask(
        turn, draft.withQuestion(VoteWording.areas(text.replaceAll("\\s+", " "))).at(Step.OPTIONS));
  }

  private String options(Turn turn, VoteDraft draft, String text) {
    if (text.matches("默认[。.]?|好的?|(?:1?同意)\\W*(?:2?反对)\\W*(?:3?弃权)[。.]?")) {
      return steps.ask(turn, draft.at(Step.TIMES));
    }
    answers.alone(turn, "vote.ask.options.fixed");
    return steps.ask(turn, draft);
  }

  private String times(Turn turn, VoteDraft draft, String text) {
    var span = VoteWording.span(text, ChinaTime.date(turn.now()));
    var wrong =
        span.isEmpty()
            ? Optional.of(answers.text(turn, "vote.ask.times.unknown"))
            : wrong(turn, draft, span.get().opensAt(), span.get().closesAt());
    if (wrong.isPresent()) {
      answers.alone(turn, Line.of(wrong.get()));
      return steps.ask(turn, draft);
    }
    var vote =
        votes
            .votes()
            .draft(
                turn.tx(),
                new NewVote(
                    turn.estate().id(),
                    VoteSteps.matter(draft),
                    draft.question(),
                    new Scope(draft.building(), draft.unit()),
                    steps.rules(turn),
                    span.get().opensAt(),
                    span.get().closesAt(),
                    turn.speaker().personId(),
                    marks(draft)),
                turn.now());
    return steps.ask(turn, draft.drafted(vote.no()));
  }

  private static List<NewVote.Flat> marks(VoteDraft draft) {
    return draft.flats().stream()
        .map(linli.bot.households.Household::named)
        .map(flat -> new NewVote.Flat(flat.building(), flat.unit(), flat.room()))
        .toList();
  }

  private Optional<String> wrong(Turn turn, VoteDraft draft, Instant opens, Instant closes) {
    var rules = steps.rules(turn);
    var matter = VoteSteps.matter(draft);
    return DraftCheck.times(rules, matter, opens, closes, turn.now())
        .map(
            wrong ->
                switch (wrong) {
                  case TOO_EARLY ->
                      steps.notice(turn, draft, "vote.ask.times.early", "vote.ask.times.past");
                  case WRONG_SPAN ->
                      answers.text(
                          turn,
                          rules.leastDaysFor(matter) == 0
                              ? "vote.ask.times.order"
                              : "vote.ask.times.span",
                          "least",
                          rules.leastDaysFor(matter),
                          "most",
                          rules.mostDays());
                });
  }

  // --- the end ----------------------------------------------------------------------------------

  private String submit(Turn turn, VoteDraft draft) {
    return submit(
        turn, votes.votes().byNo(turn.tx(), turn.estate().id(), draft.voteNo()).orElseThrow());
  }

  /** A second person is asked to check a draft; with gaps in the roster nobody is. */
  String submit(Turn turn, Vote vote) {
    if (vote.state() != Vote.State.DRAFT) {
      answers.alone(turn, "vote.known", "no", VoteWords.no(vote));
      return "answered";
    }
    var roll = votes.votes().roll(turn.tx(), vote);
    if (roll.households() == 0) {
      answers.alone(turn, "vote.roll.nobody");
      return "answered";
    }
    if (!roll.isComplete()) {
      answers.alone(
          turn,
          "vote.roll.incomplete",
          "area",
          roll.withoutArea(),
          "owner",
          roll.withoutOwner(),
          "no",
          VoteWords.no(vote));
      return "answered";
    }
    var second = votes.submit(turn.tx(), turn.estate(), vote, turn.now());
    answers.alone(
        turn,
        second.isPresent() ? "vote.check.asked" : "vote.check.nobody",
        "who",
        second.map(staff -> staff.title()).orElse(""),
        "no",
        VoteWords.no(vote));
    return "submitted";
  }

  private String leave(Turn turn, VoteDraft draft) {
    if (draft.voteNo() != null) {
      votes
          .votes()
          .byNo(turn.tx(), turn.estate().id(), draft.voteNo())
          .filter(vote -> vote.state() == Vote.State.DRAFT)
          .ifPresent(vote -> votes.cancel(turn.tx(), turn.estate(), vote, "起草人取消", turn.now()));
    }
    answers.alone(turn, "vote.left");
    return "left";
  }
}
