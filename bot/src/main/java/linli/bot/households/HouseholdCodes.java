package linli.bot.households;

import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import linli.bot.access.Sha256;
import linli.bot.residents.Speakers.Account;
import linli.bot.store.Transaction;

/** Codes that prove a household, each used once: on paper for a mailbox, or shown at the door. */
public final class HouseholdCodes {

  /** How long a code that is shown at the door can be typed. */
  public static final Duration AT_THE_DOOR = Duration.ofHours(24);

  /** Wrong codes of one account in a day; then none is looked at until tomorrow. */
  public static final int MOST_WRONG = 5;

  /** Without letters and digits that look alike; 30^10 codes. */
  private static final String ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

  private static final int LENGTH = 10;

  private static final Pattern WRITTEN =
      Pattern.compile("(?=\\D*\\d)[2-9A-HJKMNP-TV-Z]{5}[-\\s]?[2-9A-HJKMNP-TV-Z]{5}");

  private static final SecureRandom RANDOM = new SecureRandom();

  /** Whether something looks like a code as it is printed: {@code K7QM2-XPD9R}. */
  public static boolean looksLikeOne(String typed) {
    return WRITTEN.matcher(typed.strip().toUpperCase(Locale.ROOT)).matches();
  }

  /** A code for a household, as it is printed. */
  public record Printed(Household home, String code) {
    @Override
    public String toString() {
      return "Printed[]";
    }
  }

  /**
   * A code that can be used now.
   *
   * @param personId who was registered at the door, null: on paper
   */
  public record Code(String estateId, long no, Household home, Long personId) {
    @Override
    public String toString() {
      return "Code[" + no + "]";
    }
  }

  /** What a typed code is. */
  public sealed interface Found {
    /** It can be used. */
    record Valid(Code code) implements Found {}

    /** Somebody has used it. */
    record Used() implements Found {}

    /** It is too old, or a newer sheet was printed. */
    record Expired() implements Found {}

    /** There is none like it; so many more tries are left today. */
    record Wrong(int left) implements Found {}

    /** Too many wrong ones today. */
    record Throttled() implements Found {}
  }

  // --- making -----------------------------------------------------------------------------------

  private static final String HOUSEHOLDS =
      """
      select building, unit, room from household where estate_id = $1 and building = $2
      order by length(unit), unit, length(room), room
      """;

  private static final String REVOKE =
      """
      update household_code set revoked_at = $3
      where estate_id = $1 and building = $2 and person_id is null and used_at is null
        and revoked_at is null
      """;

  private static final String ADD =
      """
      insert into household_code (estate_id, building, unit, room, sha256, person_id, made_at,
                                  expires_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8)
      """;

  /** New paper codes for all households of a building; the unused ones of before are void. */
  public List<Printed> print(
      Transaction tx, String estateId, String building, Instant now, Instant expires) {
    tx.preparedQuery(REVOKE)
        .execute(Tuple.of(estateId, building, now.atOffset(ZoneOffset.UTC)))
        .await();
    var printed = new ArrayList<Printed>();
    var rows = new ArrayList<Tuple>();
    for (var row : tx.preparedQuery(HOUSEHOLDS).execute(Tuple.of(estateId, building)).await()) {
      var made = new Printed(Household.of(row), random());
      printed.add(made);
      rows.add(row(estateId, made, null, now, expires));
    }
    if (!rows.isEmpty()) {
      tx.preparedQuery(ADD).executeBatch(rows).await();
    }
    return printed;
  }

  /** A code for somebody whom staff registered at the door. */
  public String atTheDoor(
      Transaction tx, String estateId, Household home, long person, Instant now) {
    var made = new Printed(home, random());
    tx.preparedQuery(ADD).execute(row(estateId, made, person, now, now.plus(AT_THE_DOOR))).await();
    return made.code();
  }

  private static Tuple row(
      String estateId, Printed made, Long person, Instant now, Instant expires) {
    return Tuple.of(estateId, made.home().building(), made.home().unit(), made.home().room())
        .addValue(hash(made.code()))
        .addValue(person)
        .addValue(now.atOffset(ZoneOffset.UTC))
        .addValue(expires.atOffset(ZoneOffset.UTC));
  }

