package linli.bot.votes;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import linli.bot.store.Transaction;
import linli.bot.votes.recount.LogLines;

/**
 * The electorate of a vote, taken from the roster: flats in its scope with their owners, under
 * pseudonyms drawn by lot, so that the order of a log says nothing about homes.
 */
final class Roll {

  /**
   * A flat of the roster in the scope.
   *
   * @param areaHundredths in 0.01 m², null where the roster does not know it
   * @param delivery {@code delivered}; or {@code unsold}, {@code undelivered}: the developer's vote
   * @param owners persons who vote for it
   * @param unproven people who say that they own it, and of whom no register and no staff says so
   * @param sourced whether somebody wrote down where the area was read
   * @param marks what is known of it that decides: {@code exclusive_part}, {@code applicant},
   *     {@code interested}
   */
  private record Entry(
      String building,
      String unit,
      String room,
      Integer areaHundredths,
      String delivery,
      List<Long> owners,
      int unproven,
      boolean sourced,
      Set<String> marks) {

    /** Not sold, or sold and not handed over: all of these are one owner's (法释〔2009〕7号 art. 9). */
    boolean isDevelopers() {
      return !delivery.equals("delivered");
    }

    boolean isApplicant() {
      return marks.contains("applicant");
    }

    @Override
    public String toString() {
      return "Entry[]";
    }
  }

  private final Vote vote;
  private final List<Entry> entries;

  /** Who owns what is not sold. */
  private final Set<Long> sellers;

  private Roll(Vote vote, List<Entry> entries) {
    this.vote = vote;
    this.entries = entries;
    this.sellers =
        entries.stream()
            .filter(entry -> entry.delivery().equals("unsold"))
            .flatMap(entry -> entry.owners().stream())
            .collect(Collectors.toSet());
  }

  private static final String IN_SCOPE =
      """
      select h.building, h.unit, h.room, h.area_hundredths, h.delivery,
             h.area_source is not null as sourced,
             coalesce(array_agg(r.person_id order by r.person_id)
               filter (where r.relation = 'owner' and (r.verified_by is null
                 or r.verified_by in ('staff', 'visit') and r.unbound_at is null)), '{}') as owners,
             count(*) filter (where r.relation = 'owner' and r.verified_by = 'code'
               and r.unbound_at is null) as unproven,
             array(select m.mark from vote_mark m
                   where m.estate_id = $1 and m.vote_id = $4 and m.building = h.building
                     and m.unit = h.unit and m.room = h.room) as marks
      from household h
      left join resident r using (estate_id, building, unit, room)
      where h.estate_id = $1
        and (($2::text is null or h.building = $2) and ($3::text is null or h.unit = $3)
          or exists (
            select from vote_mark m
            where m.estate_id = h.estate_id and m.vote_id = $4 and m.building = h.building
              and m.unit = h.unit and m.room = h.room and m.mark = 'interested'))
      group by h.building, h.unit, h.room, h.area_hundredths, h.area_source, h.delivery
      order by h.building, h.unit, h.room
      """;

  /**
   * Owners are those whom the roster or the estate file names, and whom staff confirmed. A code
   * from the mailbox proves where somebody lives, not that it is theirs. For what is sold and not
   * handed over the developer votes, who owns what is not sold.
   */
  static Roll read(Transaction tx, Vote vote) {
    var scope = vote.scope();
    var rows =
        tx.preparedQuery(IN_SCOPE)
            .execute(Tuple.of(vote.estateId(), scope.building(), scope.unit(), vote.id()))
            .await();
    var developers = developers(tx, vote);
    return new Roll(
        vote,
        StreamSupport.stream(rows.spliterator(), false).map(row -> read(row, developers)).toList());
  }

  private static final String DEVELOPERS =
      """
      select distinct r.person_id
      from household h
      join resident r using (estate_id, building, unit, room)
      where h.estate_id = $1 and h.delivery = 'unsold' and r.relation = 'owner'
      order by r.person_id
      """;

  private static List<Long> developers(Transaction tx, Vote vote) {
    var rows = tx.preparedQuery(DEVELOPERS).execute(Tuple.of(vote.estateId())).await();
    return StreamSupport.stream(rows.spliterator(), false).map(row -> row.getLong(0)).toList();
  }

