package linli.bot.estates;

import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import linli.bot.store.Transaction;

/** What a file claims that is another estate's already: a name, a group, an account. */
public final class EstateClaims {

  private EstateClaims() {}

  private static final String NAME =
      """
      select estate_id from estate where name = $1 and estate_id <> $2
      """;

  private static final String GROUPS =
      """
      select g.conversation, e.name
      from chat_group g
      join estate e using (estate_id)
      where g.channel = $1 and g.conversation = any($2) and g.estate_id <> $3
      """;

  private static final String ACCOUNTS =
      """
      select a.account_id, e.name
      from account a
      join estate e using (estate_id)
      where a.channel = $1 and a.account_id = any($2) and a.estate_id <> $3
      """;

  /** A line for each of them. */
  public static List<String> problems(Transaction tx, EstateFile file, String channel) {
    var problems = new ArrayList<String>();
    for (var row : tx.preparedQuery(NAME).execute(Tuple.of(file.name(), file.id())).await()) {
      problems.add("name:已有同名的小区(id " + row.getString(0) + ")");
    }
    var groups = file.groups().keySet().toArray(String[]::new);
    for (var row : tx.preparedQuery(GROUPS).execute(Tuple.of(channel, groups, file.id())).await()) {
      problems.add("groups.%s:已是%s的群,请先在群里解绑".formatted(row.getString(0), row.getString(1)));
    }
    var people = file.people().keySet().toArray(String[]::new);
    for (var row :
        tx.preparedQuery(ACCOUNTS).execute(Tuple.of(channel, people, file.id())).await()) {
      problems.add(
          "people.%s:这个账号已登记在%s".formatted(EstateFacts.masked(row.getString(0)), row.getString(1)));
    }
    return problems;
  }
}
