package linli.bot.cases;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import linli.bot.cases.Case.State;
import linli.bot.cases.MoveResult.AskCommunity;
import linli.bot.cases.MoveResult.Asked;
import linli.bot.cases.MoveResult.CommunityDecides;
import linli.bot.cases.MoveResult.Moved;
import linli.bot.cases.MoveResult.NeedsReason;
import linli.bot.cases.MoveResult.NotNow;
import linli.bot.cases.MoveResult.NotYours;
import linli.bot.cases.MoveResult.OwnMatter;
import linli.bot.cases.MoveResult.Unknown;
import linli.bot.estates.Estate;
import linli.bot.estates.Estate.Party;
import linli.bot.residents.Speaker;
import linli.bot.speech.ChinaTime;
import linli.bot.store.Transaction;
import linli.nlp.Catalogue;

/**
 * A case goes to another party: 转 asks, 接 takes, 退 refuses. After two refusals the community
 * decides, and that is final (decisions 4).
 */
public final class HandOver {

  private static final int MOST_REFUSALS = 2;

  private final CaseRepository cases;
  private final CaseMoves moves;
  private final CaseworkMoves casework;
  private final CaseTransfers transfers;
  private final CaseJournal journal;
  private final CaseClocks clocks;
  private final CaseNotices notices;
  private final CaseMachine machine;
  private final Catalogue catalogue;

  HandOver(
      CaseRepository cases,
      CaseMoves moves,
      CaseworkMoves casework,
      CaseTransfers transfers,
      CaseJournal journal,
      CaseClocks clocks,
      CaseNotices notices,
      CaseMachine machine,
      Catalogue catalogue) {
    this.cases = cases;
    this.moves = moves;
    this.casework = casework;
    this.transfers = transfers;
    this.journal = journal;
    this.clocks = clocks;
    this.notices = notices;
    this.machine = machine;
    this.catalogue = catalogue;
  }

  /** 转: the party asks; the community decides. */
  public MoveResult transfer(
      Transaction tx, Estate estate, CaseNo no, Speaker by, String words, Instant now) {
    var found = find(tx, estate, no, now);
    if (found.isEmpty()) {
      return new Unknown(no.toString());
    }
    var open = found.get();
    var community = Casework.isCommunity(by);
    if (!community && !CaseService.answersFor(estate, by, open)) {
      return new NotYours(open);
    }
    if (machine.move(open.state(), community ? "decide" : "transfer").isEmpty()) {
      return new NotNow(open);
    }
    var target = partyIn(estate, words).filter(p -> community || !p.id().equals(open.partyId()));
    var reason = target.map(p -> reason(p, words)).orElse("");
    if (target.isEmpty() || !community && reason.isBlank()) {
      return new NeedsReason(open);
    }
    if (community) {
      var own = Casework.ownInterest(estate, by, List.of(open.partyId(), target.get().id()));
      if (own.isPresent()) {
        return new OwnMatter(open, own.get().name());
      }
      return new Moved(decided(tx, estate, open, target.get(), by, reason, now));
    }
    if (open.refused() >= MOST_REFUSALS) {
      askCommunity(tx, estate, open, "staff.decide-party");
      return new AskCommunity(open);
    }
    return asked(tx, estate, open, target.get(), by, reason, now);
  }

  private MoveResult asked(
      Transaction tx,
      Estate estate,
      Case open,
      Party target,
      Speaker by,
      String reason,
      Instant now) {
    var before = transfers.open(tx, open);
    if (before.isPresent() && !isMoot(open, before.get())) {
      return new NotNow(open);
    }
    transfers.answer(tx, open, "moot", now);
    var transferNo = transfers.ask(tx, open, target.id(), reason, now);
    journal.history(
        tx,
        open,
        "transfer",
        open.state(),
        Actor.staff(by, open.partyId()),
        target.name() + " " + reason,
        now);
    notices.askToTake(tx, estate, open, target, reason);
    clocks.awaitTransfer(tx, open, transferNo, now);
    return new Asked(open, target.name());
  }

  private Case decided(
      Transaction tx,
      Estate estate,
      Case open,
      Party target,
      Speaker by,
      String reason,
      Instant now) {
    transfers.answer(tx, open, "decided", now);
    var type = catalogue.issueType(open.issueType());
    var respondBy = clocks.of(estate, type, open.urgency(), open.nature(), now).respondBy();
    var resolveBy =
        open.state() == State.PAUSED
            ? clocks.afterPause(estate, open, type, now)
            : open.resolveBy();
    var given = moves.reassign(tx, open, target.id(), null, open.grade(), respondBy, resolveBy);
    journal.handedOver(tx, open, given, "decide", Actor.staff(by, open.partyId()), reason, now);
    clocks.start(tx, estate, given, type, now);
    notices.dispatched(tx, estate, given, now);
    notices.tellHandedOver(tx, estate, given, now);
    return given;
  }

