package linli.bot.estates;

import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.stream.StreamSupport;

/** Everybody who is known on a channel: for the demo, where one person plays them all. */
public final class Members {

  /**
   * An account and who it belongs to.
   *
   * @param home building, unit and how they live there in words, or null
   * @param title how staff introduce themselves, or null
   */
  public record Member(String accountId, String home, String title) {
    public boolean isStaff() {
      return title != null;
    }

    @Override
    public String toString() {
      return "Member[" + (isStaff() ? "staff" : "resident") + "]";
    }
  }

  private Members() {}

  private static final String ALL =
      """
      select a.account_id,
             (select string_agg(distinct r.building || '号楼' || r.unit || '单元'
                                || case when r.relation = 'tenant' then ',租户' else '' end
                                || case when r.lives_here then '' else ',不住这里' end, '、')
              from resident r
              where r.estate_id = a.estate_id and r.person_id = a.person_id
                and r.unbound_at is null) as home,
             (select min(s.title)
              from staff_role s
              where s.estate_id = a.estate_id and s.person_id = a.person_id) as title
      from account a
      where a.channel = $1
      order by a.estate_id, a.person_id, a.account_id
      """;

  /** The members of all estates on this channel, in the order in which they were taken up. */
  public static List<Member> of(SqlClient client, String channel) {
    var rows = client.preparedQuery(ALL).execute(Tuple.of(channel)).await();
    return StreamSupport.stream(rows.spliterator(), false)
        .map(
            row ->
                new Member(
                    row.getString("account_id"), row.getString("home"), row.getString("title")))
        .toList();
  }
}
