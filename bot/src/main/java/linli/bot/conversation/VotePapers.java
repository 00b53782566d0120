package linli.bot.conversation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import linli.bot.media.Attachment;
import linli.bot.media.CaseMedia;
import linli.bot.questions.Question;
import linli.bot.questions.Question.Kind;
import linli.bot.questions.Questions;
import linli.bot.questions.Questions.Asked;
import linli.bot.speech.Speech.Line;
import linli.bot.votes.CastResult;
import linli.bot.votes.NewPaper;
import linli.bot.votes.PaperBatch;
import linli.bot.votes.PaperResult;
import linli.bot.votes.Vote;
import linli.bot.votes.VoteService;
import linli.bot.votes.VoteWords;

/** Ballots on paper: one person enters them with a picture, a second one confirms. */
final class VotePapers {

  private static final int MOST_TOGETHER = 60;

  private final VoteService votes;
  private final PaperWords words;
  private final CaseMedia media;
  private final Questions questions;
  private final Answers answers;

  VotePapers(
      VoteService votes, PaperWords words, CaseMedia media, Questions questions, Answers answers) {
    this.votes = votes;
    this.words = words;
    this.media = media;
    this.questions = questions;
    this.answers = answers;
  }

  // --- the picture ------------------------------------------------------------------------------

  /** The picture that came with the message, or just before it. */
  Optional<String> photo(Turn turn) {
    return turn.received().attachments().stream()
        .filter(Attachment::isPhoto)
        .map(Attachment::sha256)
        .findFirst()
        .or(() -> media.takeLoosePhoto(turn.tx(), turn.sent(turn.conversationId())));
  }

  /** Asks for the picture; what was typed waits for it. */
  String askPhoto(Turn turn, String key, String typed) {
    var id = answers.alone(turn, Line.of(answers.text(turn, key)).asking());
    questions.ask(
        turn.tx(),
        new Asked(
            turn.estate().id(),
            turn.channel(),
            turn.speaker().privateConversation(),
            turn.speaker().accountId()),
        Kind.VOTE_PHOTO,
        null,
        0,
        typed,
        id,
        turn.now());
    return "asked";
  }

  // --- entering ---------------------------------------------------------------------------------

  /**
   * @param said what stands behind 录入纸票: {@code 3-1-201 同意 11月8日}, several with semicolons
   */
  String enter(Turn turn, String said) {
    var no = VoteWording.no(said);
    var open =
        votes.announced(turn.tx(), turn.estate().id()).stream()
            .filter(vote -> no.isEmpty() || vote.no() == no.get())
            .filter(vote -> !turn.now().isBefore(vote.opensAt()))
            .toList();
    if (open.size() != 1) {
      return tell(turn, open.isEmpty() ? "vote.paper.no-vote" : "vote.paper.which-vote");
    }
    var photo = photo(turn);
    if (photo.isEmpty()) {
      return askPhoto(turn, "vote.paper.photo", "录入纸票 " + said);
    }
    return enter(turn, open.getFirst(), VoteWording.withoutNo(said), photo.get());
  }

  private String enter(Turn turn, Vote vote, String said, String photo) {
    var day = said.matches("[^-;;\\n]*") ? "" : PaperWords.leadingDay(turn, said);
    var batch = votes.ballots().nextBatch(turn.tx(), turn.estate().id());
    var entered = new ArrayList<String>();
    var refused = new ArrayList<String>();
    for (var line : said.substring(day.length()).split("[;;\\n]+")) {
      if (line.isBlank()) {
        continue;
      }
      if (entered.size() >= MOST_TOGETHER) {
        refused.add(answers.text(turn, "vote.paper.too-many", "line", line.strip()));
        continue;
      }
      var problem = enter(turn, vote, line.strip(), day, photo, batch);
      problem.ifPresentOrElse(refused::add, () -> entered.add(shown(line, day)));
    }
    return said(turn, vote, photo, batch, entered, refused);
  }

  private static String shown(String line, String day) {
    return (line.strip() + " " + day.strip()).strip();
  }

