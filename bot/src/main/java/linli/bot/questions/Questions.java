package linli.bot.questions;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.StreamSupport;
import linli.bot.due.DueItem;
import linli.bot.due.DueWork;
import linli.bot.questions.Question.Kind;
import linli.bot.store.Memory;
import linli.bot.store.Transaction;

/** Open questions: asked once, answered once, stale after 72 hours. */
public final class Questions {

  /** How long a bare digit may answer (decisions 2). */
  public static final Duration OPEN_FOR = Duration.ofHours(72);

  /** After this the words that a question carries are gone (decisions 4). */
  private static final Duration WORDS_KEPT = Duration.ofHours(48);

  private static final String ERASE_WORDS = "question.erase-words";

  private static final Set<Kind> CARRYING_WORDS =
      Set.of(
          Kind.OFFER,
          Kind.OWN_UNIT,
          Kind.JOINED,
          Kind.UNCLEAR,
          Kind.INCIDENT,
          Kind.ANSWERED,
          Kind.WHICH_CASE,
          Kind.BIND_RELATION,
          Kind.BIND_WHO,
          Kind.UNBIND,
          Kind.VOTE_PHOTO);

  private final DueWork due;

  public Questions(DueWork due) {
    this.due = due;
    due.register(ERASE_WORDS, this::eraseWords);
  }

  private void eraseWords(Transaction tx, DueItem item) {
    findByMessage(tx, item.estateId(), UUID.fromString(item.subject()))
        .ifPresent(pending -> answer(tx, pending.question(), "erased", item.dueAt()));
  }

  /**
   * To whom a question goes.
   *
   * @param eventKey of the message whose being taken back takes back the question, or null
   */
  public record Asked(
      String estateId, String channel, String conversation, String accountId, UUID eventKey) {
    public Asked(String estateId, String channel, String conversation, String accountId) {
      this(estateId, channel, conversation, accountId, null);
    }

    /** The same, asked because of this message. */
    public Asked because(UUID message) {
      return new Asked(estateId, channel, conversation, accountId, message);
    }

    @Override
    public String toString() {
      return "Asked[]";
    }
  }

  /** What is asked for: a conversation, and who is asked in it. */
  public record Where(String channel, String conversation, String accountId) {
    @Override
    public String toString() {
      return "Where[]";
    }
  }

  private static final Memory<Where, List<Question>> OPEN_IN = new Memory<>("question");

  private static final String ASK =
      """
      insert into question (estate_id, channel, conversation, account_id, kind, case_id, choices,
                            payload, message_id, asked_at, event_key)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
      """;

  public void ask(
      Transaction tx,
      Asked asked,
      Kind kind,
      Long caseId,
      int choices,
      String payload,
      UUID messageId,
      Instant now) {
    tx.forget(OPEN_IN, new Where(asked.channel(), asked.conversation(), asked.accountId()));
    tx.writeKnowingly(
        ASK,
        Tuple.of(
            asked.estateId(),
            asked.channel(),
            asked.conversation(),
            asked.accountId(),
            kind.name(),
            caseId,
            choices,
            payload,
            messageId,
            now.atOffset(ZoneOffset.UTC),
            asked.eventKey()));
    if (payload != null && CARRYING_WORDS.contains(kind)) {
      due.schedule(
          tx,
          new DueItem(
              asked.estateId(), ERASE_WORDS, messageId.toString(), 0, now.plus(WORDS_KEPT)));
    }
  }

  private static final String MOVE =
      """
      update question
      set channel = $2, conversation = $3, account_id = $4, message_id = $5
      where message_id = $1 and answered_at is null
      """;

  /** A question whose line found no way is asked elsewhere: the answer is waited for there. */
  public void move(
      Transaction tx, UUID message, String channel, String conversation, String account, UUID to) {
    tx.preparedQuery(MOVE).execute(Tuple.of(message, channel, conversation, account, to)).await();
  }

  private static final String OPEN =
      """
      select asked.channel, asked.conversation, asked.account_id, open.*
      from unnest($1::text[], $2::text[], $3::text[]) as asked (channel, conversation, account_id)
      cross join lateral (
        select estate_id, question_id, kind, case_id, choices, payload, message_id, asked_at
        from question
        where question.channel = asked.channel and question.conversation = asked.conversation
          and question.account_id = asked.account_id
          and answered_at is null and asked_at >= $4
        order by asked_at desc, question_id desc
        limit 20) as open
      order by asked_at desc, question_id desc
      """;

