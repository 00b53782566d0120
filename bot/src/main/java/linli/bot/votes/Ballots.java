package linli.bot.votes;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import linli.bot.store.Transaction;
import linli.bot.votes.recount.ExportFile;
import linli.bot.votes.recount.LogLines;
import linli.bot.votes.tally.Ballot;
import linli.bot.votes.tally.Ballot.Caster;
import linli.bot.votes.tally.Ballot.Origin;
import linli.bot.votes.tally.Choice;
import linli.bot.votes.tally.Kind;
import linli.bot.votes.tally.Poll;
import linli.bot.votes.tally.Tally;

/**
 * What owners answer, into the log; one ballot after the other, whatever the node. Whether somebody
 * may enter or confirm paper is known to the caller, who holds the estate's lock if any.
 */
public final class Ballots {

  /** Without those that look alike. */
  private static final String RECEIPT_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";

  private static final int HALF_A_RECEIPT = 4;

  private final Proxies proxies = new Proxies();
  private final RandomGenerator random;

  /**
   * @param random draws receipts; nobody may be able to guess it
   */
  public Ballots(RandomGenerator random) {
    this.random = random;
  }

  /** An owner answers; the last answer before closing counts. */
  public CastResult cast(Transaction tx, NewBallot ballot) {
    var found = VoteRepository.lock(tx, ballot.estateId(), ballot.voteId());
    if (found.isEmpty() || found.get().state() == Vote.State.DRAFT) {
      return new CastResult.Unknown();
    }
    var vote = found.get();
    if (isOver(vote, ballot.receivedAt()) || !ballot.sentAt().isBefore(vote.closesAt())) {
      return new CastResult.Closed(vote);
    }
    if (ballot.sentAt().isBefore(vote.opensAt())) {
      return new CastResult.NotOpenYet(vote);
    }
    var electors = Electors.of(tx, vote, ballot.personId());
    if (electors.isEmpty()) {
      return ofResident(tx, vote, ballot);
    }
    var owner = electors.getFirst().owner();
    return append(tx, vote, electors, electronic(ballot, Caster.OWNER, owner, null));
  }

  private static Ballot electronic(NewBallot ballot, Caster caster, String by, String proxyFor) {
    return new Ballot(
        ballot.choice(),
        ballot.sentAt(),
        ballot.receivedAt(),
        Origin.ELECTRONIC,
        caster,
        by,
        proxyFor,
        caster == Caster.PROXY,
        0);
  }

  /**
   * Whoever lives there is heard in a consultation where the owner says nothing, and nowhere else.
   */
  private CastResult ofResident(Transaction tx, Vote vote, NewBallot ballot) {
    if (vote.matter().kind() == Kind.CONSULTATION) {
      var living = Electors.livingThere(tx, vote, ballot.personId());
      if (living.isPresent()) {
        var elector = living.get().elector();
        var caster = living.get().tenant() ? Caster.TENANT : Caster.FAMILY;
        var answer = electronic(ballot, caster, elector.owner(), null);
        return append(tx, vote, List.of(elector), answer);
      }
    }
    return new CastResult.NotAnOwner(vote);
  }

  /** An agent answers for the owner who authorised him; the owner's own answer comes first. */
  public CastResult castFor(Transaction tx, NewBallot ballot, Proxy proxy) {
    var found = VoteRepository.lock(tx, ballot.estateId(), ballot.voteId());
    if (found.isEmpty() || found.get().state() == Vote.State.DRAFT) {
      return new CastResult.Unknown();
    }
    var vote = found.get();
    if (isOver(vote, ballot.receivedAt()) || !ballot.sentAt().isBefore(vote.closesAt())) {
      return new CastResult.Closed(vote);
    }
    if (ballot.sentAt().isBefore(vote.opensAt())) {
      return new CastResult.NotOpenYet(vote);
    }
    if (!Proxies.stands(tx, proxy)) {
      return new CastResult.NotAnOwner(vote);
    }
    return append(
        tx,
        vote,
        Electors.of(tx, vote, proxies.principal(tx, proxy)),
        electronic(ballot, Caster.PROXY, proxy.agent(), proxy.owner()));
  }

  private static boolean isOver(Vote vote, Instant now) {
    return vote.state() != Vote.State.ANNOUNCED || !now.isBefore(vote.endsAt());
  }

