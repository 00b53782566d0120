package linli.bot.estates;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import linli.bot.estates.Estate.Account;
import linli.bot.estates.Estate.Building;
import linli.bot.estates.Estate.ChatGroup;
import linli.bot.estates.Estate.Duty;
import linli.bot.estates.Estate.LocalNumber;
import linli.bot.estates.Estate.Noise;
import linli.bot.estates.Estate.Party;
import linli.bot.estates.Estate.Route;
import linli.bot.estates.Estate.Staff;
import linli.bot.estates.PlaceNames.PlaceName;
import linli.bot.store.Transaction;

/** All estates of this service, in memory; every node follows what is changed on any of them. */
public final class Estates {

  /** A state as it was read; readers see the old one or the new one. */
  private record Loaded(
      long revision,
      Map<String, Estate> byId,
      Map<String, ChatGroup> groups,
      Map<String, PlaceNames> placeNames) {
    static final Loaded NOTHING = new Loaded(-1, Map.of(), Map.of(), Map.of());
  }

  private final ReentrantLock reading = new ReentrantLock();
  private volatile Loaded loaded = Loaded.NOTHING;
  private volatile SqlClient source;

  /** Call it where something of an estate was changed: who writes next sees it. */
  public void changed(Transaction tx) {
    tx.endSoon();
    tx.afterCommit(() -> refresh(source));
  }

  private static final String REVISION =
      """
      select coalesce(max(n), 0) as n from estates_revision
      """;

  /** Reads everything again when somebody has changed something, here or on another node. */
  public void refresh(SqlClient client) {
    reading.lock();
    try {
      if (revision(client) != loaded.revision()) {
        load(client);
      }
    } finally {
      reading.unlock();
    }
  }

  private static long revision(SqlClient client) {
    return client.query(REVISION).execute().await().iterator().next().getLong("n");
  }

  /** Reads everything; what is {@linkplain #changed changed} later is read from the same place. */
  public void load(SqlClient client) {
    reading.lock();
    try {
      source = client;
      var revision = revision(client); // first: what changes meanwhile is read again
      var byId = new HashMap<String, Estate>();
      for (var row : client.query("select * from estate order by estate_id").execute().await()) {
        var id = row.getString("estate_id");
        byId.put(id, estate(client, row, id));
      }
      var placeNames =
          byId.keySet().stream()
              .collect(Collectors.toUnmodifiableMap(id -> id, id -> placeNames(client, id)));
      loaded = new Loaded(revision, Map.copyOf(byId), groupsOf(byId), placeNames);
    } finally {
      reading.unlock();
    }
  }

  /** While one moves between two estates both may have it for a moment; one is as good. */
  private static Map<String, ChatGroup> groupsOf(Map<String, Estate> byId) {
    return byId.values().stream()
        .flatMap(estate -> estate.groups().stream())
        .collect(
            Collectors.toUnmodifiableMap(
                g -> key(g.channel(), g.conversation()), g -> g, (one, other) -> one));
  }

  /** What people call the places of this estate. */
  public PlaceNames placeNames(String estateId) {
    return loaded.placeNames().getOrDefault(estateId, PlaceNames.NONE);
  }

  private static final String PLACE_NAMES =
      """
      select name, meaning, building, unit from place_name
      where estate_id = $1 order by length(name) desc, name
      """;

  private static PlaceNames placeNames(SqlClient client, String id) {
    return new PlaceNames(
        rows(client, PLACE_NAMES, id).stream()
            .map(
                row ->
                    new PlaceName(
                        row.getString("name"),
                        row.getString("meaning"),
                        row.getString("building"),
                        row.getString("unit")))
            .toList());
  }

  /**
   * @throws IllegalArgumentException when there is no such estate
   */
  public Estate byId(String estateId) {
    var estate = loaded.byId().get(estateId);
    if (estate == null) {
      throw new IllegalArgumentException("no estate " + estateId);
    }
    return estate;
  }

  public Collection<Estate> all() {
    return loaded.byId().values();
  }

  /** The estate of a channel that names none: the demo's, else the first by its id. */
  public Optional<Estate> first() {
    return loaded.byId().values().stream()
        .min(Comparator.comparing((Estate e) -> !e.demo()).thenComparing(Estate::id));
  }

  public Optional<Estate> byName(String name) {
    return loaded.byId().values().stream().filter(e -> e.name().equals(name)).findFirst();
  }

  public Optional<ChatGroup> group(String channel, String conversation) {
    return Optional.ofNullable(loaded.groups().get(key(channel, conversation)));
  }

  private static String key(String channel, String conversation) {
    return channel + '\0' + conversation;
  }

  private static Estate estate(SqlClient client, Row row, String id) {
    return new Estate(
        id,
        row.getString("name"),
        row.getString("community"),
        row.getString("committee"),
        row.getString("street"),
        row.getBoolean("offer_unaddressed"),
        row.getBoolean("demo"),
        new Noise(
            row.getInteger("case_lines"),
            row.getInteger("person_answers"),
            row.getInteger("person_minutes"),
            row.getInteger("group_answers"),
            row.getInteger("group_minutes"),
            row.getInteger("person_reports")),
        buildings(client, id),
        parties(client, id),
        routes(client, id),
        numbers(client, id),
        staff(client, id),
        duty(client, id),
        groups(client, id),
        row.getString("sla_profile"),
        texts(client, id));
  }

