package linli.bot.cases;

import java.time.Instant;
import java.util.Optional;
import linli.bot.cases.MoveResult.Moved;
import linli.bot.cases.MoveResult.NeedsReason;
import linli.bot.estates.Estate;
import linli.bot.residents.Speaker;
import linli.bot.routing.Routing;
import linli.bot.speech.ChinaTime;
import linli.bot.store.Transaction;
import linli.nlp.Catalogue;
import linli.nlp.IssueType;

/** 改类: a case is about something else, and perhaps somebody else's. */
public final class Retyping {

  private final TypeCorrections corrections = new TypeCorrections();

  private final CaseworkMoves casework;
  private final CaseMoves moves;
  private final CaseJournal journal;
  private final CaseClocks clocks;
  private final CaseNotices notices;
  private final Routing routing;
  private final Catalogue catalogue;
  private final StaffSteps steps;

  Retyping(
      CaseworkMoves casework,
      CaseMoves moves,
      CaseJournal journal,
      CaseClocks clocks,
      CaseNotices notices,
      Routing routing,
      Catalogue catalogue,
      StaffSteps steps) {
    this.casework = casework;
    this.moves = moves;
    this.journal = journal;
    this.clocks = clocks;
    this.notices = notices;
    this.routing = routing;
    this.catalogue = catalogue;
    this.steps = steps;
  }

  /** 改类: another type, and whoever is responsible for that. */
  public MoveResult retype(
      Transaction tx, Estate estate, CaseNo no, Speaker by, String words, Instant now) {
    return steps.onOwn(
        tx,
        estate,
        no,
        by,
        "retype",
        now,
        open -> {
          var type = typeIn(words);
          if (type.isEmpty()) {
            return new NeedsReason(open);
          }
          corrections.note(tx, open, type.get().id(), now);
          return new Moved(
              retyped(
                  tx,
                  estate,
                  open,
                  type.get(),
                  Actor.staff(by, open.partyId()),
                  Summary.reason(words),
                  now));
        });
  }

  /** The type of the catalogue that the words name, by its name, a part of it or its id. */
  Optional<IssueType> typeIn(String words) {
    return catalogue.issueTypes().stream()
        .filter(t -> words.contains(t.name()) || words.contains(t.id()))
        .findFirst()
        .or(
            () -> {
              var first = words.strip().split("[\\s,:。]+", 2)[0];
              return catalogue.issueTypes().stream()
                  .filter(t -> first.length() >= 2 && t.name().contains(first))
                  .findFirst();
            });
  }

  /** The case gets another type; when that is another party's it is given to it. */
  private Case retyped(
      Transaction tx,
      Estate estate,
      Case open,
      IssueType type,
      Actor by,
      String reason,
      Instant now) {
    var aboutProperty =
        type.id().equals("service_quality")
            || CaseService.isAboutProperty(type.id(), open.nature());
    var hidden = aboutProperty ? casework.anonymous(tx, open) : open;
    var retyped = casework.retype(tx, hidden, type.id());
    var responsible =
        routing.responsible(estate, type.id(), open.site(), type.lead(), aboutProperty);
    if (open.hazard() != null || responsible.party().id().equals(open.partyId())) {
      journal.history(tx, retyped, "retype", open.state(), by, reason, now);
      notices.tellParty(
          tx, estate, retyped, "staff.new-type", "no", open.no(), "type", type.name());
      return retyped;
    }
    var respondBy = clocks.of(estate, type, open.urgency(), open.nature(), now).respondBy();
    var given =
        moves.reassign(
            tx,
            retyped,
            responsible.party().id(),
            responsible.role(),
            open.grade(),
            respondBy,
            open.resolveBy());
    journal.handedOver(tx, open, given, "reroute", by, reason, now);
    clocks.start(tx, estate, given, type, now);
    notices.dispatched(tx, estate, given, now);
    notices.tellHandedOver(tx, estate, given, now);
    return given;
  }

  /** The reporter says that it is something else: its deadlines count from now, for that matter. */
  public Case edited(
      Transaction tx,
      Estate estate,
      Case open,
      IssueType type,
      String urgency,
      Report words,
      Instant now) {
    var times = clocks.of(estate, type, urgency, open.nature(), now);
    var summary = Summary.of(words.publicText());
    var anew = casework.retypeAnew(tx, open, type.id(), urgency, summary, times);
    var aboutProperty = CaseService.isAboutProperty(type.id(), open.nature());
    var hidden = aboutProperty ? casework.anonymous(tx, anew) : anew;
    var to = routing.responsible(estate, type.id(), open.site(), type.lead(), aboutProperty);
    var actor = Actor.resident(words.speaker());
    if (to.party().id().equals(open.partyId())) {
      journal.history(tx, hidden, "retype", open.state(), actor, "edited", now);
      clocks.start(tx, estate, hidden, type, now);
      tellOtherType(tx, estate, hidden, type, now);
      return hidden;
    }
    var given =
        moves.reassign(
            tx,
            hidden,
            to.party().id(),
            to.role(),
            open.grade(),
            times.respondBy(),
            times.resolveBy());
    journal.handedOver(tx, open, given, "reroute", actor, "edited", now);
    clocks.start(tx, estate, given, type, now);
    notices.dispatched(tx, estate, given, now);
    notices.tellHandedOver(tx, estate, given, now);
    return given;
  }

  private void tellOtherType(
      Transaction tx, Estate estate, Case about, IssueType type, Instant now) {
    notices.tellParty(
        tx,
        estate,
        about,
        "staff.other-type",
        "no",
        about.no(),
        "type",
        type.name(),
        "respond",
        ChinaTime.deadline(about.respondBy(), now),
        "resolve",
        ChinaTime.deadline(about.resolveBy(), now));
  }
}
