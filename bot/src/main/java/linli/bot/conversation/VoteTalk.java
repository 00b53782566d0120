package linli.bot.conversation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import linli.bot.questions.Question;
import linli.bot.questions.Question.Kind;
import linli.bot.questions.Questions;
import linli.bot.speech.Speech.Line;
import linli.bot.votes.Vote;
import linli.bot.votes.VoteService;
import linli.bot.votes.VoteWords;
import linli.bot.votes.tally.Choice;
import linli.nlp.Understanding;

/** Owners vote: alone with the bot, by a digit or in words; nothing is counted by guess. */
final class VoteTalk {

  /** Longer words that only mention an answer are about something else. */
  private static final int LONGEST_ANSWER = 15;

  private final VoteService votes;
  private final VoteCasting casting;
  private final Questions questions;
  private final Answers answers;

  VoteTalk(VoteService votes, VoteCasting casting, Questions questions, Answers answers) {
    this.votes = votes;
    this.casting = casting;
    this.questions = questions;
    this.answers = answers;
  }

  // --- words ------------------------------------------------------------------------------------

  /**
   * An answer in words, alone with the bot; empty when it is none. Digits go with questions. While
   * a younger question about something else waits, a word alone is no ballot: it may be for that
   * one.
   */
  Optional<String> words(Turn turn, List<Question> open, Understanding understood) {
    var text = turn.text().strip();
    var changed = VoteWording.changed(text);
    var no = VoteWording.no(changed.orElse(text));
    var answer =
        no.isPresent() ? VoteWording.withoutNo(changed.orElse(text)) : changed.orElse(text);
    var choice = VoteWording.choice(answer);
    if (no.isPresent() && choice.isPresent()) {
      return Optional.of(named(turn, no.get(), choice.get()));
    }
    if (choice.isPresent() && (changed.isPresent() || VoteWording.isChoiceInWords(answer))) {
      return changed.isEmpty() && isForAnother(turn, open)
          ? askBack(turn)
          : answer(turn, choice.get());
    }
    if (VoteWording.looksLikeChoice(text)) {
      return isForAnother(turn, open) ? Optional.empty() : askBack(turn);
    }
    var mentions = changed.isPresent() || VoteWording.speaksOfChoice(text);
    return mentions && text.length() <= LONGEST_ANSWER && !isMatter(understood)
        ? askBack(turn)
        : Optional.empty();
  }

  private static boolean isForAnother(Turn turn, List<Question> open) {
    return turn.quoted() == null && !open.isEmpty() && open.getFirst().kind() != Kind.VOTE;
  }

  /** 反对乱停车: a report is one, whatever words it uses. */
  private static boolean isMatter(Understanding understood) {
    return AddressedTalk.isClear(understood)
        && !understood.issues().getFirst().type().equals("owner_affairs");
  }

  private String named(Turn turn, int no, Choice choice) {
    var vote = votes.votes().byNo(turn.tx(), turn.estate().id(), no);
    if (vote.isEmpty() || vote.get().state() == Vote.State.DRAFT) {
      return tell(turn, "vote.unknown", "no", no);
    }
    return casting.cast(turn, vote.get(), choice);
  }

  /** The only vote that asks the speaker, or one question about which is meant. */
  private Optional<String> answer(Turn turn, Choice choice) {
    var open = casting.open(turn);
    if (open.isEmpty()) {
      return casting.whyNot(turn);
    }
    return Optional.of(
        open.size() == 1
            ? casting.cast(turn, open.getFirst(), choice)
            : askWhich(turn, open, choice));
  }

  private String askWhich(Turn turn, List<Vote> open, Choice choice) {
    var list =
        open.stream()
            .map(vote -> VoteWords.no(vote) + "(" + VoteWords.title(vote) + ")")
            .collect(Collectors.joining("、"));
    return tell(
        turn,
        "vote.which",
        "list",
        list,
        "no",
        VoteWords.no(open.getFirst()),
        "choice",
        answers.votes(turn).choice(choice));
  }

  /** It speaks of an answer and is none: nothing is counted. */
  private Optional<String> askBack(Turn turn) {
    var open = casting.open(turn).stream().filter(vote -> casting.isAsked(turn, vote)).toList();
    if (open.isEmpty()) {
      return Optional.empty();
    }
    ask(turn, open.getFirst(), "vote.ask-back");
    return Optional.of("asked");
  }