  /** Why it cannot be entered; empty when it was. */
  private Optional<String> enter(
      Turn turn, Vote vote, String line, String day, String photo, int batch) {
    var typed = words.read(turn, line, day);
    if (typed.isEmpty()) {
      return Optional.of(answers.text(turn, "vote.paper.unclear", "line", line));
    }
    var paper = typed.get();
    var result =
        votes
            .ballots()
            .enter(
                turn.tx(),
                new NewPaper(
                    turn.estate().id(),
                    vote.id(),
                    paper.home().building(),
                    paper.home().unit(),
                    paper.home().room(),
                    paper.signedBy(),
                    paper.choice(),
                    paper.signedAt(),
                    photo,
                    turn.speaker().personId(),
                    batch),
                turn.now());
    var key =
        switch (result) {
          case PaperResult.Entered entered -> null;
          case PaperResult.NotAnOwner stranger -> "vote.paper.not-on-roll";
          case PaperResult.WhichOwner several -> "vote.paper.which-owner";
          case PaperResult.NotSignedInTime late -> "vote.paper.not-in-time";
          case PaperResult.Closed over -> "vote.paper.closed";
          case PaperResult.Unknown unknown -> "vote.paper.no-vote";
          case PaperResult.Confirmed confirmed -> throw new IllegalStateException("confirmed");
          case PaperResult.NeedsSecondPerson alone -> throw new IllegalStateException("alone");
        };
    return Optional.ofNullable(key)
        .map(why -> answers.text(turn, why, "home", paper.home().name()));
  }

  private String said(
      Turn turn, Vote vote, String photo, int batch, List<String> entered, List<String> refused) {
    if (entered.isEmpty()) {
      return tell(turn, "vote.paper.nothing", "why", String.join("\n", refused));
    }
    votes.keepPhoto(turn.tx(), vote, photo, turn.now());
    var number = "%04d".formatted(batch);
    var task =
        answers.text(
            turn,
            "vote.paper.task",
            "number",
            number,
            "no",
            VoteWords.no(vote),
            "n",
            entered.size(),
            "list",
            String.join("\n", entered));
    var second =
        votes.askToCompare(
            turn.tx(), turn.estate(), turn.speaker().personId(), "复核 " + number, task);
    return tell(
        turn,
        "vote.paper.entered",
        "n",
        entered.size(),
        "number",
        number,
        "who",
        second.map(staff -> staff.title() + staff.name()).orElse(""),
        "refused",
        refused.isEmpty() ? "" : "\n" + String.join("\n", refused));
  }

  // --- confirming -------------------------------------------------------------------------------

  /** Empty when no papers wait under this number. */
  Optional<String> confirm(Turn turn, int batch) {
    var waiting = votes.ballots().waiting(turn.tx(), turn.estate().id(), batch);
    if (waiting.isEmpty()) {
      return Optional.empty();
    }
    if (waiting.getFirst().enteredBy() == turn.speaker().personId()) {
      return Optional.of(tell(turn, "vote.second-person"));
    }
    var confirmed = 0;
    for (var paper : waiting) {
      confirmed += confirm(turn, paper) ? 1 : 0;
    }
    var number = "%04d".formatted(batch);
    if (confirmed == 0) {
      return Optional.of(tell(turn, "vote.paper.too-late", "number", number));
    }
    votes.tell(
        turn.tx(),
        turn.estate().id(),
        waiting.getFirst().enteredBy(),
        Line.of(answers.text(turn, "vote.paper.confirmed", "number", number, "n", confirmed)));
    return Optional.of(tell(turn, "vote.paper.confirmed", "number", number, "n", confirmed));
  }

  /** Whoever signed it hears of it, where they have an account. */
  private boolean confirm(Turn turn, PaperBatch paper) {
    var result =
        votes
            .ballots()
            .confirm(
                turn.tx(),
                turn.estate().id(),
                paper.voteId(),
                paper.paperId(),
                turn.speaker().personId(),
                turn.now());
    if (!(result instanceof PaperResult.Confirmed confirmed)) {
      return false;
    }
    var receipt =
        switch (confirmed.cast()) {
          case CastResult.Counted counted -> counted.receipt();
          case CastResult.OwnersDiffer differ -> differ.receipt();
          case CastResult.Unknown u -> null;
          case CastResult.NotOpenYet n -> null;
          case CastResult.Closed c -> null;
          case CastResult.NotAnOwner n -> null;
        };
    if (receipt != null) {
      votes.tell(
          turn.tx(),
          turn.estate().id(),
          paper.signedBy(),
          Line.of(
              answers.text(turn, "vote.paper.yours", "home", paper.flat(), "receipt", receipt)));
    }
    return receipt != null;
  }

  /** The photo that was asked for: what was typed is taken up again; empty when there is none. */
  Optional<String> typed(Turn turn, List<Question> open) {
    var waiting = open.stream().filter(q -> q.kind() == Kind.VOTE_PHOTO).findFirst();
    if (waiting.isEmpty()
        || !turn.showsWithoutWords()
        || turn.received().attachments().stream().noneMatch(Attachment::isPhoto)) {
      return Optional.empty();
    }
    var words = waiting.get().payload();
    questions.answer(turn.tx(), waiting.get(), "photo", turn.now());
    return Optional.of(words);
  }

  private String tell(Turn turn, String key, Object... gaps) {
    answers.alone(turn, key, gaps);
    return "answered";
  }
}
