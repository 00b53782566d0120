package linli.bot.conversation;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import linli.bot.votes.AnnounceResult;
import linli.bot.votes.Vote;
import linli.bot.votes.VoteService;
import linli.bot.votes.VoteWords;
import linli.nlp.PersonalData;

/** Staff and votes: 发起表决, 公示, 复核, 录入纸票, 送达, 撤销表决, 重新发起, 答复异议. */
final class VoteDesk {

  private static final Pattern BEGIN =
      Pattern.compile(
          "(?:我要|我想|想|请)?(?:发起|开始|组织|新建)(?:一个|一次)?(表决|投票|协商|意见征集|征求意见)"
              + "(?:[::,,\\s]+.{1,60})?[。.!!]*"); // what for and where is asked step by step
  private static final Pattern PUBLISH = Pattern.compile("公示\\s*(?:表决|协商)\\s*(\\d{1,4})[。.!!]*");
  private static final Pattern CHECK = Pattern.compile("复核\\s*(表决|协商)?\\s*(\\d{1,6})[。.!!]*");
  private static final Pattern PAPER = Pattern.compile("录入?纸票[::,,\\s]*(.*)", Pattern.DOTALL);
  private static final Pattern CANCEL =
      Pattern.compile("(?:撤销|取消|中止)(?:表决|协商)\\s*(\\d{1,4})[::,,\\s]*(.*)");
  private static final Pattern AGAIN = Pattern.compile("重新?发起\\s*(?:表决|协商)\\s*(\\d{1,4})[。.!!]*");
  private static final Pattern ANSWER =
      Pattern.compile("答复异议\\s*(\\d{1,5})[::,,\\s]*(.*)", Pattern.DOTALL);
  private static final Pattern TEMPLATES = Pattern.compile("(?:表决|投票)模板[。.!!??]*");

  private static final int LONGEST_REASON = 60;

  private final VoteService votes;
  private final VoteWizard wizard;
  private final VotePapers papers;
  private final VoteServingTalk serving;
  private final Answers answers;

  VoteDesk(
      VoteService votes,
      VoteWizard wizard,
      VotePapers papers,
      VoteServingTalk serving,
      Answers answers) {
    this.votes = votes;
    this.wizard = wizard;
    this.papers = papers;
    this.serving = serving;
    this.answers = answers;
  }

  /** Whether it is one of the words of this desk, whoever says it. */
  static boolean isMeant(String text) {
    var said = text.strip();
    return BEGIN.matcher(said).matches()
        || PUBLISH.matcher(said).matches()
        || CHECK.matcher(said).matches()
        || PAPER.matcher(said).matches()
        || CANCEL.matcher(said).matches()
        || AGAIN.matcher(said).matches()
        || ANSWER.matcher(said).matches()
        || VoteServingTalk.isMeant(said);
  }

  /** Empty when it is about something else. */
  Optional<String> command(Turn turn) {
    var text = turn.text().strip();
    if (!isMeant(text) && !TEMPLATES.matcher(text).matches()) {
      return Optional.empty();
    }
    if (!VoteService.mayCheck(turn.speaker().roles())) {
      return notYours(turn, text);
    }
    if (!turn.isPrivate()) {
      return Optional.of(tell(turn, "vote.in-private"));
    }
    return Optional.of(told(turn, text));
  }

  /** The property company has nothing to do with ballots; neighbours are told who begins a vote. */
  private Optional<String> notYours(Turn turn, String text) {
    if (BEGIN.matcher(text).matches()) {
      return Optional.of(tell(turn, "vote.start.not-you"));
    }
    return turn.speaker().isStaff() && isMeant(text)
        ? Optional.of(tell(turn, "vote.not-yours"))
        : Optional.empty();
  }

  private String told(Turn turn, String text) {
    var begin = BEGIN.matcher(text);
    if (begin.matches()) {
      return isChief(turn)
          ? wizard.begin(turn, !begin.group(1).matches("表决|投票"))
          : tell(turn, "vote.start.not-you");
    }
    if (TEMPLATES.matcher(text).matches()) {
      return tell(turn, "vote.templates");
    }
    var check = CHECK.matcher(text);
    if (check.matches()) {
      return check(turn, check.group(1) != null, Integer.parseInt(check.group(2)));
    }
    var paper = PAPER.matcher(text);
    if (paper.matches()) {
      return paper.group(1).isBlank()
          ? tell(turn, "vote.paper.how")
          : papers.enter(turn, paper.group(1).strip());
    }
    if (VoteServingTalk.isMeant(text)) {
      return serving.told(turn, text);
    }
    var answer = ANSWER.matcher(text);
    if (answer.matches()) {
      return answer(
          turn, Integer.parseInt(answer.group(1)), VoteWording.areas(answer.group(2)).strip());
    }
    return ofChief(turn, text);
  }

