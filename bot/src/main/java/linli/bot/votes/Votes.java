package linli.bot.votes;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import linli.bot.due.DueItem;
import linli.bot.due.DueWork;
import linli.bot.store.Transaction;
import linli.bot.votes.recount.ExportFile;
import linli.bot.votes.recount.LogLines;
import linli.bot.votes.tally.Tally;

/**
 * The life of a vote: drafted, checked and announced, open, counted; or cancelled. Whether somebody
 * may draft, check or cancel is known to the caller, who holds the estate's lock if any.
 */
public final class Votes {

  private static final String COUNT = "vote.count";
  private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

  private final DueWork due;
  private final RandomGenerator random;

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

  public Vote draft(Transaction tx, NewVote wanted, Instant now) {
    return VoteRepository.insert(tx, wanted, now);
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
                vote -> vote.state() == Vote.State.DRAFT || vote.state() == Vote.State.ANNOUNCED);
    found.ifPresent(
        vote -> {
          VoteRepository.cancel(tx, vote, reason, now);
          due.cancel(tx, estateId, COUNT, Long.toString(voteId));
        });
    return found.isPresent();
  }

  /** Counts from the very lines that the export shows; does nothing when that was done. */
  private static void count(Transaction tx, String estateId, long voteId, Instant now) {
    VoteRepository.lock(tx, estateId, voteId)
        .filter(vote -> vote.state() == Vote.State.ANNOUNCED)
        .ifPresent(vote -> count(tx, vote, now));
  }

  private static void count(Transaction tx, Vote vote, Instant now) {
    var result = Tally.count(ExportFile.ofLines(VoteLog.lines(tx, vote)).poll());
    var entry = new VoteLog.Entry("result", null, null, LogLines.result(result));
    var head = VoteLog.append(tx, vote, VoteLog.Head.of(vote), List.of(entry), now);
    VoteRepository.counted(tx, vote, now, head);
  }

  /** The file that anybody can count again; empty before the vote is counted. */
  public static Optional<byte[]> export(Transaction tx, String estateId, long voteId) {
    return VoteRepository.lock(tx, estateId, voteId)
        .filter(vote -> vote.state() == Vote.State.COUNTED)
        .map(vote -> VoteLog.export(tx, vote));
  }
}