  /** With a digit in it, so that no word looks like a code. */
  private static String random() {
    var code = new StringBuilder();
    for (var i = 0; i < LENGTH; i++) {
      code.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
    }
    var printed = code.insert(LENGTH / 2, '-').toString();
    return looksLikeOne(printed) ? printed : random();
  }

  // --- using ------------------------------------------------------------------------------------

  private static final String FIND =
      """
      select * from household_code where sha256 = $1
      """;

  /** Looks a typed code up, in whichever estate it is; counts the wrong ones. */
  public Found find(Transaction tx, Account account, String typed, LocalDate today, Instant now) {
    if (wrongToday(tx, account, today) >= MOST_WRONG) {
      return new Found.Throttled();
    }
    var rows = tx.preparedQuery(FIND).execute(Tuple.of(hash(typed))).await();
    return StreamSupport.stream(rows.spliterator(), false)
        .findFirst()
        .map(row -> found(row, now))
        .orElseGet(() -> wrong(tx, account, today));
  }

  private static Found found(Row row, Instant now) {
    if (row.getValue("used_at") != null) {
      return new Found.Used();
    }
    if (row.getValue("revoked_at") != null
        || !row.getOffsetDateTime("expires_at").toInstant().isAfter(now)) {
      return new Found.Expired();
    }
    return new Found.Valid(code(row));
  }

  private static Code code(Row row) {
    return new Code(
        row.getString("estate_id"),
        row.getLong("code_no"),
        Household.of(row),
        row.getLong("person_id"));
  }

  private static final String USE =
      """
      update household_code set used_at = $3
      where estate_id = $1 and code_no = $2 and used_at is null and revoked_at is null
        and expires_at > $3
      returning *
      """;

  /** Uses a code up; empty when somebody else was faster or it is too old by now. */
  public Optional<Code> use(Transaction tx, String estateId, long no, Instant now) {
    var rows =
        tx.preparedQuery(USE).execute(Tuple.of(estateId, no, now.atOffset(ZoneOffset.UTC))).await();
    return StreamSupport.stream(rows.spliterator(), false).findFirst().map(HouseholdCodes::code);
  }

  private static final String BY_NO =
      """
      select * from household_code where estate_id = $1 and code_no = $2
      """;

  /** What a code stands for, used or not. */
  public Optional<Code> byNo(Transaction tx, String estateId, long no) {
    var rows = tx.preparedQuery(BY_NO).execute(Tuple.of(estateId, no)).await();
    return StreamSupport.stream(rows.spliterator(), false).findFirst().map(HouseholdCodes::code);
  }

  // --- guessing ---------------------------------------------------------------------------------

  private static final String WRONG_TODAY =
      """
      select wrong from code_try where channel = $1 and account_id = $2 and day = $3
      """;

  private static int wrongToday(Transaction tx, Account account, LocalDate today) {
    var rows =
        tx.preparedQuery(WRONG_TODAY)
            .execute(Tuple.of(account.channel(), account.id(), today))
            .await();
    return rows.size() == 0 ? 0 : rows.iterator().next().getInteger("wrong");
  }

  private static final String COUNT =
      """
      insert into code_try (channel, account_id, day, wrong) values ($1, $2, $3, 1)
      on conflict (channel, account_id) do update
      set wrong = case when code_try.day = excluded.day then code_try.wrong + 1 else 1 end,
          day = excluded.day
      returning wrong
      """;

  private static Found wrong(Transaction tx, Account account, LocalDate today) {
    var wrong =
        tx.preparedQuery(COUNT)
            .execute(Tuple.of(account.channel(), account.id(), today))
            .await()
            .iterator()
            .next()
            .getInteger("wrong");
    return wrong >= MOST_WRONG ? new Found.Throttled() : new Found.Wrong(MOST_WRONG - wrong);
  }

  private static Buffer hash(String code) {
    var plain = code.toUpperCase(Locale.ROOT).replaceAll("[-\\s]", "");
    return Buffer.buffer(Sha256.of(plain));
  }
}