  private static final String BUILDINGS =
      """
      select building, units, floors, flats_per_floor from building
      where estate_id = $1 order by building
      """;

  private static Map<String, Building> buildings(SqlClient client, String id) {
    var buildings = new LinkedHashMap<String, Building>();
    for (var row : rows(client, BUILDINGS, id)) {
      buildings.put(
          row.getString("building"),
          new Building(
              row.getString("building"),
              List.of(row.getArrayOfStrings("units")),
              row.getInteger("floors"),
              row.getInteger("flats_per_floor")));
    }
    return buildings;
  }

  private static final String PARTIES =
      """
      select party_id, kind, name, channel, conversation, phones from party
      where estate_id = $1 order by party_id
      """;

  private static Map<String, Party> parties(SqlClient client, String id) {
    var parties = new LinkedHashMap<String, Party>();
    for (var row : rows(client, PARTIES, id)) {
      parties.put(
          row.getString("party_id"),
          new Party(
              row.getString("party_id"),
              row.getString("kind"),
              row.getString("name"),
              row.getString("channel"),
              row.getString("conversation"),
              List.of(row.getArrayOfStrings("phones"))));
    }
    return parties;
  }

  private static final String ROUTES =
      """
      select issue_type, site, party_id, role from route where estate_id = $1
      """;

  private static List<Route> routes(SqlClient client, String id) {
    return rows(client, ROUTES, id).stream()
        .map(
            row ->
                new Route(
                    row.getString("issue_type"),
                    row.getString("site"),
                    row.getString("party_id"),
                    row.getString("role")))
        .toList();
  }

  private static final String NUMBERS =
      """
      select purpose, number, checked_on from local_number where estate_id = $1
      """;

  private static Map<String, LocalNumber> numbers(SqlClient client, String id) {
    return rows(client, NUMBERS, id).stream()
        .collect(
            Collectors.toMap(
                row -> row.getString("purpose"),
                row -> new LocalNumber(row.getString("number"), row.getLocalDate("checked_on"))));
  }

  private static final String STAFF =
      """
      select s.person_id, p.name, s.role, s.party_id, s.title, a.channel, a.account_id
      from staff_role s
      join person p using (estate_id, person_id)
      left join account a using (estate_id, person_id)
      where s.estate_id = $1
      order by s.person_id, s.role, a.channel, a.account_id
      """;

  private static List<Staff> staff(SqlClient client, String id) {
    var staff = new LinkedHashMap<String, Staff>();
    for (var row : rows(client, STAFF, id)) {
      var found =
          staff.computeIfAbsent(
              row.getLong("person_id") + row.getString("role"),
              key ->
                  new Staff(
                      row.getLong("person_id"),
                      row.getString("name"),
                      row.getString("role"),
                      row.getString("party_id"),
                      row.getString("title"),
                      new ArrayList<>()));
      if (row.getString("channel") != null) {
        found.accounts().add(new Account(row.getString("channel"), row.getString("account_id")));
      }
    }
    return List.copyOf(staff.values());
  }

  private static final String DUTY =
      """
      select role, person_id, weekdays, from_minute, to_minute from duty
      where estate_id = $1 order by role, rank
      """;

  private static Map<String, List<Duty>> duty(SqlClient client, String id) {
    return rows(client, DUTY, id).stream()
        .collect(
            Collectors.groupingBy(
                row -> row.getString("role"),
                Collectors.mapping(
                    row ->
                        new Duty(
                            row.getLong("person_id"),
                            Set.of(row.getArrayOfIntegers("weekdays")),
                            row.getInteger("from_minute"),
                            row.getInteger("to_minute")),
                    Collectors.toList())));
  }

  private static final String GROUPS =
      """
      select channel, conversation, estate_id, audience, building, party_id from chat_group
      where estate_id = $1 order by channel, conversation
      """;

  private static List<ChatGroup> groups(SqlClient client, String id) {
    return rows(client, GROUPS, id).stream()
        .map(
            row ->
                new ChatGroup(
                    row.getString("channel"),
                    row.getString("conversation"),
                    row.getString("estate_id"),
                    row.getString("audience"),
                    row.getString("building"),
                    row.getString("party_id")))
        .toList();
  }

  private static final String TEXTS =
      """
      select key, text from estate_text where estate_id = $1
      """;

  private static Map<String, String> texts(SqlClient client, String id) {
    return rows(client, TEXTS, id).stream()
        .collect(Collectors.toMap(row -> row.getString("key"), row -> row.getString("text")));
  }

  private static List<Row> rows(SqlClient client, String sql, String estateId) {
    var result = client.preparedQuery(sql).execute(io.vertx.sqlclient.Tuple.of(estateId)).await();
    return StreamSupport.stream(result.spliterator(), false).toList();
  }
}
