package linli.bot.estates;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import linli.bot.store.Transaction;
import linli.nlp.privacy.PersonalDetail;
import linli.nlp.privacy.PersonalDetail.Kind;
import linli.nlp.privacy.PersonalDetails;

/**
 * What an estate file says, line by line, as the file says it or as the database does: two of them
 * can be compared. Personal data stands between signs and is shortened where a line is shown.
 */
public record EstateFacts(Map<String, String> values) {

  private static final Pattern PERSONAL = Pattern.compile("⟦([^⟧]*)⟧");
  private static final Pattern HIDDEN = Pattern.compile("〔[^〕]*〕");

  /** What the file says. */
  public static EstateFacts of(EstateFile file) {
    var facts = new LinkedHashMap<String, String>();
    facts.put("小区 名称", file.name());
    facts.put("小区 归属", String.join("、", file.community(), file.committee(), file.street()));
    facts.put("小区 代报询问", onOff(file.offerUnaddressed() == null || file.offerUnaddressed()));
    for (var one : file.buildings()) {
      facts.put("楼栋 " + one.building(), building(one.units(), one.floors(), one.flatsPerFloor()));
    }
    file.parties()
        .forEach(
            (id, one) ->
                party(
                    facts, id, one.kind(), one.name(), one.conversation(), orEmpty(one.phones())));
    file.groups()
        .forEach(
            (id, one) -> facts.put("群 " + id, group(one.audience(), one.building(), one.party())));
    for (var one : file.routes()) {
      facts.put("派单 " + route(one.type(), one.site()), routed(one.party(), one.role()));
    }
    file.numbers()
        .forEach(
            (purpose, one) -> facts.put("电话 " + purpose, number(one.number(), one.checkedOn())));
    file.people()
        .forEach(
            (name, one) -> {
              var parts = new ArrayList<String>();
              for (var home : orEmpty(one.homes())) {
                var relation = home.relation() == null ? "owner" : home.relation();
                parts.add(home(home.at(), relation, home.livesHere() == null || home.livesHere()));
              }
              for (var post : orEmpty(one.staff())) {
                parts.add(post(post.role(), post.party(), post.title()));
              }
              facts.put("人员 ⟦" + name + "⟧", together(parts));
            });
    file.duty()
        .forEach(
            (role, entries) ->
                facts.put(
                    "值班 " + role,
                    entries.stream()
                        .map(
                            one ->
                                shift(
                                    one.person(),
                                    one.isoWeekdays(),
                                    DutyHours.from(one.starts()),
                                    DutyHours.to(one.ends())))
                        .collect(Collectors.joining(" → "))));
    return new EstateFacts(facts);
  }

  /** What the database says of this estate; empty when there is none. */
  public static EstateFacts stored(Transaction tx, String estateId) {
    var facts = new LinkedHashMap<String, String>();
    for (var row : rows(tx, "select * from estate where estate_id = $1", estateId)) {
      facts.put("小区 名称", row.getString("name"));
      facts.put(
          "小区 归属",
          String.join(
              "、",
              row.getString("community"),
              row.getString("committee"),
              row.getString("street")));
      facts.put("小区 代报询问", onOff(row.getBoolean("offer_unaddressed")));
    }
    for (var row : rows(tx, "select * from building where estate_id = $1", estateId)) {
      facts.put(
          "楼栋 " + row.getString("building"),
          building(
              List.of(row.getArrayOfStrings("units")),
              row.getInteger("floors"),
              row.getInteger("flats_per_floor")));
    }
    for (var row : rows(tx, "select * from party where estate_id = $1", estateId)) {
      party(
          facts,
          row.getString("party_id"),
          row.getString("kind"),
          row.getString("name"),
          row.getString("conversation"),
          List.of(row.getArrayOfStrings("phones")));
    }
    for (var row : rows(tx, "select * from chat_group where estate_id = $1", estateId)) {
      facts.put(
          "群 " + row.getString("conversation"),
          group(row.getString("audience"), row.getString("building"), row.getString("party_id")));
    }
    for (var row : rows(tx, "select * from route where estate_id = $1", estateId)) {
      facts.put(
          "派单 " + route(row.getString("issue_type"), row.getString("site")),
          routed(row.getString("party_id"), row.getString("role")));
    }
    for (var row : rows(tx, "select * from local_number where estate_id = $1", estateId)) {
      facts.put(
          "电话 " + row.getString("purpose"),
          number(row.getString("number"), row.getLocalDate("checked_on")));
    }
    people(tx, estateId, facts);
    duty(tx, estateId, facts);
    return new EstateFacts(facts);
  }

  private static final String PEOPLE =
      """
      select p.person_key,
             array(select r.building || '-' || r.unit || '-' || r.room || ' ' || r.relation || ' '
                          || r.lives_here
                   from resident r
                   where r.estate_id = p.estate_id and r.person_id = p.person_id) as homes,
             array(select s.role || ' ' || s.party_id || ' ' || s.title
                   from staff_role s
                   where s.estate_id = p.estate_id and s.person_id = p.person_id) as posts
      from person p
      where p.estate_id = $1
      """;