  /** 接: the party that was asked takes it; empty when nobody was asked. */
  public Optional<MoveResult> take(
      Transaction tx, Estate estate, CaseNo no, Speaker by, Instant now) {
    var found = find(tx, estate, no, now);
    var asked = found.flatMap(open -> transfers.open(tx, open));
    if (asked.isEmpty()) {
      return Optional.empty();
    }
    var open = found.get();
    if (isMoot(open, asked.get())) {
      transfers.answer(tx, open, "moot", now);
      return Optional.of(new NotNow(open));
    }
    if (!answersFor(estate, by, asked.get().toParty())) {
      return Optional.of(new NotYours(open));
    }
    transfers.answer(tx, open, "taken", now);
    var respondBy =
        clocks
            .of(estate, catalogue.issueType(open.issueType()), open.urgency(), open.nature(), now)
            .respondBy();
    var given =
        moves.reassign(
            tx, open, asked.get().toParty(), null, open.grade(), respondBy, open.resolveBy());
    var taken = moves.accept(tx, given, by.personId(), now);
    machine.verify(open.state(), "take", taken.state());
    journal.handedOver(
        tx, open, taken, "take", Actor.staff(by, taken.partyId()), asked.get().reason(), now);
    clocks.start(tx, estate, taken, catalogue.issueType(taken.issueType()), now);
    notices.tellHandedOver(tx, estate, taken, now);
    return Optional.of(new Moved(taken));
  }

  /** 退: the party that was asked says whose it is instead. */
  public Optional<MoveResult> refuse(
      Transaction tx, Estate estate, CaseNo no, Speaker by, String said, Instant now) {
    var reason = Summary.reason(said);
    var found = find(tx, estate, no, now);
    var asked = found.flatMap(open -> transfers.open(tx, open));
    if (asked.isEmpty()) {
      return Optional.empty();
    }
    var open = found.get();
    if (isMoot(open, asked.get())) {
      transfers.answer(tx, open, "moot", now);
      return Optional.of(new NotNow(open));
    }
    if (!answersFor(estate, by, asked.get().toParty())) {
      return Optional.of(new NotYours(open));
    }
    if (reason.isBlank()) {
      return Optional.of(new NeedsReason(open));
    }
    transfers.answer(tx, open, "refused", now);
    var refused = casework.refused(tx, open);
    journal.history(
        tx, refused, "refuse", open.state(), Actor.staff(by, asked.get().toParty()), reason, now);
    var name = estate.parties().get(asked.get().toParty()).name();
    notices.tellParty(
        tx, estate, refused, "staff.refused", "no", open.no(), "party", name, "reason", reason);
    if (refused.refused() >= MOST_REFUSALS) {
      askCommunity(tx, estate, refused, "staff.decide-party");
      return Optional.of(new CommunityDecides(refused));
    }
    return Optional.of(new Moved(refused));
  }

  /** Four working hours of silence: the community says whose it is. */
  void silent(Transaction tx, Estate estate, Case open, int transferNo, Instant now) {
    transfers
        .open(tx, open)
        .filter(asked -> asked.no() == transferNo)
        .ifPresent(
            asked -> {
              var moot = isMoot(open, asked);
              transfers.answer(tx, open, moot ? "moot" : "silent", now);
              if (!moot) {
                askCommunity(tx, estate, open, "staff.transfer-silent");
              }
            });
  }

  /** It is over, or somebody else has it by now: there is nothing left to take or to refuse. */
  private boolean isMoot(Case open, CaseTransfers.Open asked) {
    return machine.move(open.state(), "take").isEmpty()
        || !asked.fromParty().equals(open.partyId());
  }

  private void askCommunity(Transaction tx, Estate estate, Case open, String key) {
    notices.tellJudges(tx, estate, open, Set.of(open.partyId()), key, "no", open.no());
  }

  /** A party without a chat is answered for by 街道值守. */
  private static boolean answersFor(Estate estate, Speaker by, String partyId) {
    var party = estate.parties().get(partyId);
    return by.roles().stream().anyMatch(r -> r.party().equals(partyId))
        || !party.reachable() && by.hasRole("street_duty");
  }

  /** The party that the words begin with or name, also by a short form: 市政, 供电, 社区. */
  public static Optional<Party> partyIn(Estate estate, String words) {
    var first = words.strip().split("[\\s,:。]+", 2)[0];
    var byName =
        estate.parties().values().stream()
            .filter(p -> first.length() >= 2)
            .filter(p -> p.name().contains(first) || first.contains(p.name()))
            .findFirst();
    return byName.or(() -> kindIn(first).flatMap(estate::partyOfKind));
  }

  private static Optional<String> kindIn(String word) {
    return switch (word) {
      case "社区", "居委会", "居委" -> Optional.of("committee");
      case "街道" -> Optional.of("street");
      case "物业" -> Optional.of("property");
      case "派出所", "公安", "警察" -> Optional.of("police");
      case "调解", "调委会" -> Optional.of("mediation");
      default -> Optional.empty();
    };
  }

  private static String reason(Party target, String words) {
    var rest = words.strip().replaceFirst("^\\S+[\\s,:。]*", "").strip();
    return rest.equals(target.name()) ? "" : Summary.reason(rest);
  }

  private Optional<Case> find(Transaction tx, Estate estate, CaseNo no, Instant now) {
    return cases.findByNumber(tx, estate.id(), no, ChinaTime.date(now));
  }
}
