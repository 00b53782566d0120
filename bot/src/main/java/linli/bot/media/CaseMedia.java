package linli.bot.media;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.StreamSupport;
import linli.bot.store.Memory;
import linli.bot.store.Transaction;

/** SQL of what belongs to cases, and of what waits for its sender's next words. */
public final class CaseMedia {

  /** So long something sent without words waits for the words. */
  public static final Duration LOOSE_FOR = Duration.ofMinutes(15);

  /** So long what was taken back is kept unseen (decisions 8). */
  public static final Duration SEALED_FOR = Duration.ofDays(30);

  /** Photo at the report, photo at 办结. */
  public enum Stage {
    BEFORE,
    AFTER;

    public String written() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /**
   * Who sent it, where, with which event.
   *
   * @param eventKey of the message it came with
   */
  public record Sent(
      String estateId,
      String channel,
      String conversation,
      String accountId,
      UUID eventKey,
      Instant at) {
    @Override
    public String toString() {
      return "Sent[" + eventKey + "]";
    }
  }

  private static final String ATTACH =
      """
      insert into media (estate_id, case_id, stage, kind, sha256, seconds, channel, account_id,
                         event_key, at)
      select $1, $2, $3, $4, sha256, $6, $7, $8, $9, $10
      from media_blob where sha256 = $5
      for key share
      """;

  private static final String ATTACH_LOOSE =
      """
      with taken as (
        delete from loose_media
        where estate_id = $1 and channel = $4 and account_id = $5 and conversation = $6 and at >= $7
        returning loose_id, kind, sha256, seconds, event_key, at)
      insert into media (estate_id, case_id, stage, kind, sha256, seconds, channel, account_id,
                         event_key, at)
      select $1, $2, $3, kind, sha256, seconds, $4, $5, event_key, at
      from taken order by loose_id
      """;

  private static final String NOTE =
      """
      insert into media (estate_id, case_id, stage, kind, channel, account_id, event_key, at)
      values ($1, $2, $3, $4, $5, $6, $7, $8)
      """;

  /** Whose pictures may wait for words, and where. */
  public record Sender(String estateId, String channel, String accountId, String conversation) {
    @Override
    public String toString() {
      return "Sender[]";
    }
  }

  private static final Memory<Sender, Boolean> WAITS_FROM = new Memory<>("loose_media");

  private static final String WAITS =
      """
      select channel, account_id, conversation
      from unnest($2::text[], $3::text[], $4::text[]) as sent (channel, account_id, conversation)
      cross join lateral (
        select from loose_media as loose
        where loose.estate_id = $1 and loose.channel = sent.channel
          and loose.account_id = sent.account_id and loose.conversation = sent.conversation
        limit 1) as one
      """;

  /** Looks up together of whom something waits for words: most send no pictures. */
  public void prepare(Transaction tx, String estateId, Set<Sender> senders) {
    if (senders.isEmpty()) {
      return;
    }
    var asked =
        Tuple.tuple()
            .addString(estateId)
            .addArrayOfString(senders.stream().map(Sender::channel).toArray(String[]::new))
            .addArrayOfString(senders.stream().map(Sender::accountId).toArray(String[]::new))
            .addArrayOfString(senders.stream().map(Sender::conversation).toArray(String[]::new));
    senders.forEach(sender -> tx.remember(WAITS_FROM, sender, false));
    for (var row : tx.preparedQuery(WAITS).execute(asked).await()) {
      var sender =
          new Sender(
              estateId,
              row.getString("channel"),
              row.getString("account_id"),
              row.getString("conversation"));
      tx.remember(WAITS_FROM, sender, true);
    }
  }

  private static boolean mayWait(Transaction tx, Sent sent) {
    var sender = new Sender(sent.estateId(), sent.channel(), sent.accountId(), sent.conversation());
    return tx.recall(WAITS_FROM, sender).orElse(true);
  }