  /** How to answer the vote that waits for this person's ballot. */
  Optional<String> ask(Turn turn) {
    var waiting =
        casting.open(turn).stream()
            .filter(vote -> casting.isAsked(turn, vote) && !hasAnswered(turn, vote))
            .findFirst();
    waiting.ifPresent(vote -> ask(turn, vote, "vote.how"));
    return waiting.map(vote -> "asked");
  }

  // --- digits -----------------------------------------------------------------------------------

  /**
   * The open questions of somebody alone with the bot who said a digit, and the votes that ask him.
   * Who has voted already means the other questions; long after his ballot a digit means nothing.
   */
  List<Question> withBallots(Turn turn, List<Question> open) {
    var others = open.stream().filter(q -> q.kind() != Kind.VOTE).toList();
    var expecting = others.stream().anyMatch(q -> q.choices() > 0);
    var all = new ArrayList<>(others);
    open.stream()
        .filter(q -> q.kind() == Kind.VOTE && q.messageId().equals(turn.quoted()))
        .forEach(all::add);
    if (turn.quotesQuestion()) {
      return all;
    }
    for (var vote : casting.open(turn)) {
      if (expecting && !casting.isAsked(turn, vote)) {
        continue; // who may not vote means the other question
      }
      var answered = hasAnswered(turn, vote);
      var asked =
          open.stream().filter(q -> q.kind() == Kind.VOTE && voteId(q) == vote.id()).findFirst();
      if (!answered) {
        all.add(asked.orElseGet(() -> question(turn, vote)));
      } else if (!expecting) {
        asked.ifPresent(all::add);
      }
    }
    return all;
  }

  /** Who voted some days ago and says a digit now is asked to say that he wants to change it. */
  Optional<String> votedBefore(Turn turn) {
    return casting.open(turn).stream()
        .filter(vote -> hasAnswered(turn, vote))
        .findFirst()
        .map(vote -> tell(turn, "vote.cast.before", "no", VoteWords.no(vote)));
  }

  private boolean hasAnswered(Turn turn, Vote vote) {
    return casting.isAsked(turn, vote)
        && votes.ownAnswer(turn.tx(), vote, turn.speaker()).isPresent();
  }

  private static long voteId(Question question) {
    return Long.parseLong(question.payload());
  }

  /** The question that a vote is for everybody whom it asks. */
  private Question question(Turn turn, Vote vote) {
    var message = UUID.randomUUID();
    casting.note(turn, vote, message);
    return questions.findByMessage(turn.tx(), turn.estate().id(), message).orElseThrow().question();
  }

  /** A digit for this vote. */
  String chosen(Turn turn, Question question, int digit) {
    var id = Long.parseLong(question.payload());
    return votes
        .votes()
        .find(turn.tx(), question.estateId(), id)
        .map(vote -> casting.cast(turn, vote, VoteWording.choice(digit).orElseThrow()))
        .orElseGet(() -> tell(turn, "digit.none"));
  }

  /** 表决1, for a question about which is meant. */
  String name(Turn turn, Question question) {
    return votes
        .votes()
        .find(turn.tx(), question.estateId(), Long.parseLong(question.payload()))
        .map(vote -> VoteWords.no(vote) + "(" + VoteWords.title(vote) + ")")
        .orElse("");
  }

  // --- groups -----------------------------------------------------------------------------------

  /** An answer where everybody reads it is not counted; its sender is told alone. */
  Optional<String> inGroup(Turn turn) {
    if (VoteWording.choice(turn.text()).isEmpty() || !turn.speaker().isBound()) {
      return Optional.empty();
    }
    var asked = casting.open(turn).stream().filter(vote -> casting.isAsked(turn, vote)).toList();
    if (asked.isEmpty()) {
      return Optional.empty();
    }
    ask(turn, asked.getFirst(), "vote.not-in-group");
    return Optional.of("answered");
  }

  private void ask(Turn turn, Vote vote, String key) {
    var text =
        answers.text(
            turn,
            key,
            "said",
            turn.text().strip(),
            "no",
            VoteWords.no(vote),
            "title",
            VoteWords.title(vote));
    var id = answers.alone(turn, Line.of(text).with(VoteService.BUTTONS).asking());
    casting.note(turn, vote, id);
  }

  private String tell(Turn turn, String key, Object... gaps) {
    answers.alone(turn, key, gaps);
    return "answered";
  }
}