  private static void people(Transaction tx, String estateId, Map<String, String> facts) {
    for (var row : rows(tx, PEOPLE, estateId)) {
      var parts = new ArrayList<String>();
      for (var home : row.getArrayOfStrings("homes")) {
        parts.add("〔" + home + "〕");
      }
      parts.addAll(Arrays.asList(row.getArrayOfStrings("posts")));
      facts.put("人员 ⟦" + row.getString("person_key") + "⟧", together(parts));
    }
  }

  private static final String DUTY =
      """
      select d.role, p.person_key, d.weekdays, d.from_minute, d.to_minute
      from duty d
      join person p using (estate_id, person_id)
      where d.estate_id = $1
      order by d.role, d.rank
      """;

  private static void duty(Transaction tx, String estateId, Map<String, String> facts) {
    for (var row : rows(tx, DUTY, estateId)) {
      facts.merge(
          "值班 " + row.getString("role"),
          shift(
              row.getString("person_key"),
              row.getArrayOfIntegers("weekdays"),
              row.getInteger("from_minute"),
              row.getInteger("to_minute")),
          (first, next) -> first + " → " + next);
    }
  }

  private static List<Row> rows(Transaction tx, String sql, String estateId) {
    var rows = new ArrayList<Row>();
    tx.preparedQuery(sql).execute(Tuple.of(estateId)).await().forEach(rows::add);
    return rows;
  }

  /** What the other one adds or changes, a line each; what only this one has stays. */
  public List<String> changesTo(EstateFacts other) {
    var lines = new ArrayList<String>();
    other.values.forEach(
        (key, value) -> {
          var before = values.get(key);
          if (before == null) {
            lines.add(shown("新增 " + key + ":" + value));
          } else if (!before.equals(value)) {
            lines.add(shown("变更 " + key + ":" + before + " ⇒ " + value));
          }
        });
    return lines;
  }

  /** How many lines only this one has, of which kind. */
  public String onlyHere(EstateFacts other) {
    return values.keySet().stream()
        .filter(key -> !other.values.containsKey(key))
        .collect(
            Collectors.groupingBy(
                key -> key.substring(0, key.indexOf(' ')),
                LinkedHashMap::new,
                Collectors.counting()))
        .entrySet()
        .stream()
        .map(kind -> kind.getKey() + kind.getValue())
        .collect(Collectors.joining(","));
  }

  private static String shown(String line) {
    var names = PERSONAL.matcher(line).replaceAll(found -> masked(found.group(1)));
    return HIDDEN.matcher(names).replaceAll("(一处住址)");
  }

  /** A name as it may stand on a screen: 王*. */
  static String masked(String name) {
    return PersonalDetails.shortened(new PersonalDetail(Kind.NAME, 0, name.length()), name);
  }

  private static String onOff(boolean on) {
    return on ? "开" : "关";
  }

  private static String building(List<String> units, int floors, int flats) {
    return "%s单元,%d层,每层%d户".formatted(String.join("、", units), floors, flats);
  }

  /** Where it reads is a line of its own: a file that says nothing of it changes nothing. */
  private static void party(
      Map<String, String> facts,
      String id,
      String kind,
      String name,
      String conversation,
      List<String> phones) {
    facts.put(
        "单位 " + id, kind + "," + name + (phones.isEmpty() ? "" : ",电话" + String.join("、", phones)));
    if (conversation != null) {
      facts.put(
          "收单 " + id,
          conversation.startsWith("private:")
              ? "私聊⟦" + conversation.substring(8) + "⟧"
              : conversation);
    }
  }

  private static String group(String audience, String building, String party) {
    return audience.equals("staff") ? "工作群," + party : building == null ? "全小区" : building + "号楼";
  }

  private static String route(String type, String site) {
    return type + (site == null || site.equals("*") ? "" : "/" + site);
  }

  private static String routed(String party, String role) {
    return role == null ? party : party + "," + role;
  }

  private static String number(String number, java.time.LocalDate checkedOn) {
    return number + "(" + checkedOn + "核对)";
  }

  private static String home(String at, String relation, boolean livesHere) {
    return "〔" + at + ' ' + relation + ' ' + livesHere + "〕";
  }

  private static String post(String role, String party, String title) {
    return role + ' ' + party + ' ' + title;
  }

  private static String together(List<String> parts) {
    return parts.stream().sorted().collect(Collectors.joining(";"));
  }

  private static String shift(String person, Integer[] weekdays, int from, int to) {
    var days =
        weekdays.length == 7
            ? ""
            : Arrays.stream(weekdays).sorted().map(String::valueOf).collect(Collectors.joining());
    var hours =
        from == 0 && to == 1440 ? "" : DutyHours.written(from) + "-" + DutyHours.written(to);
    return ("⟦" + person + "⟧ " + (days.isEmpty() ? "" : "周" + days + " ") + hours).strip();
  }

  private static <T> List<T> orEmpty(List<T> list) {
    return list == null ? List.of() : list;
  }
}
