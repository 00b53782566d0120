package linli.bot.votes;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import linli.adapters.OutboundMessage.Button;
import linli.bot.estates.Estate;
import linli.bot.estates.Estate.Staff;
import linli.bot.residents.Speaker;
import linli.bot.residents.Speakers.Account;
import linli.bot.speech.Speech.Line;
import linli.bot.store.Transaction;
import linli.bot.votes.Objections.Objection;
import linli.bot.votes.discussion.Discussions;
import linli.bot.votes.tally.Choice;
import linli.bot.votes.tally.Kind;

/**
 * What can be done with votes where people talk: the life of {@link Votes} with everybody who must
 * hear of it. Whoever calls holds the estate's lock and has looked whether the speaker may.
 */
public final class VoteService {

  /** 1 同意 2 反对 3 弃权, as on every ballot. */
  public static final Button[] BUTTONS = {
    new Button("1", "同意"), new Button("2", "反对"), new Button("3", "弃权")
  };

  private final Votes votes;
  private final Ballots ballots;
  private final Proxies proxies;
  private final Representatives representatives = new Representatives();
  private final Discussions discussions;
  private final VoteProfiles profiles;
  private final VoteNotices notices;
  private final VoteTimers timers;
  private final Publishing publishing;
  private final Services services = new Services();
  private final ServiceNotices serving;

  VoteService(
      Votes votes,
      Ballots ballots,
      Proxies proxies,
      Discussions discussions,
      VoteProfiles profiles,
      VoteNotices notices,
      VoteTimers timers,
      Publishing publishing,
      ServiceNotices serving) {
    this.votes = votes;
    this.ballots = ballots;
    this.proxies = proxies;
    this.discussions = discussions;
    this.profiles = profiles;
    this.notices = notices;
    this.timers = timers;
    this.publishing = publishing;
    this.serving = serving;
  }

  public Votes votes() {
    return votes;
  }

  public Ballots ballots() {
    return ballots;
  }

  public Proxies proxies() {
    return proxies;
  }

  /** Who speaks for a flat that several people own. */
  public Representatives representatives() {
    return representatives;
  }

  /** What is talked about before there is a vote. */
  public Discussions discussions() {
    return discussions;
  }

  public VoteProfile rules(Transaction tx, String estateId) {
    return profiles.of(tx, estateId);
  }

  /** Votes that are announced and neither counted nor cancelled, the youngest first. */
  public List<Vote> announced(Transaction tx, String estateId) {
    return votes.ofEstate(tx, estateId).stream()
        .filter(vote -> vote.state() == Vote.State.ANNOUNCED)
        .toList();
  }

  // --- the secretary ----------------------------------------------------------------------------

  /** The card of a draft, with its electorate as it would be now. */
  public String card(Transaction tx, Vote vote) {
    var roll = votes.roll(tx, vote);
    var unreachable = notices.withoutAccount(tx, vote.estateId(), roll.people());
    return notices
        .cards(vote.estateId())
        .draft(vote, roll, unreachable, rules(tx, vote.estateId()));
  }

  /** Another system brings a draft: the secretary in whose name it waits hears of it. */
  public Vote brought(Transaction tx, Estate estate, NewVote wanted, Instant now) {
    var vote = votes.draft(tx, wanted, now);
    notices.toDrafter(
        tx,
        estate,
        vote,
        card(tx, vote) + notices.text(estate.id(), "vote.brought", "no", VoteWords.no(vote)));
    return vote;
  }

  /** Asks a second person to check it; empty when the estate has nobody. */
  public Optional<Staff> submit(Transaction tx, Estate estate, Vote vote, Instant now) {
    votes.submit(tx, vote, now);
    var card =
        card(tx, vote) + notices.text(estate.id(), "vote.check.ask", "no", VoteWords.no(vote));
    return notices.askSecond(tx, estate, vote, card);
  }

  /** The second person found it right: everybody hears of it. */
  public AnnounceResult announce(
      Transaction tx, Estate estate, Vote vote, long checkedBy, Instant now) {
    var result = votes.announce(tx, estate.id(), vote.id(), checkedBy, now);
    if (result instanceof AnnounceResult.Announced announced) {
      timers.schedule(tx, announced.vote());
      publishing.publish(tx, announced.vote());
      notices.toDrafter(
          tx,
          estate,
          vote,
          notices.text(
              estate.id(),
              "vote.announced",
              "no",
              VoteWords.no(vote),
              "hash",
              announced.vote().electorateHash()));
    }
    return result;
  }

  /** False when it is over already. */
  public boolean cancel(Transaction tx, Estate estate, Vote vote, String reason, Instant now) {
    var cancelled = votes.cancel(tx, estate.id(), vote.id(), reason, now);
    if (cancelled) {
      timers.cancel(tx, vote);
      if (vote.state() == Vote.State.ANNOUNCED) {
        publishing.publish(tx, votes.find(tx, estate.id(), vote.id()).orElseThrow());
      }
    }
    return cancelled;
  }

  /**
   * In the transaction of the count: everybody hears, and objections can be raised for some days.
   */
  void counted(Transaction tx, Vote vote) {
    timers.scheduleArchive(tx, vote);
    publishing.publish(tx, vote);
  }

  // --- owners -----------------------------------------------------------------------------------

  /**
   * The flats for which the speaker votes, as announced; none when no home of theirs is among them.
   */
  public List<OwnFlat> flats(Transaction tx, Vote vote, Speaker speaker) {
    if (speaker.personId() == null) {
      return List.of();
    }
    var flats = Electors.flats(tx, vote, speaker.personId());
    var speaks =
        flats.stream()
            .anyMatch(
                flat ->
                    speaker.homes().stream()
                        .anyMatch(
                            home ->
                                home.building().equals(flat.building())
                                    && home.unit().equals(flat.unit())
                                    && home.room().equals(flat.room())));
    return speaks ? flats : List.of();
  }

