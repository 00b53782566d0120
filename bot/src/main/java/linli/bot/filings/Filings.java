package linli.bot.filings;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import linli.bot.cases.Case;
import linli.bot.cases.CaseRecords;
import linli.bot.cases.CaseService;
import linli.bot.cases.Report;
import linli.bot.estates.Estate;
import linli.bot.residents.Speaker;
import linli.bot.speech.Speech;
import linli.bot.store.Transaction;
import linli.nlp.PersonalData;

/** Opens what other systems file, as any other case; a danger that is known is joined. */
public final class Filings {

  private final CaseService cases;
  private final CaseRecords records;

  public Filings(CaseService cases, CaseRecords records) {
    this.cases = cases;
    this.records = records;
  }

  /**
   * What came of it.
   *
   * @param joined the danger was known: no case was opened
   */
  public record Filed(Case about, boolean joined) {}

  /** The caller holds the estate's lock. */
  public Filed file(Transaction tx, Estate estate, Filing filing, Instant now) {
    var wanted = filing.wanted();
    if (wanted.hazard() != null) {
      var known = cases.openHazard(tx, estate, wanted.hazard(), wanted.place().building());
      if (known.isPresent()) {
        var joined = report(filing, Report.Kind.JOIN, now);
        cases.joinHazard(tx, estate, known.get(), joined);
        leavePhone(tx, estate, known.get(), joined, filing, now);
        return new Filed(known.get(), true);
      }
    }
    var report = report(filing, Report.Kind.REPORT, now);
    var opened = cases.open(tx, estate, wanted, report, now);
    records.filed(tx, opened, filing.token(), filing.origin().written(), filing.consent(), now);
    leavePhone(tx, estate, opened, report, filing, now);
    return new Filed(opened, false);
  }

  private void leavePhone(
      Transaction tx, Estate estate, Case about, Report report, Filing filing, Instant now) {
    if (filing.phone() != null) {
      cases.leavePhone(tx, estate, about, report.speaker(), filing.phone(), now);
    }
  }

  /** The same person says more of an open case. */
  public void supplement(Transaction tx, Estate estate, Case open, Filing filing, Instant now) {
    cases.supplement(tx, estate, open, report(filing, Report.Kind.SUPPLEMENT, now));
  }

  /** Said by somebody who has no chat: nobody is asked later whether it is solved. */
  private static Report report(Filing filing, Report.Kind kind, Instant now) {
    var id = UUID.randomUUID();
    var account = "entry:" + id;
    var speaker =
        new Speaker(
            Speech.NO_CHAT, account, null, List.of(), List.of(), "private:" + account, null, false);
    var words = filing.words() == null ? null : PersonalData.mask(filing.words());
    return new Report(
        kind,
        speaker,
        speaker.privateConversation(),
        false,
        id,
        0,
        words,
        filing.kept(),
        filing.media(),
        now);
  }
}
