package linli.bot.conversation;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import linli.bot.questions.Question;
import linli.bot.questions.Question.Kind;
import linli.bot.questions.Questions;
import linli.nlp.Understanding;

/** The order of what is tried of votes, in private, in a group of residents and in one of staff. */
final class VoteDoor {

  /** So long words are the next answer of a draft; later the secretary speaks of something else. */
  private static final Duration ATTENTION = Duration.ofHours(2);

  private final VoteDesk desk;
  private final VoteWizard wizard;
  private final VotePapers papers;
  private final VoteInfoTalk info;
  private final VoteProxyTalk proxies;
  private final VoteAgentTalk agents;
  private final VoteRepresentativeTalk representatives;
  private final DiscussionDesk discussionDesk;
  private final DiscussionTalk discussions;
  private final VoteTalk ballots;
  private final VoteCasting casting;
  private final Questions questions;

  VoteDoor(
      VoteDesk desk,
      VoteWizard wizard,
      VotePapers papers,
      VoteInfoTalk info,
      VoteProxyTalk proxies,
      VoteAgentTalk agents,
      VoteRepresentativeTalk representatives,
      DiscussionDesk discussionDesk,
      DiscussionTalk discussions,
      VoteTalk ballots,
      VoteCasting casting,
      Questions questions) {
    this.desk = desk;
    this.wizard = wizard;
    this.papers = papers;
    this.info = info;
    this.proxies = proxies;
    this.agents = agents;
    this.representatives = representatives;
    this.discussionDesk = discussionDesk;
    this.discussions = discussions;
    this.ballots = ballots;
    this.casting = casting;
    this.questions = questions;
  }

  /** What is said alone with the bot and is no digit; empty when it is not about a vote. */
  Optional<String> alone(Turn turn, List<Question> open, Understanding understood) {
    var typed = papers.typed(turn, open);
    if (typed.isPresent()) {
      var said = turn.saying(typed.get());
      return desk.command(said).or(() -> proxies.command(said));
    }
    var drafting = drafting(turn, open);
    if (drafting.isPresent() && !asksForSomethingElse(drafting.get(), turn.text())) {
      questions.answer(turn.tx(), drafting.get(), "words", turn.now());
      return Optional.of(wizard.said(turn, drafting.get()));
    }
    return desk.command(turn)
        .or(() -> discussionDesk.command(turn))
        .or(() -> discussions.command(turn, open, understood))
        .or(() -> info.command(turn))
        .or(() -> VoteWording.asksHow(turn.text()) ? Optional.of(about(turn)) : Optional.empty())
        .or(() -> proxies.command(turn))
        .or(() -> agents.command(turn))
        .or(() -> representatives.command(turn, open))
        .or(() -> ballots.words(turn, open, understood));
  }

  /** A word for another matter is no answer of a draft: whoever says it gets that. */
  private static boolean asksForSomethingElse(Question draft, String text) {
    return !VoteWizard.isAnswer(draft, text)
        && (Command.parse(text, true).isPresent()
            || VoteDesk.isMeant(text)
            || VoteInfoTalk.isMeant(text)
            || VoteProxyTalk.isMeant(text)
            || VoteAgentTalk.isMeant(text)
            || VoteRepresentativeTalk.isMeant(text)
            || DiscussionDesk.isMeant(text)
            || DiscussionTalk.isMeant(text)
            || MeetingTalk.isMeant(text));
  }

  /** The youngest question, where it is about a draft and the words are its answer. */
  private Optional<Question> drafting(Turn turn, List<Question> open) {
    return open.stream()
        .limit(1)
        .filter(q -> q.kind() == Kind.VOTE_DRAFT)
        .filter(q -> q.askedAt().plus(ATTENTION).isAfter(turn.now()))
        .filter(q -> !turn.text().isBlank())
        .filter(q -> q.choices() == 0 || Wording.digit(turn.text()).isEmpty())
        .findFirst();
  }

  /** The open questions of who said a digit alone with the bot, with the votes that ask him. */
  List<Question> withBallots(Turn turn, List<Question> open) {
    return ballots.withBallots(turn, open);
  }

  /** Why a digit that answers nothing is no ballot either; empty when no vote could be meant. */
  Optional<String> whyNoBallot(Turn turn, int digit, List<Question> asked) {
    return digit <= 3 && asked.stream().noneMatch(q -> q.choices() > 0)
        ? ballots.votedBefore(turn).or(() -> casting.whyNot(turn))
        : Optional.empty();
  }

  /** In a group of residents: an answer is not counted there, a command is answered alone. */
  Optional<String> inGroup(Turn turn) {
    if (turn.addressed() && VoteDesk.isMeant(turn.text())) {
      return desk.command(turn);
    }
    if (turn.addressed() && DiscussionDesk.isMeant(turn.text())) {
      return discussionDesk.command(turn);
    }
    if (turn.addressed() && DiscussionTalk.isMeant(turn.text())) {
      return discussions.inGroup(turn);
    }
    if (turn.addressed() && VoteInfoTalk.isList(turn.text())) {
      return Optional.of(info.list(turn));
    }
    if (turn.addressed() && VoteInfoTalk.isPersonal(turn.text())) {
      return info.command(turn);
    }
    return ballots.inGroup(turn);
  }

  /** 咋投, 谁还没投: how, to who is asked and has not answered; to others where the votes stand. */
  String about(Turn turn) {
    return turn.isPrivate() ? ballots.ask(turn).orElseGet(() -> info.list(turn)) : info.list(turn);
  }

  /** In a group of staff votes are no matter: what is asked there is answered alone. */
  Optional<String> inStaffGroup(Turn turn) {
    return VoteDesk.isMeant(turn.text()) ? desk.command(turn) : discussionDesk.command(turn);
  }

  /** A digit that answers a draft. */
  String drafted(Turn turn, Question question, int digit) {
    return wizard.chosen(turn, question, digit);
  }

  /** A digit that is a ballot. */
  String cast(Turn turn, Question question, int digit) {
    return ballots.chosen(turn, question, digit);
  }

  /** A digit of an agent who was asked. */
  String agreed(Turn turn, Question question, int digit) {
    return proxies.answered(turn, question, digit);
  }

  /** A digit of a co-owner who was asked whether another one shall speak. */
  String represented(Turn turn, Question question, int digit) {
    return representatives.answered(turn, question, digit);
  }

  /** A digit for somebody's statement. */
  String thinks(Turn turn, Question question, int digit) {
    return discussions.chosen(turn, question, digit);
  }

  /** How a vote is named where somebody is asked which question is meant. */
  String name(Turn turn, Question question) {
    return ballots.name(turn, question);
  }
}
