package linli.bot.votes;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;
import linli.bot.due.DueItem;
import linli.bot.due.DueWork;
import linli.bot.store.Transaction;
import linli.bot.votes.recount.ExportFile;
import linli.bot.votes.recount.LogLines;
import linli.bot.votes.tally.Kind;
import linli.bot.votes.tally.Poll;
import linli.bot.votes.tally.Tally;

/**
 * The life of a vote: drafted, checked and announced, open, counted; or cancelled. Whether somebody
 * may draft, check or cancel is known to the caller, who holds the estate's lock if any.
 */
public final class Votes {

  private static final String COUNT = "vote.count";

  /** A count looks so often whether something that came in time still waits, and so long. */
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

  private static final Duration PATIENCE = Duration.ofDays(2);

  /** After a node was away for hours the looks are further apart: an eighth of the time so far. */
  private static final int SLOWER = 8;

  private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

  private final DueWork due;
  private final RandomGenerator random;
  private final Participations participations = new Participations();
  private BiConsumer<Transaction, Vote> afterCount = (tx, counted) -> {};

  /**
   * @param random draws pseudonyms; nobody may be able to guess it
   */
  public Votes(DueWork due, RandomGenerator random) {
    this.due = due;
    this.random = random;
    due.register(
        COUNT,
        (tx, item) -> count(tx, item.estateId(), Long.parseLong(item.subject()), item.dueAt()));
  }

  /**
   * Says who hears of each vote that was counted, in the transaction of the count; before anything
   * runs.
   */
  void afterCount(BiConsumer<Transaction, Vote> listener) {
    afterCount = listener;
  }

  /** Its number is the next of the estate: whoever drafts holds the estate's lock. */
  public Vote draft(Transaction tx, NewVote wanted, Instant now) {
    var vote = VoteRepository.insert(tx, wanted, now);
    wanted.marks().forEach(flat -> VoteRepository.mark(tx, vote, flat, mark(wanted, flat)));
    return vote;
  }

  /** In the building lives who asks for a change of use; of elsewhere are others who are asked. */
  private static String mark(NewVote wanted, NewVote.Flat flat) {
    if (wanted.matter().kind() == Kind.ELEVATOR) {
      return "exclusive_part";
    }
    return flat.building().equals(wanted.scope().building()) ? "applicant" : "interested";
  }

  /** By its number in the estate. */
  public Optional<Vote> byNo(Transaction tx, String estateId, int no) {
    return VoteRepository.byNo(tx, estateId, no);
  }

  public Optional<Vote> find(Transaction tx, String estateId, long voteId) {
    return VoteRepository.lock(tx, estateId, voteId);
  }

  /** All of an estate, the youngest first. */
  public List<Vote> ofEstate(Transaction tx, String estateId) {
    return VoteRepository.ofEstate(tx, estateId);
  }

  /** The electorate that a draft would have now. */
  public RollSummary roll(Transaction tx, Vote vote) {
    var roll = Roll.read(tx, vote);
    return new RollSummary(
        roll.households(),
        roll.owners(),
        roll.areaHundredths(),
        roll.withSeveral(),
        roll.withoutArea(),
        roll.withoutOwner(),
        roll.unproven(),
        roll.withoutSource(),
        roll.developers(),
        roll.people());
  }

  /** Its drafter wants it checked. */
  public void submit(Transaction tx, Vote vote, Instant now) {
    VoteRepository.submit(tx, vote, now);
  }

  /** Nothing can be objected to any more. */
  public void archive(Transaction tx, Vote vote, Instant now) {
    VoteRepository.archive(tx, vote, now);
  }

  /** A second person checked it: the roster is taken as it is now, and nothing changes any more. */
  public AnnounceResult announce(
      Transaction tx, String estateId, long voteId, long checkedBy, Instant now) {
    var found = VoteRepository.lock(tx, estateId, voteId);
    if (found.isEmpty()) {
      return new AnnounceResult.Unknown();
    }
    var vote = found.get();
    if (vote.state() != Vote.State.DRAFT) {
      return new AnnounceResult.NotADraft(vote);
    }
    if (vote.draftedBy() == checkedBy) {
      return new AnnounceResult.NeedsSecondPerson(vote);
    }
    var earliest = day(now).plusDays(vote.noticeDays());
    if (day(vote.opensAt()).isBefore(earliest) || vote.opensAt().isBefore(now)) {
      return new AnnounceResult.NoticeTooShort(vote, earliest);
    }
    return announce(tx, vote, Roll.read(tx, vote), checkedBy, now);
  }

