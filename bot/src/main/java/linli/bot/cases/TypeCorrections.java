package linli.bot.cases;

import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import linli.bot.store.Transaction;

/** What staff say a case is about when it was understood otherwise (改类): examples to learn from. */
public final class TypeCorrections {

  private static final String NOTE =
      """
      insert into type_correction (estate_id, case_id, from_type, to_type, at)
      values ($1, $2, $3, $4, $5)
      """;

  void note(Transaction tx, Case before, String toType, Instant now) {
    tx.write(
        NOTE,
        Tuple.of(
            before.estateId(), before.id(), before.issueType(), toType, CaseRepository.utc(now)));
  }

  /** The masked words of a first report and the type that staff gave it last. */
  public record Example(String type, String text) {
    @Override
    public String toString() {
      return "Example[" + type + "]";
    }
  }

  /** Of dangers and anonymous cases nothing is learned; of what was taken back neither. */
  private static final String EXAMPLES =
      """
      select distinct on (t.case_id) t.to_type, r.public_text
      from type_correction t
      join cases c using (estate_id, case_id)
      join case_report r using (estate_id, case_id)
      where t.estate_id = $1 and c.hazard is null and not c.anonymous
        and r.kind = 'report' and r.public_text <> ''
      order by t.case_id, r.report_no, t.correction_no desc
      """;

  /** Oldest case first. */
  public List<Example> examples(Transaction tx, String estateId) {
    var rows = tx.preparedQuery(EXAMPLES).execute(Tuple.of(estateId)).await();
    return StreamSupport.stream(rows.spliterator(), false)
        .map(row -> new Example(row.getString("to_type"), row.getString("public_text")))
        .toList();
  }
}
