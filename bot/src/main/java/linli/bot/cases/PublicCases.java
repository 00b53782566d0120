package linli.bot.cases;

import static linli.bot.cases.CaseRepository.utc;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import linli.bot.cases.CaseRecords.Place;
import linli.bot.estates.Estate;
import linli.bot.speech.ChinaTime;
import linli.nlp.Catalogue;
import linli.nlp.IssueType;

/**
 * SQL of reading cases for everybody outside: matters of common parts, none of a home, of one
 * person, or of somebody who wants to be unknown. Changes nothing.
 */
public final class PublicCases {

  /** Cases of one answer (GeoReport v2: the first 1000). */
  public static final int MOST = 1000;

  /** Types of which a list for everybody holds none, beside those about a home. */
  private static final Set<String> NEVER = Set.of("other", "neighbor_dispute");

  private final SqlClient client;
  private final CaseWords words;
  private final String[] hiddenTypes;

  public PublicCases(SqlClient client, CaseWords words, Catalogue catalogue) {
    this.client = client;
    this.words = words;
    this.hiddenTypes =
        catalogue.issueTypes().stream()
            .filter(type -> type.duplicateScope().equals("户") || NEVER.contains(type.id()))
            .map(IssueType::id)
            .toArray(String[]::new);
  }

  /**
   * Which cases.
   *
   * @param types ids of issue types; empty: all
   * @param open true: those not over, false: those that are, null: both
   * @param partyId the only party whose cases are read, or null
   * @param everything also those that not everybody may read; their place is told as that of a home
   */
  public record Filter(
      Instant from,
      Instant to,
      List<String> types,
      Boolean open,
      String partyId,
      boolean everything) {}

  /** A case and when it last changed. */
  public record Seen(Case about, Instant updatedAt) {}

  /** What both statements read: the cases of an estate that the reader may read. */
  private static final String READABLE =
      """
       c.*, (
        select h.at from case_history h
        where h.estate_id = c.estate_id and h.case_id = c.case_id
        order by h.n desc limit 1) as updated_at
      from cases c
      where c.estate_id = $1 and ($2::text is null or c.party_id = $2)
        and ($3 or (not c.anonymous and c.room is null and c.site is distinct from '户内'
                    and c.issue_type <> all($4) and (c.hazard is null or c.hazard <> all($5))
                    and c.outcome is distinct from 'ERASED'))
      """;

  private static final String LIST =
      "select"
          + READABLE
          + """
            and c.opened_on between $6 and $7 and c.opened_at between $8 and $9
            and (cardinality($10::text[]) = 0 or c.issue_type = any($10))
            and ($11::boolean is null or (c.closed_at is null) = $11)
          order by c.opened_on desc, c.seq desc
          limit $12
          """;

  /** The youngest first, {@value #MOST} at most. */
  public List<Seen> list(Estate estate, Filter filter) {
    var values =
        who(estate, filter.partyId(), filter.everything())
            .addValue(ChinaTime.date(filter.from()))
            .addValue(ChinaTime.date(filter.to()))
            .addValue(utc(filter.from()))
            .addValue(utc(filter.to()))
            .addArrayOfString(filter.types().toArray(String[]::new))
            .addValue(filter.open())
            .addValue(MOST);
    return StreamSupport.stream(
            client.preparedQuery(LIST).execute(values).await().spliterator(), false)
        .map(PublicCases::seen)
        .toList();
  }

  private static final String ONE =
      "select"
          + READABLE
          + """
            and c.opened_on = $6 and c.seq = $7
          """;

  /** The case of this number, where the reader may read it. */
  public Optional<Seen> find(Estate estate, Place place, String partyId, boolean everything) {
    var values = who(estate, partyId, everything).addValue(place.openedOn()).addValue(place.seq());
    return StreamSupport.stream(
            client.preparedQuery(ONE).execute(values).await().spliterator(), false)
        .map(PublicCases::seen)
        .findFirst();
  }

  private Tuple who(Estate estate, String partyId, boolean everything) {
    return Tuple.of(estate.id(), partyId, everything)
        .addArrayOfString(hiddenTypes)
        .addArrayOfString(CaseWords.PERSONAL_HAZARDS.toArray(String[]::new));
  }

  /** Building and unit of a matter of common parts; unknown where it would point at somebody. */
  public CasePlace place(Case about) {
    var hidden = about.anonymous() || words.isAboutPerson(about) || words.isAboutHome(about);
    return hidden
        ? CasePlace.UNKNOWN
        : new CasePlace(
            about.place().building(), about.place().unit(), null, null, about.place().zone());
  }

  private static Seen seen(Row row) {
    var about = CaseRepository.read(row);
    var updated = row.getOffsetDateTime("updated_at");
    return new Seen(about, updated == null ? about.openedAt() : updated.toInstant());
  }
}
