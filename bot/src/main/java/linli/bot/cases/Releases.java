package linli.bot.cases;

import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import linli.bot.cases.Case.State;
import linli.bot.estates.Estate;
import linli.bot.estates.Estate.Staff;
import linli.bot.store.Transaction;
import linli.nlp.Catalogue;

/** Somebody who works on cases leaves: their open work goes back to the party and its duty. */
public final class Releases {

  private final CaseMoves moves;
  private final CaseJournal journal;
  private final CaseClocks clocks;
  private final CaseNotices notices;
  private final CaseWords words;
  private final CaseMachine machine;
  private final Catalogue catalogue;

  Releases(
      CaseMoves moves,
      CaseJournal journal,
      CaseClocks clocks,
      CaseNotices notices,
      CaseWords words,
      CaseMachine machine,
      Catalogue catalogue) {
    this.moves = moves;
    this.journal = journal;
    this.clocks = clocks;
    this.notices = notices;
    this.words = words;
    this.machine = machine;
    this.catalogue = catalogue;
  }

  private static final String IN_HAND =
      """
      select * from cases
      where estate_id = $1 and handler = $2 and party_id = $3 and closed_at is null
        and state in ('ACCEPTED', 'PAUSED')
      order by case_id
      """;

  /**
   * Takes everything out of their hands that they have for that party.
   *
   * @param estate without the one who leaves
   * @return how many cases wait for somebody else now
   */
  public int release(Transaction tx, Estate estate, Staff gone, Instant now) {
    var values = Tuple.of(estate.id(), gone.personId(), gone.party());
    var open = CaseRepository.all(tx.preparedQuery(IN_HAND).execute(values).await());
    for (var one : open) {
      if (one.state() == State.PAUSED) {
        tx.write(NOBODY, Tuple.of(estate.id(), one.id()));
      } else {
        waitForDuty(tx, estate, one, gone.role(), now);
      }
    }
    return open.size();
  }

  private static final String NOBODY =
      """
      update cases set handler = null where estate_id = $1 and case_id = $2
      """;

  private void waitForDuty(Transaction tx, Estate estate, Case open, String role, Instant now) {
    var type = catalogue.issueType(open.issueType());
    var respondBy = clocks.of(estate, type, open.urgency(), open.nature(), now).respondBy();
    var given =
        moves.reassign(
            tx, open, open.partyId(), open.role(), open.grade(), respondBy, open.resolveBy());
    machine.verify(open.state(), "release", given.state());
    journal.history(tx, given, "release", open.state(), Actor.BOT, "handler left", now);
    clocks.start(tx, estate, given, type, now);
    Object[] gaps = {
      "no", given.no(), "type", words.type(given), "place", words.staffPlace(estate, given)
    };
    notices.tellParty(tx, estate, given, "staff.released", gaps);
    notices.tellRole(tx, estate, given, role, "staff.released", gaps);
  }
}
