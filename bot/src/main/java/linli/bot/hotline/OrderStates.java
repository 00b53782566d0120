package linli.bot.hotline;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import linli.bot.cases.Case;
import linli.bot.cases.CaseDisclosure;
import linli.bot.cases.CaseService;
import linli.bot.cases.CaseWords;
import linli.bot.estates.Estate;
import linli.bot.speech.ChinaTime;
import linli.bot.store.Transaction;

/** Writes where the hotline's orders stand, as CSV for the hotline. */
public final class OrderStates {

  /** Without it Excel takes the file for GBK. */
  private static final String BYTE_ORDER_MARK = "\ufeff";

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");

  private final CaseService cases;
  private final CaseWords words;

  public OrderStates(CaseService cases, CaseWords words) {
    this.cases = cases;
    this.words = words;
  }

  /**
   * One line an order, as they came; no word of who called, no home.
   *
   * @param since those read before are left out, or null
   */
  public String csv(Transaction tx, Estate estate, Instant since, Instant now) {
    var text = new StringWriter().append(BYTE_ORDER_MARK);
    try (var csv = CsvWriter.builder().build(text)) {
      csv.writeRecord(
          "工单编号", "本系统编号", "状态", "承办单位", "受理时间", "响应时间", "办结时间", "结案时间", "办理结果", "办理期限", "是否超期");
      for (var order : HotlineOrders.all(tx, estate.id(), since)) {
        var about = cases.find(tx, estate.id(), order.caseId()).orElseThrow();
        csv.writeRecord(row(estate, order, about, now));
      }
    } catch (IOException impossible) {
      throw new IllegalStateException("text in memory can be written", impossible);
    }
    return text.toString();
  }

  private List<String> row(Estate estate, HotlineOrders.Known order, Case about, Instant now) {
    return List.of(
        order.number(),
        "%s-%02d".formatted(about.openedOn(), about.seq()),
        words.standing(about, now),
        words.party(estate, about),
        time(about.openedAt()),
        time(about.respondedAt()),
        time(about.doneAt()),
        time(about.closedAt()),
        about.doneText() == null ? "" : CaseDisclosure.masked(about.doneText()),
        time(order.dueAt()),
        late(order, about, now));
  }

  /** 办结 counts: what comes after it is the caller's answer. */
  private static String late(HotlineOrders.Known order, Case about, Instant now) {
    if (order.dueAt() == null) {
      return "";
    }
    var done = about.doneAt() != null ? about.doneAt() : about.closedAt();
    return (done == null ? now : done).isAfter(order.dueAt()) ? "是" : "否";
  }

  private static String time(Instant at) {
    return at == null ? "" : TIME.format(ChinaTime.zoned(at));
  }
}
