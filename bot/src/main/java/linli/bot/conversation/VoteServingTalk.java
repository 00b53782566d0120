package linli.bot.conversation;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import linli.bot.conversation.HomeWords.Written;
import linli.bot.households.Household;
import linli.bot.speech.ChinaTime;
import linli.bot.speech.SpokenTime;
import linli.bot.votes.NewService;
import linli.bot.votes.NewVote;
import linli.bot.votes.ServiceResult;
import linli.bot.votes.ServiceWay;
import linli.bot.votes.Vote;
import linli.bot.votes.VoteService;
import linli.bot.votes.VoteWords;
import linli.bot.votes.tally.Kind;

/** Who was served a ballot (送达): written down with a picture, shown, taken back. */
final class VoteServingTalk {

  private static final Pattern SERVED =
      Pattern.compile(
          "(?:登记|录入)?送达[::,,\\s]*(|(?:表决|协商)?\\s*[0-9A-Za-z一二三四五六七八九十].*)", Pattern.DOTALL);
  private static final Pattern WITHDRAW =
      Pattern.compile("(?:撤销|取消)送达[::,,\\s]*(.*)", Pattern.DOTALL);
  private static final Pattern STATE =
      Pattern.compile("送达(?:情况|名单|进度)[::,,\\s]*((?:表决|协商)\\s*\\d{1,4})?[。.!!??]*");

  /** 11月8日, 8号, 今天; 1-1-101 is a flat. */
  private static final Pattern DAY =
      Pattern.compile("(?:\\d{4}年)?(?:\\d{1,2}月)?\\d{1,2}[日号]|今天|今日");

  private static final int MOST_TOGETHER = 60;
  private static final int MOST_SHOWN = 40;

  /** Of a day before today nobody knows the hour. */
  private static final LocalTime NOON = LocalTime.NOON;

  private final VoteService votes;
  private final VotePapers papers;
  private final HomeWords homes;
  private final Answers answers;

  VoteServingTalk(VoteService votes, VotePapers papers, HomeWords homes, Answers answers) {
    this.votes = votes;
    this.papers = papers;
    this.homes = homes;
    this.answers = answers;
  }

  static boolean isMeant(String text) {
    return SERVED.matcher(text).matches()
        || WITHDRAW.matcher(text).matches()
        || STATE.matcher(text).matches();
  }

  /** Of whoever may; alone with the bot. */
  String told(Turn turn, String text) {
    var state = STATE.matcher(text);
    if (state.matches()) {
      return ofVote(turn, state.group(1) == null ? "" : state.group(1), vote -> state(turn, vote));
    }
    var withdraw = WITHDRAW.matcher(text);
    if (withdraw.matches()) {
      var said = withdraw.group(1).strip();
      return ofVote(turn, said, vote -> withdraw(turn, vote, VoteWording.withoutNo(said)));
    }
    var served = SERVED.matcher(text);
    if (!served.matches() || served.group(1).isBlank()) {
      return tell(turn, "vote.served.how");
    }
    var said = served.group(1).strip();
    return ofVote(turn, said, vote -> serve(turn, vote, said));
  }

  /** The only vote that runs, or the one that is named. */
  private String ofVote(Turn turn, String said, Function<Vote, String> then) {
    var no = VoteWording.no(said);
    var running =
        votes.announced(turn.tx(), turn.estate().id()).stream()
            .filter(vote -> vote.matter().kind() != Kind.CONSULTATION)
            .filter(vote -> no.isEmpty() || vote.no() == no.get())
            .toList();
    return running.size() == 1
        ? then.apply(running.getFirst())
        : tell(turn, running.isEmpty() ? "vote.served.no-vote" : "vote.served.which-vote");
  }

  // --- writing it down --------------------------------------------------------------------------

  private String serve(Turn turn, Vote vote, String said) {
    var photo = papers.photo(turn);
    if (photo.isEmpty()) {
      return papers.askPhoto(turn, "vote.served.photo", "送达 " + said);
    }
    var done = new ArrayList<String>();
    var refused = new ArrayList<String>();
    for (var line : VoteWording.withoutNo(said).split("[;;\\n]+")) {
      if (!line.isBlank()) {
        serve(turn, vote, line.strip(), photo.get(), done, refused);
      }
    }
    if (done.isEmpty()) {
      return tell(turn, "vote.served.nothing", "why", String.join("\n", refused));
    }
    votes.keepPhoto(turn.tx(), vote, photo.get(), turn.now());
    var state = votes.served(turn.tx(), vote, 0);
    return tell(
        turn,
        "vote.served.done",
        "no",
        VoteWords.no(vote),
        "n",
        done.size(),
        "served",
        state.served(),
        "of",
        state.households(),
        "refused",
        refused.isEmpty() ? "" : "\n" + String.join("\n", refused));
  }