  private static Entry read(Row row, List<Long> developers) {
    var delivery = row.getString("delivery");
    return new Entry(
        row.getString("building"),
        row.getString("unit"),
        row.getString("room"),
        row.getInteger("area_hundredths"),
        delivery,
        delivery.equals("undelivered") ? developers : List.of(row.getArrayOfLongs("owners")),
        row.getInteger("unproven"),
        row.getBoolean("sourced"),
        Set.of(row.getArrayOfStrings("marks")));
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  /** Flats whose area the roster does not know. */
  int withoutArea() {
    return (int) entries.stream().filter(entry -> entry.areaHundredths() == null).count();
  }

  /** Flats of nobody. */
  int withoutOwner() {
    return (int) entries.stream().filter(entry -> entry.owners().isEmpty()).count();
  }

  /** People who say that they are owners and are not counted as such. */
  int unproven() {
    return entries.stream().mapToInt(Entry::unproven).sum();
  }

  /** Flats of whose area nobody wrote down where it was read. */
  int withoutSource() {
    return (int) entries.stream().filter(entry -> !entry.sourced()).count();
  }

  /** Owners with several flats, who count once. */
  int withSeveral() {
    return (int)
        asked().collect(Collectors.groupingBy(this::key, Collectors.counting())).values().stream()
            .filter(flats -> flats > 1)
            .count();
  }

  /** Everybody who owns something. */
  Set<Long> people() {
    return entries.stream()
        .flatMap(entry -> entry.owners().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Whose vote it is: all but who asks for a change. */
  private Stream<Entry> asked() {
    return entries.stream().filter(entry -> !entry.isApplicant());
  }

  int households() {
    return (int) asked().count();
  }

  int owners() {
    return (int) asked().map(this::key).distinct().count();
  }

  /** Flats with the same key have one voter, as the count has it. */
  private Object key(Entry entry) {
    var developers = !sellers.isEmpty() && sellers.containsAll(entry.owners());
    return entry.isDevelopers() || developers ? "developer" : entry.owners();
  }

  /** Flats for which the developer votes. */
  int developers() {
    return (int) asked().filter(Entry::isDevelopers).count();
  }

  long areaHundredths() {
    return asked()
        .filter(entry -> entry.areaHundredths() != null)
        .mapToLong(Entry::areaHundredths)
        .sum();
  }

  private static final String INSERT_HOUSEHOLD =
      """
      insert into vote_household (estate_id, vote_id, household, building, unit, room)
      values ($1, $2, $3, $4, $5, $6)
      """;

  private static final String INSERT_OWNER =
      """
      insert into vote_owner (estate_id, vote_id, household, owner, person_id)
      values ($1, $2, $3, $4, $5)
      """;

  /**
   * Keeps who is who, but for whoever asks and is not asked, and gives the lines in which nobody
   * is.
   */
  List<VoteLog.Entry> keep(Transaction tx, RandomGenerator random) {
    var drawn = new ArrayList<>(entries);
    Collections.shuffle(drawn, Random.from(random));
    var names = ownerNames(random);
    var households = new ArrayList<Tuple>();
    var owners = new ArrayList<Tuple>();
    var lines = new ArrayList<VoteLog.Entry>();
    for (var entry : drawn) {
      var household = "h" + (lines.size() + 1);
      households.add(
          Tuple.of(
              vote.estateId(), vote.id(), household, entry.building(), entry.unit(), entry.room()));
      for (var person : entry.isApplicant() ? List.<Long>of() : entry.owners()) {
        owners.add(Tuple.of(vote.estateId(), vote.id(), household, names.get(person), person));
      }
      lines.add(new VoteLog.Entry("household", household, null, line(household, entry, names)));
    }
    tx.writeAll(INSERT_HOUSEHOLD, households);
    tx.writeAll(INSERT_OWNER, owners);
    return lines;
  }

  private Map<Long, String> ownerNames(RandomGenerator random) {
    var drawn = new ArrayList<>(people());
    Collections.shuffle(drawn, Random.from(random));
    var names = new HashMap<Long, String>();
    drawn.forEach(person -> names.put(person, "p" + (names.size() + 1)));
    return names;
  }

  private static String line(String household, Entry entry, Map<Long, String> names) {
    return LogLines.household(
        new LogLines.Flat(
            household,
            entry.building(),
            entry.unit(),
            entry.owners().stream().map(names::get).toList(),
            entry.areaHundredths(),
            entry.delivery(),
            Set.copyOf(entry.marks())));
  }

  @Override
  public String toString() {
    return "Roll[" + entries.size() + "]";
  }
}