  /** Looks up together what will be {@linkplain #open asked for} in this transaction. */
  public void prepare(Transaction tx, Set<Where> places, Instant now) {
    if (places.isEmpty()) {
      return;
    }
    var asked =
        Tuple.tuple()
            .addArrayOfString(places.stream().map(Where::channel).toArray(String[]::new))
            .addArrayOfString(places.stream().map(Where::conversation).toArray(String[]::new))
            .addArrayOfString(places.stream().map(Where::accountId).toArray(String[]::new))
            .addOffsetDateTime(now.minus(OPEN_FOR).atOffset(ZoneOffset.UTC));
    tx.look(OPEN, asked, rows -> keep(tx, places, rows));
  }

  private static void keep(Transaction tx, Set<Where> places, RowSet<Row> rows) {
    var found = new HashMap<Where, List<Question>>();
    for (var row : rows) {
      var where =
          new Where(
              row.getString("channel"), row.getString("conversation"), row.getString("account_id"));
      found.computeIfAbsent(where, x -> new ArrayList<>()).add(question(row));
    }
    for (var where : places) {
      tx.remember(OPEN_IN, where, found.getOrDefault(where, List.of()));
    }
  }

  /** What this person was asked in this conversation, the youngest first. */
  public List<Question> open(
      Transaction tx, String channel, String conversation, String accountId, Instant now) {
    var where = new Where(channel, conversation, accountId);
    if (tx.recall(OPEN_IN, where).isEmpty()) {
      prepare(tx, Set.of(where), now);
    }
    var oldest = now.minus(OPEN_FOR);
    return tx.recall(OPEN_IN, where).orElseThrow().stream()
        .filter(question -> !question.askedAt().isBefore(oldest))
        .toList();
  }

  private static final String ELSEWHERE =
      """
      select estate_id, question_id, kind, case_id, choices, payload, message_id, asked_at
      from question
      where channel = $1 and account_id = $2 and conversation <> $3 and answered_at is null
        and asked_at >= $4 and kind = any($5)
      order by asked_at desc, question_id desc limit 10
      """;

  /** What this person was asked of these kinds in other conversations, the youngest first. */
  public List<Question> elsewhere(
      Transaction tx,
      String channel,
      String conversation,
      String accountId,
      Instant now,
      Set<Kind> kinds) {
    var rows =
        tx.preparedQuery(ELSEWHERE)
            .execute(
                Tuple.of(
                        channel,
                        accountId,
                        conversation,
                        now.minus(OPEN_FOR).atOffset(ZoneOffset.UTC))
                    .addArrayOfString(kinds.stream().map(Kind::name).toArray(String[]::new)))
            .await();
    return StreamSupport.stream(rows.spliterator(), false).map(Questions::question).toList();
  }

  private static final String BY_ID =
      """
      select estate_id, question_id, kind, case_id, choices, payload, message_id, asked_at
      from question where estate_id = $1 and question_id = $2 and answered_at is null
      """;

  public Optional<Question> find(Transaction tx, String estateId, long id) {
    var rows = tx.preparedQuery(BY_ID).execute(Tuple.of(estateId, id)).await();
    return StreamSupport.stream(rows.spliterator(), false).map(Questions::question).findFirst();
  }

  private static final String BY_MESSAGE =
      """
      select estate_id, question_id, kind, case_id, choices, payload, message_id, asked_at,
             channel, conversation, account_id
      from question where message_id = $2 and estate_id = $1 and answered_at is null
      """;

  /** An open question and whom it was asked. */
  public record Pending(Question question, Asked asked) {}

  /** The open question that this line of ours asked. */
  public Optional<Pending> findByMessage(Transaction tx, String estateId, UUID messageId) {
    for (var row : tx.preparedQuery(BY_MESSAGE).execute(Tuple.of(estateId, messageId)).await()) {
      return Optional.of(new Pending(question(row), asked(estateId, row)));
    }
    return Optional.empty();
  }

