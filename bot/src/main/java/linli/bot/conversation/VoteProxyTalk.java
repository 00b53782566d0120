package linli.bot.conversation;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import linli.adapters.OutboundMessage.Button;
import linli.bot.conversation.HomeWords.Written;
import linli.bot.households.Residents;
import linli.bot.questions.Question;
import linli.bot.questions.Question.Kind;
import linli.bot.questions.Questions;
import linli.bot.questions.Questions.Asked;
import linli.bot.residents.Speakers;
import linli.bot.residents.Speakers.Account;
import linli.bot.speech.Speech.Line;
import linli.bot.votes.Proxy;
import linli.bot.votes.Vote;
import linli.bot.votes.VoteService;
import linli.bot.votes.VoteWords;

/** An owner lets somebody vote for him: 委托 with a letter, and its acceptance. */
final class VoteProxyTalk {

  private static final Pattern APPOINT =
      Pattern.compile(
          "委托(?:投票)?(?:给)?[::\\s]+(?:表决\\s*(\\d+)\\s+)?(\\p{IsHan}{1,4})[\\s,,]+(\\S+)");
  private static final Pattern END = Pattern.compile("(?:取消|撤销|撤回)委托[。.!!]*");

  private final VoteService votes;
  private final VotePapers papers;
  private final HomeWords homes;
  private final Residents residents = new Residents();
  private final Questions questions;
  private final Answers answers;

  VoteProxyTalk(
      VoteService votes, VotePapers papers, HomeWords homes, Questions questions, Answers answers) {
    this.votes = votes;
    this.papers = papers;
    this.homes = homes;
    this.questions = questions;
    this.answers = answers;
  }

  /** Whether it is one of these words, whoever says it. */
  static boolean isMeant(String text) {
    return Stream.of(APPOINT, END).anyMatch(words -> words.matcher(text.strip()).matches());
  }

  /** Alone with the bot; empty when it is about something else. */
  Optional<String> command(Turn turn) {
    var text = turn.text().strip();
    var appoint = APPOINT.matcher(text);
    var ends = END.matcher(text).matches();
    if (!appoint.matches() && !ends) {
      return Optional.empty();
    }
    var announced = votes.announced(turn.tx(), turn.estate().id());
    if (announced.isEmpty() || turn.speaker().personId() == null) {
      return Optional.empty();
    }
    if (ends) {
      return Optional.of(end(turn, announced));
    }
    var no = appoint.group(1) == null ? null : Integer.valueOf(appoint.group(1));
    return Optional.of(appoint(turn, announced, no, appoint.group(2), appoint.group(3)));
  }

  // --- the owner --------------------------------------------------------------------------------

  private String appoint(Turn turn, List<Vote> announced, Integer no, String name, String written) {
    var own =
        announced.stream()
            .filter(vote -> no == null || vote.no() == no)
            .filter(vote -> turn.now().isBefore(vote.closesAt()))
            .filter(vote -> !votes.flats(turn.tx(), vote, turn.speaker()).isEmpty())
            .toList();
    if (own.size() != 1) {
      return tell(turn, own.isEmpty() ? "vote.proxy.no-vote" : "vote.proxy.which");
    }
    var agent = agent(turn, name, written);
    if (agent.isEmpty()) {
      return tell(turn, "vote.proxy.nobody", "name", name, "home", written);
    }
    var photo = papers.photo(turn);
    if (photo.isEmpty()) {
      return papers.askPhoto(turn, "vote.proxy.letter", turn.text());
    }
    return appoint(turn, own.getFirst(), agent.get(), name, photo.get());
  }

  /** Somebody of that flat by that name, who is not the owner himself. */
  private Optional<Long> agent(Turn turn, String name, String written) {
    return homes.read(turn, written) instanceof Written.Home home
        ? residents.of(turn.tx(), turn.estate().id(), home.household()).stream()
            .filter(r -> r.name().equals(name) && r.personId() != turn.speaker().personId())
            .filter(r -> !VoteService.isOfCompany(turn.estate().rolesOf(r.personId())))
            .map(Residents.Registered::personId)
            .findFirst()
        : Optional.empty();
  }