  private static LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, CHINA);
  }

  private AnnounceResult announce(
      Transaction tx, Vote vote, Roll roll, long checkedBy, Instant now) {
    if (roll.isEmpty()) {
      return new AnnounceResult.NobodyInScope(vote);
    }
    if (roll.withoutArea() + roll.withoutOwner() > 0) {
      return new AnnounceResult.RosterIncomplete(vote, roll.withoutArea(), roll.withoutOwner());
    }
    var entries = new ArrayList<VoteLog.Entry>();
    entries.add(new VoteLog.Entry("vote", null, null, LogLines.vote(head(vote, now))));
    entries.addAll(roll.keep(tx, random));
    var head = VoteLog.append(tx, vote, VoteLog.Head.of(vote), entries, now);
    VoteRepository.announce(tx, vote, checkedBy, now, head);
    due.schedule(tx, countOf(vote));
    return new AnnounceResult.Announced(
        VoteRepository.lock(tx, vote.estateId(), vote.id()).orElseThrow(),
        roll.households(),
        roll.owners(),
        roll.areaHundredths());
  }

  private static LogLines.Head head(Vote vote, Instant announcedAt) {
    return new LogLines.Head(
        vote.estateId() + "/" + vote.id(),
        vote.matter(),
        vote.question(),
        vote.scope(),
        vote.policy(),
        announcedAt,
        vote.opensAt(),
        vote.closesAt());
  }

  private static DueItem countOf(Vote vote) {
    return new DueItem(vote.estateId(), COUNT, Long.toString(vote.id()), 0, vote.endsAt());
  }

  /** False when it is over already or there is none. */
  public boolean cancel(Transaction tx, String estateId, long voteId, String reason, Instant now) {
    var found =
        VoteRepository.lock(tx, estateId, voteId)
            .filter(
                vote ->
                    vote.state() == Vote.State.DRAFT
                        || vote.state() == Vote.State.ANNOUNCED && now.isBefore(vote.closesAt()));
    found.ifPresent(
        vote -> {
          VoteRepository.cancel(tx, vote, reason, now);
          due.cancel(tx, estateId, COUNT, Long.toString(voteId));
        });
    return found.isPresent();
  }

  /** Counts from the very lines that the export shows; does nothing when that was done. */
  private void count(Transaction tx, String estateId, long voteId, Instant now) {
    VoteRepository.lock(tx, estateId, voteId)
        .filter(vote -> vote.state() == Vote.State.ANNOUNCED)
        .ifPresent(
            vote -> {
              if (VoteRepository.mayStillCome(tx, vote)
                  && now.isBefore(vote.endsAt().plus(PATIENCE))) {
                due.schedule(tx, laterCount(vote, now));
              } else {
                count(tx, vote, now);
              }
            });
  }

  /** What arrived in time and was not looked at yet is waited for: a node may have been away. */
  private static DueItem laterCount(Vote vote, Instant now) {
    var soFar = Duration.between(vote.endsAt(), now).dividedBy(SLOWER);
    var again = now.plus(soFar.compareTo(LOOK_AGAIN) < 0 ? LOOK_AGAIN : soFar);
    return new DueItem(
        vote.estateId(),
        COUNT,
        Long.toString(vote.id()),
        (int) Duration.between(vote.endsAt(), again).toSeconds(),
        again);
  }

  private void count(Transaction tx, Vote vote, Instant now) {
    var result = Tally.count(ExportFile.ofLines(VoteLog.lines(tx, vote)).poll());
    var entry = new VoteLog.Entry("result", null, null, LogLines.result(result));
    var head = VoteLog.append(tx, vote, VoteLog.Head.of(vote), List.of(entry), now);
    VoteRepository.counted(tx, vote, now, head);
    afterCount.accept(tx, VoteRepository.lock(tx, vote.estateId(), vote.id()).orElseThrow());
  }

  /** What came in so far; while the vote is open nobody is told more of it than who took part. */
  public static Poll poll(Transaction tx, Vote vote) {
    return ExportFile.ofLines(VoteLog.lines(tx, vote)).poll();
  }

  /** How much took part so far, never what it said. */
  public Participation participation(Transaction tx, Vote vote) {
    return participations.of(tx, vote);
  }

  /** The results of an estate's votes that were counted, by vote, as their logs have them. */
  public static Map<Long, JsonNode> results(Transaction tx, String estateId) {
    return VoteLog.results(tx, estateId);
  }

  /** As {@link #export}, of the vote with this number in the estate. */
  public static Optional<byte[]> exportByNo(Transaction tx, String estateId, int no) {
    return VoteRepository.byNo(tx, estateId, no).flatMap(vote -> export(tx, estateId, vote.id()));
  }

  /** The file that anybody can count again; empty before the vote is counted. */
  public static Optional<byte[]> export(Transaction tx, String estateId, long voteId) {
    return VoteRepository.lock(tx, estateId, voteId)
        .filter(vote -> vote.state() == Vote.State.COUNTED)
        .map(vote -> VoteLog.export(tx, vote));
  }
}