  /** Puts to the case what came with the message, and what its sender sent just before it. */
  public void attach(
      Transaction tx, long caseId, Stage stage, List<Attachment> attachments, Sent sent) {
    if (mayWait(tx, sent)) {
      tx.write(
          ATTACH_LOOSE,
          Tuple.of(
              sent.estateId(),
              caseId,
              stage.written(),
              sent.channel(),
              sent.accountId(),
              sent.conversation(),
              utc(sent.at().minus(LOOSE_FOR))));
    }
    for (var attachment : attachments) {
      if (attachment.isKept()) {
        tx.write(
            ATTACH,
            Tuple.tuple()
                .addString(sent.estateId())
                .addLong(caseId)
                .addString(stage.written())
                .addString(attachment.kind().written())
                .addString(attachment.sha256())
                .addInteger(attachment.seconds())
                .addString(sent.channel())
                .addString(sent.accountId())
                .addUUID(sent.eventKey())
                .addOffsetDateTime(utc(sent.at())));
      } else if (attachment.isPhotoElsewhere()) {
        tx.write(
            NOTE,
            Tuple.of(sent.estateId(), caseId, stage.written(), attachment.kind().written())
                .addString(sent.channel())
                .addString(sent.accountId())
                .addUUID(sent.eventKey())
                .addOffsetDateTime(utc(sent.at())));
      }
    }
  }

  private static final String KEEP_LOOSE =
      """
      insert into loose_media (estate_id, channel, conversation, account_id, kind, sha256, seconds,
                               event_key, at)
      select $1, $2, $3, $4, $5, sha256, $7, $8, $9
      from media_blob where sha256 = $6
      for key share
      """;

  private static final String NOTE_LOOSE =
      """
      insert into loose_media (estate_id, channel, conversation, account_id, kind, event_key, at)
      values ($1, $2, $3, $4, $5, $6, $7)
      """;

  /** Keeps it for the sender's next message in {@code sent}'s conversation. */
  public void keepLoose(Transaction tx, List<Attachment> attachments, Sent sent) {
    for (var attachment : attachments) {
      if (attachment.isKept()) {
        tx.write(
            KEEP_LOOSE,
            Tuple.tuple()
                .addString(sent.estateId())
                .addString(sent.channel())
                .addString(sent.conversation())
                .addString(sent.accountId())
                .addString(attachment.kind().written())
                .addString(attachment.sha256())
                .addInteger(attachment.seconds())
                .addUUID(sent.eventKey())
                .addOffsetDateTime(utc(sent.at())));
      } else if (attachment.isPhotoElsewhere()) {
        tx.write(
            NOTE_LOOSE,
            Tuple.of(sent.estateId(), sent.channel(), sent.conversation(), sent.accountId())
                .addString(attachment.kind().written())
                .addUUID(sent.eventKey())
                .addOffsetDateTime(utc(sent.at())));
      }
    }
  }

  /** What there is to be seen of a picture: kept, on its platform only, none. */
  public enum Photo {
    KEPT,
    ELSEWHERE,
    NONE
  }

  private static final String LOOSE_PHOTO =
      """
      select case when count(sha256) > 0 then 'KEPT' when count(*) > 0 then 'ELSEWHERE'
                  else 'NONE' end
      from loose_media
      where estate_id = $1 and channel = $2 and account_id = $3 and conversation = $4 and at >= $5
        and kind = 'image'
      """;

  /** Whether the sender sent a picture just before, there. */
  public Photo loosePhoto(Transaction tx, Sent sent) {
    if (!mayWait(tx, sent)) {
      return Photo.NONE;
    }
    var from = utc(sent.at().minus(LOOSE_FOR));
    var values =
        Tuple.of(sent.estateId(), sent.channel(), sent.accountId(), sent.conversation(), from);
    var rows = tx.preparedQuery(LOOSE_PHOTO).execute(values).await();
    return Photo.valueOf(rows.iterator().next().getString(0));
  }

  private static final String TAKE_PHOTO =
      """
      delete from loose_media
      where estate_id = $1 and channel = $2 and account_id = $3 and conversation = $4 and at >= $5
        and kind = 'image' and sha256 is not null
      returning sha256
      """;

  /** A picture that the sender sent just before, there: it is no longer loose. */
  public Optional<String> takeLoosePhoto(Transaction tx, Sent sent) {
    var from = utc(sent.at().minus(LOOSE_FOR));
    var values =
        Tuple.of(sent.estateId(), sent.channel(), sent.accountId(), sent.conversation(), from);
    var rows = tx.preparedQuery(TAKE_PHOTO).execute(values).await();
    return StreamSupport.stream(rows.spliterator(), false).map(row -> row.getString(0)).findFirst();
  }

