package linli.bot.hotline;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import linli.bot.cases.Case;
import linli.bot.cases.CaseService;
import linli.bot.estates.Estate;
import linli.bot.estates.roster.RosterProblem;
import linli.bot.estates.roster.RosterSheet;
import linli.bot.filings.Filing;
import linli.bot.filings.Filing.Origin;
import linli.bot.filings.Filings;
import linli.bot.filings.Matters;
import linli.bot.hotline.HotlineOrders.Known;
import linli.bot.store.Transaction;
import linli.nlp.Catalogue;

/** Makes cases of the hotline's orders: of all rows or of none; the same order once. */
public final class OrderImport {

  /** No table is larger. */
  public static final long MOST_BYTES = 20L << 20;

  private static final int MOST_LINES = 50;

  /** What came of it, with the lines for who asked. */
  public sealed interface Result {

    /** Some rows are wrong: nothing was changed. */
    record Refused(List<RosterProblem> problems) implements Result {}

    /**
     * The difference to what was read before.
     *
     * @param applied whether it was done, or only shown
     */
    record Read(int added, int changed, int same, List<String> lines, boolean applied)
        implements Result {}
  }

  private final Catalogue catalogue;
  private final Matters matters;
  private final Filings filings;
  private final CaseService cases;

  public OrderImport(Catalogue catalogue, Matters matters, Filings filings, CaseService cases) {
    this.catalogue = catalogue;
    this.matters = matters;
    this.filings = filings;
    this.cases = cases;
  }

  /**
   * Reads a table under the estate's lock, which the caller holds.
   *
   * @param token name of who imports
   * @param apply false: the difference is only shown
   */
  public Result run(
      Transaction tx, Estate estate, RosterSheet sheet, String token, boolean apply, Instant now) {
    var reader = new OrderReader(sheet, catalogue);
    var rows = reader.read();
    if (!reader.problems().isEmpty()) {
      return new Result.Refused(reader.problems());
    }
    var known = HotlineOrders.known(tx, estate.id(), rows);
    var lines = new ArrayList<String>();
    var added = 0;
    var changed = 0;
    for (var row : rows) {
      var before = known.get(row.number());
      if (before == null) {
        added++;
        lines.add("新增 %s %s".formatted(row.number(), add(tx, estate, row, token, apply, now)));
      } else if (!before.says(row)) {
        changed++;
        lines.add(
            "变更 %s %s".formatted(row.number(), change(tx, estate, row, before, token, apply, now)));
      }
    }
    return new Result.Read(
        added, changed, rows.size() - added - changed, shown(lines, reader.unused()), apply);
  }

  private static List<String> shown(List<String> lines, List<String> unused) {
    var shown = new ArrayList<>(lines.subList(0, Math.min(MOST_LINES, lines.size())));
    if (lines.size() > MOST_LINES) {
      shown.add("…… 另有%d条".formatted(lines.size() - MOST_LINES));
    }
    if (!unused.isEmpty()) {
      shown.add("没有用到的列:" + String.join("、", unused));
    }
    return shown;
  }

  /** A number where it was done, the matter where it was not. */
  private String add(
      Transaction tx, Estate estate, OrderRow row, String token, boolean apply, Instant now) {
    var filing = filing(estate, row, token);
    if (!apply) {
      return catalogue.issueType(filing.wanted().issueType()).name();
    }
    var filed = filings.file(tx, estate, filing, now);
    HotlineOrders.keep(tx, estate.id(), row, filed.about().id(), now);
    return "【%s】%s".formatted(filed.about().no(), filed.joined() ? "(并入同一险情)" : "");
  }

  /** What is new goes to who has the case; one that is over stays as it is. */
  private String change(
      Transaction tx,
      Estate estate,
      OrderRow row,
      Known before,
      String token,
      boolean apply,
      Instant now) {
    var about = cases.find(tx, estate.id(), before.caseId()).orElseThrow();
    if (apply) {
      if (!about.state().isOver() && !java.util.Arrays.equals(before.sha256(), row.sha256())) {
        filings.supplement(tx, estate, about, filing(estate, row, token), now);
      }
      HotlineOrders.keep(tx, estate.id(), row, before.caseId(), now);
    }
    return "【%s】%s".formatted(about.no(), isOver(about));
  }

  private static String isOver(Case about) {
    return about.state().isOver() ? "(已结案,不再转告)" : "";
  }

  private Filing filing(Estate estate, OrderRow row, String token) {
    var named = row.address() == null ? null : matters.named(estate, row.address());
    var place = named == null || !named.isKnown() ? null : named;
    var wanted =
        matters
            .of(estate, row.type(), row.content(), place, false)
            .or(() -> matters.of(estate, catalogue.issueType("other"), row.content(), place, false))
            .orElseThrow();
    var kept = row.address() == null ? row.content() : row.content() + "\n" + row.address();
    return new Filing(
        wanted, row.content(), kept, false, row.phone(), List.of(), Origin.HOTLINE, token);
  }
}