  private void serve(
      Turn turn, Vote vote, String line, String photo, List<String> done, List<String> refused) {
    var typed = read(turn, line);
    if (typed.isEmpty()) {
      refused.add(answers.text(turn, "vote.served.unclear", "line", line));
      return;
    }
    for (var home : typed.get().homes()) {
      if (done.size() >= MOST_TOGETHER) {
        refused.add(answers.text(turn, "vote.served.too-many", "line", home.name()));
        return;
      }
      var result =
          votes.serve(turn.tx(), service(turn, vote, home, typed.get(), photo), turn.now());
      why(result)
          .ifPresentOrElse(
              key -> refused.add(answers.text(turn, key, "home", home.name())),
              () -> done.add(home.name()));
    }
  }

  private static NewService service(
      Turn turn, Vote vote, Household home, Typed typed, String photo) {
    return new NewService(
        turn.estate().id(),
        vote.id(),
        flat(home),
        typed.way(),
        typed.at(),
        photo,
        null,
        turn.speaker().personId(),
        null);
  }

  private static NewVote.Flat flat(Household home) {
    return new NewVote.Flat(home.building(), home.unit(), home.room());
  }

  private static Optional<String> why(ServiceResult result) {
    return switch (result) {
      case ServiceResult.Recorded recorded -> Optional.empty();
      case ServiceResult.Before before -> Optional.of("vote.served.before");
      case ServiceResult.NotOnRoll stranger -> Optional.of("vote.served.not-on-roll");
      case ServiceResult.NotInTime late -> Optional.of("vote.served.not-in-time");
      case ServiceResult.Closed over -> Optional.of("vote.served.closed");
      case ServiceResult.Unknown unknown -> Optional.of("vote.served.not-on-roll");
      case ServiceResult.NotServed not -> throw new IllegalStateException("not served");
      case ServiceResult.Withdrawn withdrawn -> throw new IllegalStateException("withdrawn");
    };
  }

  // --- reading it -------------------------------------------------------------------------------

  private record Typed(List<Household> homes, ServiceWay way, Instant at) {
    @Override
    public String toString() {
      return "Typed[]";
    }
  }

  /** Flats, one way, and a day if it was not today; empty when anything else is in it. */
  private Optional<Typed> read(Turn turn, String line) {
    var found = new ArrayList<Household>();
    ServiceWay way = null;
    Instant at = turn.now();
    for (var word : line.split("[\\s、,,]+")) {
      var said = ServiceWay.said(word);
      var day = DAY.matcher(word).matches() ? day(turn, word) : Optional.<Instant>empty();
      if (said.isPresent() && way == null) {
        way = said.get();
      } else if (day.isPresent()) {
        at = day.get();
      } else if (homes.read(turn, word) instanceof Written.Home home) {
        found.add(home.household());
      } else {
        return Optional.empty();
      }
    }
    return way == null || found.isEmpty()
        ? Optional.empty()
        : Optional.of(new Typed(found, way, at));
  }

  private static Optional<Instant> day(Turn turn, String word) {
    var today = ChinaTime.date(turn.now());
    return SpokenTime.find(word, today)
        .filter(SpokenTime.Said.class::isInstance)
        .map(SpokenTime.Said.class::cast)
        .map(said -> said.day().equals(today) ? turn.now() : noon(said.day()));
  }

  private static Instant noon(LocalDate day) {
    return day.atTime(NOON).atZone(ChinaTime.ZONE).toInstant();
  }

  // --- looking, taking back ---------------------------------------------------------------------

  private String state(Turn turn, Vote vote) {
    var state = votes.served(turn.tx(), vote, MOST_SHOWN);
    var others = state.households() - state.served() - state.missing().size();
    var missing =
        state.missing().isEmpty()
            ? ""
            : answers.text(
                turn,
                "vote.served.state.missing",
                "list",
                String.join("、", state.missing()),
                "more",
                others > 0 ? answers.text(turn, "vote.served.state.more", "n", others) : "");
    return tell(
        turn,
        "vote.served.state",
        "no",
        VoteWords.no(vote),
        "served",
        state.served(),
        "of",
        state.households(),
        "missing",
        missing);
  }

  private String withdraw(Turn turn, Vote vote, String said) {
    if (!(homes.read(turn, said) instanceof Written.Home home)) {
      return tell(turn, "vote.served.withdraw-how");
    }
    var by = turn.speaker().personId();
    var result = votes.withdrawService(turn.tx(), vote, flat(home.household()), by, turn.now());
    var key =
        switch (result) {
          case ServiceResult.Withdrawn withdrawn -> "vote.served.withdrawn";
          case ServiceResult.Closed over -> "vote.served.closed";
          case ServiceResult.NotServed not -> "vote.served.not-served";
          case ServiceResult.Unknown unknown -> "vote.served.not-served";
          case ServiceResult.Recorded r -> throw new IllegalStateException("recorded");
          case ServiceResult.Before b -> throw new IllegalStateException("before");
          case ServiceResult.NotOnRoll n -> throw new IllegalStateException("not on roll");
          case ServiceResult.NotInTime n -> throw new IllegalStateException("not in time");
        };
    return tell(turn, key, "no", VoteWords.no(vote), "home", home.household().name());
  }

  private String tell(Turn turn, String key, Object... gaps) {
    answers.alone(turn, key, gaps);
    return "answered";
  }
}