  /** A line and a receipt for each voter who answers with it; most are one. */
  private CastResult append(
      Transaction tx, Vote vote, List<Electors.Elector> electors, Ballot ballot) {
    var entries = electors.stream().map(elector -> entry(elector, ballot)).toList();
    var head = VoteLog.append(tx, vote, VoteLog.Head.of(vote), entries, ballot.receivedAt());
    VoteRepository.moveHead(tx, vote, head);
    var receipts = entries.stream().map(VoteLog.Entry::receipt).collect(Collectors.joining("、"));
    var household = electors.getFirst().household();
    var flats = ExportFile.ofLines(VoteLog.linesOfOwners(tx, vote, household)).poll();
    return differ(flats)
        ? new CastResult.OwnersDiffer(vote, receipts)
        : new CastResult.Counted(vote, receipts, answers(flats, ballot.by()) > electors.size());
  }

  private VoteLog.Entry entry(Electors.Elector elector, Ballot ballot) {
    var receipt = receipt();
    return new VoteLog.Entry(
        "ballot",
        elector.household(),
        receipt,
        LogLines.ballot(elector.household(), receipt, ballot));
  }

  private String receipt() {
    return letters() + "-" + letters();
  }

  private String letters() {
    var letters = new StringBuilder();
    for (var i = 0; i < HALF_A_RECEIPT; i++) {
      letters.append(RECEIPT_LETTERS.charAt(random.nextInt(RECEIPT_LETTERS.length())));
    }
    return letters.toString();
  }

  /** Whether the answers of the people who own these flats cannot be read as one. */
  private static boolean differ(Poll flats) {
    var people =
        ballots(flats)
            .filter(ballot -> ballot.choice() != Choice.INVALID)
            .map(ballot -> ballot.caster() == Caster.PROXY ? ballot.proxyFor() : ballot.by())
            .distinct()
            .count();
    return people > 1 && Tally.count(flats).invalidOwners() > 0;
  }

  private static long answers(Poll flats, String by) {
    return ballots(flats).filter(ballot -> Objects.equals(by, ballot.by())).count();
  }

  private static Stream<Ballot> ballots(Poll flats) {
    return flats.households().stream().flatMap(household -> household.ballots().stream());
  }

  /** The number under which papers are entered together. */
  public int nextBatch(Transaction tx, String estateId) {
    return Papers.nextBatch(tx, estateId);
  }

  /** One person enters a ballot on paper; it counts when a second one has confirmed it. */
  public PaperResult enter(Transaction tx, NewPaper paper, Instant now) {
    var found = VoteRepository.lock(tx, paper.estateId(), paper.voteId());
    if (found.isEmpty() || found.get().state() == Vote.State.DRAFT) {
      return new PaperResult.Unknown();
    }
    var vote = found.get();
    if (isOver(vote, now)) {
      return new PaperResult.Closed(vote);
    }
    if (paper.signedAt().isBefore(vote.opensAt())
        || !paper.signedAt().isBefore(vote.closesAt())
        || paper.signedAt().isAfter(now)) {
      return new PaperResult.NotSignedInTime(vote);
    }
    var owners = Electors.ofFlat(tx, vote, paper);
    return switch (owners.size()) {
      case 0 -> new PaperResult.NotAnOwner(vote);
      case 1 -> new PaperResult.Entered(vote, Papers.insert(tx, paper, owners.getFirst(), now));
      default -> new PaperResult.WhichOwner(vote);
    };
  }

  /** What waits under this number for a second person. */
  public List<PaperBatch> waiting(Transaction tx, String estateId, int batchNo) {
    return Papers.batch(tx, estateId, batchNo);
  }

  /** A second person compared it with its picture. */
  public PaperResult confirm(
      Transaction tx, String estateId, long voteId, long paperId, long by, Instant now) {
    var found = VoteRepository.lock(tx, estateId, voteId);
    var waiting = found.flatMap(vote -> Papers.waiting(tx, vote, paperId));
    if (waiting.isEmpty()) {
      return new PaperResult.Unknown();
    }
    var vote = found.get();
    if (isOver(vote, now)) {
      return new PaperResult.Closed(vote);
    }
    if (waiting.get().enteredBy() == by) {
      return new PaperResult.NeedsSecondPerson(vote);
    }
    Papers.confirm(tx, vote, paperId, by, now);
    return new PaperResult.Confirmed(
        append(tx, vote, List.of(waiting.get().elector()), onPaper(waiting.get())));
  }

  private static Ballot onPaper(Papers.Waiting paper) {
    return new Ballot(
        paper.choice(),
        paper.signedAt(),
        paper.enteredAt(),
        Origin.PAPER,
        Caster.OWNER,
        paper.elector().owner(),
        null,
        false,
        0);
  }
}
