package linli.bot.votes;

import io.vertx.sqlclient.Tuple;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import linli.bot.store.Transaction;
import linli.bot.votes.tally.Policy;
import linli.bot.votes.tally.Policy.ElevatorProfile;
import linli.bot.votes.tally.Policy.InvalidRule;
import linli.bot.votes.tally.Policy.Precedence;

/** The rules of cities, and which of them an estate has. */
public final class VoteProfiles {

  private static final String RESOURCE = "/linli/votes/profiles.tsv";
  private static final String STANDARD = "default";

  private final Map<String, VoteProfile> profiles;

  private VoteProfiles(Map<String, VoteProfile> profiles) {
    this.profiles = profiles;
  }

  /** Reads the table that the product ships. */
  public static VoteProfiles load() {
    try (var in = VoteProfiles.class.getResourceAsStream(RESOURCE);
        var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return new VoteProfiles(
          lines
              .lines()
              .filter(line -> !line.startsWith("#"))
              .map(line -> profile(line.split("\t")))
              .collect(Collectors.toMap(VoteProfile::id, p -> p, (a, b) -> a, LinkedHashMap::new)));
    } catch (IOException broken) {
      throw new IllegalStateException(RESOURCE, broken);
    }
  }

  private static VoteProfile profile(String[] cells) {
    var standard = Policy.standard();
    return new VoteProfile(
        cells[0],
        cells[1],
        cells[2].equals("yes"),
        Integer.parseInt(cells[3]),
        Integer.parseInt(cells[4]),
        Integer.parseInt(cells[5]),
        Integer.parseInt(cells[6]),
        new Policy(
            standard.silence(),
            InvalidRule.valueOf(cells[9]),
            Precedence.valueOf(cells[7]),
            ElevatorProfile.valueOf(cells[10]),
            cells[8].equals("-") ? null : Integer.valueOf(cells[8]),
            standard.coOwnerKey(),
            standard.grace()),
        null);
  }

  /** What holds where nobody said anything else. */
  public VoteProfile standard() {
    return profiles.get(STANDARD);
  }

  public Set<String> ids() {
    return profiles.keySet();
  }

  private static final String OF_ESTATE =
      """
      select profile, silence_source from vote_rule where estate_id = $1
      """;

  /** The rules of this estate. */
  public VoteProfile of(Transaction tx, String estateId) {
    for (var row : tx.preparedQuery(OF_ESTATE).execute(Tuple.of(estateId)).await()) {
      var city = profiles.getOrDefault(row.getString("profile"), standard());
      var source = row.getString("silence_source");
      return source == null ? city : city.following(source);
    }
    return standard();
  }
}
