package linli.bot.knowledge;

import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import linli.bot.knowledge.EntryFile.Written;
import linli.bot.knowledge.WrittenAnswers.Use;
import linli.bot.store.Transaction;
import linli.nlp.text.SearchWords;

/** SQL of what is written down. */
final class KnowledgeRepository {

  private static final String EVERY_ESTATE = "*";

  /**
   * @param words of the question, letters and digits only
   */
  record Asked(String estateId, String question, List<String> words, LocalDate today) {
    @Override
    public String toString() {
      return "Asked[]";
    }
  }

  record Found(Entry entry, double score) {}

  private static final String IS_SHIPPED =
      """
      select from knowledge_shipped where sha256 = $1
      """;

  boolean isShipped(Pool pool, byte[] hash) {
    return pool.preparedQuery(IS_SHIPPED).execute(Tuple.of(Buffer.buffer(hash))).await().size()
        == 1;
  }

  private static final String LOCK =
      """
      lock table knowledge_shipped in exclusive mode
      """;

  private static final String FORGET =
      """
      delete from knowledge where estate_id = '*'
      """;

  private static final String SHIPPED =
      """
      insert into knowledge_shipped (sha256) values ($1)
      on conflict (only_row) do update set sha256 = excluded.sha256
      """;

  /** Two nodes that start at once do it one after the other. */
  void ship(Pool pool, List<Written> entries, byte[] hash) {
    pool.withTransaction(
            connection ->
                connection
                    .query(LOCK)
                    .execute()
                    .flatMap(x -> connection.query(FORGET).execute())
                    .flatMap(
                        x ->
                            connection.preparedQuery(PUT).executeBatch(rows(EVERY_ESTATE, entries)))
                    .flatMap(
                        x ->
                            connection
                                .preparedQuery(SHIPPED)
                                .execute(Tuple.of(Buffer.buffer(hash)))))
        .await();
  }

  private static final String PUT =
      """
      insert into knowledge (estate_id, entry, question, answer, source, checked_on, valid_until,
                             words, breadth, about)
      values ($1, $2, $3, $4, $5, $6, $7, $8::text::tsvector, $9, $10)
      on conflict (estate_id, entry) do update
      set question = excluded.question, answer = excluded.answer, source = excluded.source,
          checked_on = excluded.checked_on, valid_until = excluded.valid_until,
          words = excluded.words, breadth = excluded.breadth, about = excluded.about
      """;

  void put(Transaction tx, String estateId, List<Written> entries) {
    tx.writeAll(PUT, rows(estateId, entries));
  }

  private static List<Tuple> rows(String estateId, List<Written> entries) {
    return entries.stream().map(written -> row(estateId, written)).toList();
  }

  private static Tuple row(String estateId, Written written) {
    var asked = SearchWords.of(written.asked());
    Map<String, Character> weights = new LinkedHashMap<>();
    SearchWords.of(written.answer()).forEach(word -> weights.put(word, 'D'));
    asked.forEach(word -> weights.put(word, 'A'));
    var vector =
        weights.entrySet().stream()
            .map(word -> "'%s':1%c".formatted(word.getKey(), word.getValue()))
            .collect(Collectors.joining(" "));
    var entry = written.entry();
    return Tuple.tuple()
        .addValue(estateId)
        .addValue(entry.id())
        .addValue(entry.question())
        .addValue(entry.answer())
        .addValue(entry.source())
        .addValue(entry.checkedOn())
        .addValue(entry.validUntil())
        .addValue(vector)
        .addValue(asked.size())
        .addValue(written.mustName());
  }

  /**
   * Each word of the question counts by its rarity among the entries; half when only the answer has
   * it. Entries that have many words do not win by that alone.
   */
  private static final String BEST =
      """
      with usable as (
        select * from knowledge k
        where k.estate_id in ($1, '*') and (k.valid_until is null or k.valid_until >= $2)
          and not (k.estate_id = '*' and exists (
            select from knowledge own where own.estate_id = $1 and own.entry = k.entry))
      ),
      asked as (
        select w.word, quote_literal(w.word)::tsquery as anywhere,
               (quote_literal(w.word) || ':A')::tsquery as in_question
        from unnest($3::text[]) as w(word)
      ),
      rare as (
        select a.*,
               ln(((select count(*) from usable) + 1) / (count(u.entry) + 0.5)) as rarity
        from asked a left join usable u on u.words @@ a.anywhere
        group by a.word, a.anywhere, a.in_question
      )
      select u.entry, u.question, u.answer, u.source, u.checked_on, u.valid_until,
             sum(r.rarity * case when u.words @@ r.in_question then 1 else 0.5 end)::float8
               / power(u.breadth, 0.25) as score
      from usable u join rare r on u.words @@ r.anywhere
      where u.about is null
         or exists (select from unnest(u.about) as a(word) where position(a.word in $4) > 0)
      group by u.estate_id, u.entry, u.question, u.answer, u.source, u.checked_on, u.valid_until,
               u.breadth
      order by score desc, u.entry
      limit 1
      """;

  Optional<Found> best(Transaction tx, Asked asked) {
    var rows =
        tx.preparedQuery(BEST)
            .execute(
                Tuple.of(
                    asked.estateId(),
                    asked.today(),
                    asked.words().toArray(String[]::new),
                    asked.question()))
            .await();
    return StreamSupport.stream(rows.spliterator(), false)
        .map(row -> new Found(entry(row), row.getDouble("score")))
        .findFirst();
  }

  private static Entry entry(Row row) {
    return new Entry(
        row.getString("entry"),
        row.getString("question"),
        row.getString("answer"),
        row.getString("source"),
        row.getLocalDate("checked_on"),
        row.getLocalDate("valid_until"));
  }

  private static final String ANSWERED =
      """
      insert into knowledge_answer (estate_id, entry, at, asked_back) values ($1, $2, $3, $4)
      returning answer_no
      """;

  long answered(Transaction tx, String estateId, String entry, boolean askedBack, Instant now) {
    return tx.preparedQuery(ANSWERED)
        .execute(Tuple.of(estateId, entry, now.atOffset(ZoneOffset.UTC), askedBack))
        .await()
        .iterator()
        .next()
        .getLong("answer_no");
  }

  private static final String HEARD =
      """
      update knowledge_answer set content = $3, content_at = $4
      where estate_id = $1 and answer_no = $2 and content is null
      """;

  void heard(Transaction tx, String estateId, long answerNo, boolean content, Instant now) {
    tx.write(HEARD, Tuple.of(estateId, answerNo, content, now.atOffset(ZoneOffset.UTC)));
  }

  private static final String USES =
      """
      select entry, count(*) as answered, count(*) filter (where content) as content,
             count(*) filter (where not content) as unhelpful
      from knowledge_answer where estate_id = $1
      group by entry order by answered desc, entry
      """;

  List<Use> uses(Transaction tx, String estateId) {
    var rows = tx.preparedQuery(USES).execute(Tuple.of(estateId)).await();
    return StreamSupport.stream(rows.spliterator(), false)
        .map(
            row ->
                new Use(
                    row.getString("entry"),
                    row.getLong("answered"),
                    row.getLong("content"),
                    row.getLong("unhelpful")))
        .toList();
  }
}