  static boolean isChief(Turn turn) {
    return turn.speaker().hasRole("secretary") || turn.speaker().hasRole("deputy_secretary");
  }

  private String ofChief(Turn turn, String text) {
    if (!isChief(turn)) {
      return tell(turn, "vote.chief-only");
    }
    var cancel = CANCEL.matcher(text);
    if (cancel.matches()) {
      return cancel(turn, cancel);
    }
    var publish = PUBLISH.matcher(text);
    if (publish.matches()) {
      return vote(turn, publish.group(1))
          .map(vote -> wizard.submit(turn, vote))
          .orElseGet(() -> tell(turn, "vote.unknown", "no", publish.group(1)));
    }
    var again = AGAIN.matcher(text);
    return again.matches() ? again(turn, again.group(1)) : tell(turn, "vote.unknown", "no", text);
  }

  private Optional<Vote> vote(Turn turn, String no) {
    return votes.votes().byNo(turn.tx(), turn.estate().id(), Integer.parseInt(no));
  }

  // --- the second person ------------------------------------------------------------------------

  /** Papers and votes are counted apart: 复核 0001 is of papers unless none wait under it. */
  private String check(Turn turn, boolean ofVote, int no) {
    var draft =
        votes
            .votes()
            .byNo(turn.tx(), turn.estate().id(), no)
            .filter(vote -> vote.state() == Vote.State.DRAFT && vote.submittedAt() != null);
    if (!ofVote) {
      var confirmed = papers.confirm(turn, no);
      if (confirmed.isPresent()) {
        return confirmed.get();
      }
    }
    return draft.map(vote -> check(turn, vote)).orElseGet(() -> nothingToCheck(turn, no));
  }

  private String nothingToCheck(Turn turn, int no) {
    return tell(turn, "vote.check.nothing", "no", no);
  }

  private String check(Turn turn, Vote vote) {
    var result =
        votes.announce(turn.tx(), turn.estate(), vote, turn.speaker().personId(), turn.now());
    return switch (result) {
      case AnnounceResult.Announced announced ->
          tell(turn, "vote.check.done", "no", VoteWords.no(vote));
      case AnnounceResult.NeedsSecondPerson alone -> tell(turn, "vote.second-person");
      case AnnounceResult.NoticeTooShort late ->
          tell(
              turn,
              vote.noticeDays() == 0 ? "vote.check.past" : "vote.check.too-late",
              "no",
              VoteWords.no(vote),
              "earliest",
              late.earliest().getMonthValue() + "月" + late.earliest().getDayOfMonth() + "日");
      case AnnounceResult.RosterIncomplete gaps ->
          tell(
              turn,
              "vote.roll.incomplete",
              "area",
              gaps.withoutArea(),
              "owner",
              gaps.withoutOwner(),
              "no",
              VoteWords.no(vote));
      case AnnounceResult.NobodyInScope nobody -> tell(turn, "vote.roll.nobody");
      case AnnounceResult.NotADraft known -> tell(turn, "vote.known", "no", VoteWords.no(vote));
      case AnnounceResult.Unknown unknown -> tell(turn, "vote.unknown", "no", vote.no());
    };
  }

  // --- the secretary ----------------------------------------------------------------------------

  private String cancel(Turn turn, Matcher said) {
    var vote = vote(turn, said.group(1));
    if (vote.isEmpty()) {
      return tell(turn, "vote.unknown", "no", said.group(1));
    }
    var reason = PersonalData.mask(said.group(2).strip());
    if (reason.isEmpty() || reason.length() > LONGEST_REASON) {
      return tell(turn, "vote.cancel.reason", "no", VoteWords.no(vote.get()));
    }
    var cancelled = votes.cancel(turn.tx(), turn.estate(), vote.get(), reason, turn.now());
    return tell(turn, cancelled ? "vote.cancelled" : "vote.over", "no", VoteWords.no(vote.get()));
  }

  private String again(Turn turn, String no) {
    return vote(turn, no)
        .map(vote -> wizard.again(turn, vote))
        .orElseGet(() -> tell(turn, "vote.unknown", "no", no));
  }

  private String answer(Turn turn, int no, String words) {
    if (words.isEmpty()) {
      return tell(turn, "vote.objection.how", "n", no);
    }
    var told =
        votes.answerObjection(
            turn.tx(), turn.estate().id(), no, words, turn.speaker().personId(), turn.now());
    return tell(turn, told ? "vote.objection.answered" : "vote.objection.unknown", "n", no);
  }

  private String tell(Turn turn, String key, Object... gaps) {
    answers.alone(turn, key, gaps);
    return "answered";
  }
}
