package linli.bot.city;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import linli.bot.cases.Case;
import linli.bot.cases.CaseNo;
import linli.bot.cases.CaseService;
import linli.bot.cases.HandOver;
import linli.bot.cases.MoveResult;
import linli.bot.cases.Report;
import linli.bot.estates.Estate;
import linli.bot.estates.Estate.Party;
import linli.bot.estates.Estate.Staff;
import linli.bot.residents.Speaker;
import linli.bot.speech.Speech;
import linli.bot.speech.Speech.Line;
import linli.bot.speech.Texts;
import linli.bot.store.Transaction;
import linli.bot.whistles.Answerer;
import linli.bot.whistles.WhistleAnswers;

/** Says in the name of a city's platform what its people would write: 接, 报到, 办结. */
final class CityAnswers {

  /** Nobody's post: in the history it stands where a person's role does. */
  private static final String ROLE = "city_platform";

  private final CaseService cases;
  private final HandOver handOver;
  private final WhistleAnswers whistles;
  private final Speech speech;
  private final Texts texts;

  CityAnswers(
      CaseService cases, HandOver handOver, WhistleAnswers whistles, Speech speech, Texts texts) {
    this.cases = cases;
    this.handOver = handOver;
    this.whistles = whistles;
    this.speech = speech;
    this.texts = texts;
  }

  /** The platform has it: the whistle, the case that was offered, or the one that was given. */
  void take(Transaction tx, Estate estate, Party party, CaseNo no, Instant now) {
    var by = speaker(party);
    if (whistles.take(tx, estate, no, answerer(party), now).isPresent()
        || handOver.take(tx, estate, no, by, now).isPresent()) {
      return;
    }
    if (has(tx, estate, party, no, now)) {
      cases.accept(tx, estate, no, by, now);
    }
  }

  /**
   * The platform has closed it.
   *
   * @param notes its words, masked; empty when it says nothing
   */
  void done(Transaction tx, Estate estate, Party party, CaseNo no, String notes, Instant now) {
    whistles.arrive(tx, estate, no, answerer(party), notes, now);
    if (has(tx, estate, party, no, now)) {
      var by = speaker(party);
      var text = texts.of(estate.id()).say("city.done", "party", party.name(), "notes", notes);
      var result = cases.done(tx, estate, no, by, text, nothingShown(by, party, now), now);
      if (!(result instanceof MoveResult.Moved)) {
        askToLook(tx, estate, party, no, notes);
      }
    }
  }

  /** Where a picture has to show it, a person has to go there. */
  private void askToLook(Transaction tx, Estate estate, Party party, CaseNo no, String notes) {
    var text =
        texts.of(estate.id()).say("city.look", "no", no, "party", party.name(), "notes", notes);
    speech.toRole(tx, estate, "street_duty", Line.of(text).about(no.toString()));
  }

  private boolean has(Transaction tx, Estate estate, Party party, CaseNo no, Instant now) {
    return cases
        .find(tx, estate, no, now)
        .filter(about -> !about.state().isOver())
        .map(Case::partyId)
        .filter(party.id()::equals)
        .isPresent();
  }

  private static Answerer answerer(Party party) {
    return new Answerer(speaker(party), party.channel(), party.conversation(), party.id());
  }

  private static Speaker speaker(Party party) {
    var post = new Staff(0, party.name(), ROLE, party.id(), party.name(), List.of());
    return new Speaker(
        party.channel(), ROLE, null, List.of(), List.of(post), party.conversation(), null, false);
  }

  private static Report nothingShown(Speaker by, Party party, Instant now) {
    return new Report(
        Report.Kind.SUPPLEMENT,
        by,
        party.conversation(),
        false,
        UUID.randomUUID(),
        0,
        null,
        null,
        List.of(),
        now);
  }
}