  private static Asked asked(String estateId, Row row) {
    return new Asked(
        estateId,
        row.getString("channel"),
        row.getString("conversation"),
        row.getString("account_id"));
  }

  private static final String ANSWER =
      """
      update question set answered_at = $3, answer = $4, payload = null
      where estate_id = $1 and question_id = $2 and answered_at is null
      """;

  /** Notes the answer and forgets what the question carried. */
  public void answer(Transaction tx, Question question, String answer, Instant now) {
    tx.write(
        ANSWER, Tuple.of(question.estateId(), question.id(), now.atOffset(ZoneOffset.UTC), answer));
  }

  private static final String DROP =
      """
      update question set answered_at = $4, answer = 'dropped', payload = null
      where estate_id = $1 and case_id = $2 and kind = any($3) and answered_at is null
      """;

  /** Takes back the questions of these kinds about a case: they no longer need an answer. */
  public void drop(Transaction tx, String estateId, long caseId, Instant now, Kind... kinds) {
    var names = java.util.Arrays.stream(kinds).map(Kind::name).toArray(String[]::new);
    tx.write(DROP, Tuple.of(estateId, caseId, names, now.atOffset(ZoneOffset.UTC)));
  }

  private static final String DROP_OF_ACCOUNT =
      """
      update question set answered_at = $5, answer = 'dropped', payload = null
      where estate_id = $1 and channel = $2 and account_id = $3 and case_id = any($4)
        and answered_at is null
      """;

  /** Takes back what an account was asked about these cases. */
  public void dropOf(
      Transaction tx,
      String estateId,
      String channel,
      String accountId,
      List<Long> caseIds,
      Instant now) {
    tx.write(
        DROP_OF_ACCOUNT,
        Tuple.of(
            estateId,
            channel,
            accountId,
            caseIds.toArray(Long[]::new),
            now.atOffset(ZoneOffset.UTC)));
  }

  private static final String DROP_ASKED =
      """
      update question set answered_at = $4, answer = 'dropped', payload = null
      where channel = $1 and conversation = $2 and account_id = $3 and kind = $5
        and answered_at is null
      """;

  /** The person has said it again, or taken it back: nobody waits for a yes any more. */
  public void dropOffers(Transaction tx, Asked asked, Instant now) {
    dropAsked(tx, asked, Kind.OFFER, now);
  }

  /** What they were asked of this kind needs no answer any more. */
  public void dropAsked(Transaction tx, Asked asked, Kind kind, Instant now) {
    tx.write(
        DROP_ASKED,
        Tuple.of(
            asked.channel(),
            asked.conversation(),
            asked.accountId(),
            now.atOffset(ZoneOffset.UTC),
            kind.name()));
  }

  private static final String TAKE_BACK =
      """
      update question set answered_at = $5, answer = 'recalled', payload = null
      where estate_id = $1 and event_key = $2 and channel = $3 and account_id = $4
        and answered_at is null
      """;

  /** The person took the message back: nobody waits for an answer to what was asked about it. */
  public void takeBack(
      Transaction tx,
      String estateId,
      String channel,
      String accountId,
      UUID eventKey,
      Instant now) {
    tx.write(
        TAKE_BACK, Tuple.of(estateId, eventKey, channel, accountId, now.atOffset(ZoneOffset.UTC)));
  }

  private static final String WAITING =
      """
      select channel, conversation, account_id from question
      where estate_id = $1 and case_id = $2 and kind = $3 and answered_at is null
      order by question_id
      """;

  /** Who has not yet answered such a question about the case. */
  public List<Asked> waiting(Transaction tx, String estateId, long caseId, Kind kind) {
    var rows = tx.preparedQuery(WAITING).execute(Tuple.of(estateId, caseId, kind.name())).await();
    return StreamSupport.stream(rows.spliterator(), false)
        .map(row -> asked(estateId, row))
        .toList();
  }

  private static Question question(Row row) {
    return new Question(
        row.getString("estate_id"),
        row.getLong("question_id"),
        Kind.valueOf(row.getString("kind")),
        row.getLong("case_id"),
        row.getInteger("choices"),
        row.getString("payload"),
        row.getUUID("message_id"),
        row.getOffsetDateTime("asked_at").toInstant());
  }
}