  /** Something that belongs to a case and can be looked at. */
  public record Shown(
      long id,
      Stage stage,
      Kind kind,
      Format format,
      String sha256,
      int bytes,
      Integer seconds,
      Instant at) {}

  private static final String OF_CASE =
      """
      select media_id, stage, kind, sha256, format, bytes, seconds, at
      from media join media_blob using (sha256)
      where estate_id = $1 and case_id = $2 and sealed_at is null
        and ($3 or stage = 'after' or (channel, account_id) not in (
          select channel, account_id from case_report
          where estate_id = $1 and case_id = $2 and hidden))
      order by media_id
      """;

  /**
   * All that can be looked at, in the order in which it came.
   *
   * @param ofHidden also what those sent who want to be known to the community only: a voice, and
   *     what stands in a room, say who somebody is
   */
  public List<Shown> of(Transaction tx, String estateId, long caseId, boolean ofHidden) {
    var rows = tx.preparedQuery(OF_CASE).execute(Tuple.of(estateId, caseId, ofHidden)).await();
    return StreamSupport.stream(rows.spliterator(), false).map(CaseMedia::shown).toList();
  }

  /** One of {@link #of these}. */
  public Optional<Shown> find(
      Transaction tx, String estateId, long caseId, boolean ofHidden, long mediaId) {
    return of(tx, estateId, caseId, ofHidden).stream()
        .filter(one -> one.id() == mediaId)
        .findFirst();
  }

  private static Shown shown(Row row) {
    return new Shown(
        row.getLong("media_id"),
        Stage.valueOf(row.getString("stage").toUpperCase(java.util.Locale.ROOT)),
        Kind.valueOf(row.getString("kind").toUpperCase(java.util.Locale.ROOT)),
        Format.valueOf(row.getString("format")),
        row.getString("sha256"),
        row.getInteger("bytes"),
        row.getInteger("seconds"),
        row.getOffsetDateTime("at").toInstant());
  }

  private static final String SEAL =
      """
      update media set sealed_at = $5
      where estate_id = $1 and event_key = $2 and channel = $3 and account_id = $4
        and sealed_at is null
      """;

  private static final String DROP_LOOSE =
      """
      delete from loose_media
      where estate_id = $1 and event_key = $2 and channel = $3 and account_id = $4
      """;

  /**
   * Its sender took the message back: of whatever case it had become part, at the report or at 办结,
   * nobody sees it any more; what still waited for words is gone.
   */
  public void seal(
      Transaction tx,
      String estateId,
      String channel,
      String accountId,
      UUID eventKey,
      Instant at) {
    tx.write(SEAL, Tuple.of(estateId, eventKey, channel, accountId, utc(at)));
    tx.write(DROP_LOOSE, Tuple.of(estateId, eventKey, channel, accountId));
  }

  private static final String FORGET_SEALED =
      """
      delete from media where estate_id = $1 and case_id = $2 and sealed_at <= $3
      """;

  /** Forgets for good what was sealed at that time or before. */
  public void forgetSealed(Transaction tx, String estateId, long caseId, Instant sealedUntil) {
    tx.write(FORGET_SEALED, Tuple.of(estateId, caseId, utc(sealedUntil)));
  }

  private static final String LEAVE =
      """
      delete from media
      where estate_id = $1 and channel = $3 and account_id = $4 and stage = 'before'
        and case_id in (
          select $2 union all select case_id from cases where estate_id = $1 and merged_into = $2)
      """;

  /** The sender has nothing to do with the case, and what was merged into it, any more. */
  public void leave(
      Transaction tx, String estateId, long caseId, String channel, String accountId) {
    tx.write(LEAVE, Tuple.of(estateId, caseId, channel, accountId));
  }

  private static final String FORGET =
      """
      update media set sha256 = null, account_id = null where estate_id = $1 and case_id = $2
      """;

  /** Only that there was something remains. */
  public void forget(Transaction tx, String estateId, long caseId) {
    tx.write(FORGET, Tuple.of(estateId, caseId));
  }

  private static java.time.OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