  private String appoint(Turn turn, Vote vote, long agent, String name, String photo) {
    var account = residents.accounts(turn.tx(), turn.estate().id(), agent).stream().findFirst();
    if (account.isEmpty()) {
      return tell(turn, "vote.proxy.no-account", "name", name);
    }
    var limit = vote.policy().proxyLimit();
    if (limit != null && votes.proxies().principals(turn.tx(), vote, agent) >= limit) {
      return tell(turn, "vote.proxy.limit", "name", name, "n", limit);
    }
    votes.keepPhoto(turn.tx(), vote, photo, turn.now());
    var proxy =
        votes
            .proxies()
            .ask(turn.tx(), vote, turn.speaker().personId(), agent, photo, turn.now())
            .orElseThrow();
    askAgent(turn, vote, proxy, account.get());
    return tell(turn, "vote.proxy.asked", "name", name, "no", VoteWords.no(vote));
  }

  private void askAgent(Turn turn, Vote vote, Proxy proxy, Account to) {
    var text =
        answers.text(
            turn,
            "vote.proxy.ask",
            "home",
            votes.proxies().flat(turn.tx(), proxy),
            "no",
            VoteWords.no(vote),
            "title",
            VoteWords.title(vote));
    votes
        .tell(
            turn.tx(),
            turn.estate().id(),
            proxy.agentPerson(),
            Line.of(text).with(new Button("1", "接受"), new Button("2", "不接受")).asking())
        .ifPresent(
            message ->
                questions.ask(
                    turn.tx(),
                    new Asked(
                        turn.estate().id(),
                        to.channel(),
                        Speakers.privateConversation(to.id()),
                        to.id()),
                    Kind.VOTE_PROXY,
                    null,
                    2,
                    Integer.toString(proxy.no()),
                    message,
                    turn.now()));
  }

  private String end(Turn turn, List<Vote> announced) {
    var ended = false;
    for (var vote : announced) {
      ended |= votes.proxies().end(turn.tx(), vote, turn.speaker().personId(), turn.now());
    }
    return tell(turn, ended ? "vote.proxy.ended" : "vote.proxy.none");
  }

  // --- the agent --------------------------------------------------------------------------------

  /** 1 agrees, 2 does not. */
  String answered(Turn turn, Question question, int digit) {
    var found =
        votes
            .proxies()
            .find(turn.tx(), question.estateId(), Integer.parseInt(question.payload()))
            .filter(proxy -> !proxy.accepted());
    if (found.isEmpty()) {
      return tell(turn, "vote.proxy.gone");
    }
    var proxy = found.get();
    var limit = limit(turn, proxy);
    if (digit == 1
        && limit.isPresent()
        && votes.proxies().principals(turn.tx(), proxy) >= limit.get()) {
      return tell(turn, "vote.proxy.enough", "n", limit.get());
    }
    votes.proxies().answer(turn.tx(), proxy, digit == 1, turn.now());
    var flat = votes.proxies().flat(turn.tx(), proxy);
    votes.tell(
        turn.tx(),
        question.estateId(),
        votes.proxies().principal(turn.tx(), proxy),
        Line.of(answers.text(turn, digit == 1 ? "vote.proxy.agreed" : "vote.proxy.refused")));
    return tell(turn, digit == 1 ? "vote.proxy.yours" : "vote.proxy.declined", "home", flat);
  }

  private Optional<Integer> limit(Turn turn, Proxy proxy) {
    return votes
        .votes()
        .find(turn.tx(), proxy.estateId(), proxy.voteId())
        .map(vote -> vote.policy().proxyLimit());
  }

  private String tell(Turn turn, String key, Object... gaps) {
    answers.alone(turn, key, gaps);
    return "answered";
  }
}