  /** As how many owners the speaker counts: of what he owns with somebody apart. */
  public int voters(Transaction tx, Vote vote, Speaker speaker) {
    return Electors.of(tx, vote, speaker.personId()).size();
  }

  /** Whether the speaker may answer: an owner, and in a consultation whoever lives there. */
  public boolean asks(Transaction tx, Vote vote, Speaker speaker) {
    return !flats(tx, vote, speaker).isEmpty()
        || vote.matter().kind() == Kind.CONSULTATION && livesThere(vote, speaker);
  }

  /** Whether the speaker has bought a flat that was not handed over: the developer votes for it. */
  public boolean waitsForHandover(Transaction tx, Vote vote, Speaker speaker) {
    return speaker.homes().stream()
        .filter(home -> home.relation().equals("owner"))
        .anyMatch(
            home -> Electors.isUndelivered(tx, vote, home.building(), home.unit(), home.room()));
  }

  /** Whether a home of the speaker lies in the scope. */
  public boolean livesThere(Vote vote, Speaker speaker) {
    return speaker.homes().stream()
        .anyMatch(
            home ->
                (vote.scope().building() == null || vote.scope().building().equals(home.building()))
                    && (vote.scope().unit() == null || vote.scope().unit().equals(home.unit())));
  }

  /** The speaker's own last answer, read in his name. */
  public Optional<Choice> ownAnswer(Transaction tx, Vote vote, Speaker speaker) {
    return OwnBallots.last(tx, vote, speaker.personId());
  }

  /** A co-owner answered otherwise: the others hear that, and nothing of how. */
  public void tellCoOwners(Transaction tx, Vote vote, Speaker speaker) {
    for (var other : Electors.coOwners(tx, vote, speaker.personId())) {
      notices.toPerson(
          tx,
          vote.estateId(),
          other,
          Line.of(notices.text(vote.estateId(), "vote.differ.other", "no", VoteWords.no(vote))));
    }
  }

  /** Tells somebody alone, where they have an account. */
  public Optional<UUID> tell(Transaction tx, String estateId, long person, Line line) {
    return notices.toPerson(tx, estateId, person, line);
  }

  /** Where somebody is told and asked. */
  public Optional<Account> account(Transaction tx, String estateId, long person) {
    return notices.account(tx, estateId, person);
  }

  /** What is not counted is kept beside the result. */
  public void opinion(Transaction tx, Vote vote, long person, String masked, Instant now) {
    Objections.opinion(tx, vote, person, masked, now);
  }

  /** An objection goes to whoever drafted the vote. */
  public Objection object(
      Transaction tx, Estate estate, Vote vote, Speaker by, String words, Instant now) {
    var objection = Objections.insert(tx, vote, by.personId(), words, now);
    var home =
        by.homes().stream()
            .map(h -> h.building() + "-" + h.unit() + "-" + h.room())
            .findFirst()
            .orElse("");
    notices.toDrafter(
        tx,
        estate,
        vote,
        notices.text(
            estate.id(),
            "vote.objection.task",
            "n",
            objection.no(),
            "no",
            VoteWords.no(vote),
            "home",
            home,
            "words",
            words));
    return objection;
  }

  /** False when there is no such objection that waits. */
  public boolean answerObjection(
      Transaction tx, String estateId, int no, String answer, long by, Instant now) {
    var found = Objections.find(tx, estateId, no).filter(objection -> !objection.answered());
    found.ifPresent(
        objection -> {
          Objections.answer(tx, estateId, objection, answer, by, now);
          notices.toPerson(
              tx,
              estateId,
              objection.personId(),
              Line.of(notices.text(estateId, "vote.objection.answer", "n", no, "words", answer)));
        });
    return found.isPresent();
  }

  // --- service of ballots
  // -------------------------------------------------------------------------

  /** How many flats were served their ballots, and which were not. */
  public Services.State served(Transaction tx, Vote vote, int mostMissing) {
    return services.state(tx, vote, mostMissing);
  }

  /** Somebody writes down that a flat was served; its owners hear of it. */
  public ServiceResult serve(Transaction tx, NewService service, Instant now) {
    var result = services.record(tx, service, now);
    if (result instanceof ServiceResult.Recorded recorded) {
      serving.served(tx, recorded.vote(), recorded.line());
    }
    return result;
  }

  /** What was written down of a flat was wrong; its owners hear of that, too. */
  public ServiceResult withdrawService(
      Transaction tx, Vote vote, NewVote.Flat flat, long by, Instant now) {
    var result = services.withdraw(tx, vote.estateId(), vote.id(), flat, by, now);
    if (result instanceof ServiceResult.Withdrawn withdrawn) {
      serving.withdrawn(tx, withdrawn.vote(), withdrawn.line());
    }
    return result;
  }

  /** Asks a second person to compare papers that somebody entered. */
  public Optional<Staff> askToCompare(
      Transaction tx, Estate estate, long enteredBy, String key, String text) {
    return notices.askToCompare(tx, estate, enteredBy, key, text);
  }

  /** Keeps the picture as long as the vote. */
  public void keepPhoto(Transaction tx, Vote vote, String sha256, Instant now) {
    VotePhotos.keep(tx, vote, sha256, now);
  }

  public static boolean mayCheck(List<Staff> roles) {
    return VoteNotices.mayCheck(roles);
  }

  /** Whether somebody works for the property company, which has nothing to do with ballots. */
  public static boolean isOfCompany(List<Staff> roles) {
    return VoteNotices.isOfCompany(roles);
  }
}
