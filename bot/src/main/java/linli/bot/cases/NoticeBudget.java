package linli.bot.cases;

import io.vertx.sqlclient.Tuple;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import linli.bot.estates.Estates;
import linli.bot.residents.Speakers;
import linli.bot.store.Transaction;

/**
 * How many lines about a case a person hears unasked, and what gives way first.
 *
 * <p>The receipt is the first of them. {@code notices.tsv} says of each sentence how many of the
 * estate's lines must stay free behind it; what is always said counts, too. A line in the group
 * counts for those who reported there. Dangers are told without a limit.
 */
final class NoticeBudget {

  /** Said before any notice, never held back. */
  private static final int RECEIPT = 1;

  private static final int ALWAYS = -1;

  /** Always said, and no line of the estate's: a step that the reporter waits for. */
  private static final int UNCOUNTED = -2;

  /** Of a sentence that the table does not name: the closing question still fits. */
  private static final int ONE_FOR_THE_QUESTION = 1;

  /** Whoever says 没好 hears who has it now, and is asked once more. */
  private static final int REOPENING_ADDS = 2;

  private final Map<String, Integer> leavesFree = load();
  private final Estates estates;

  NoticeBudget(Estates estates) {
    this.estates = estates;
  }

  private static Map<String, Integer> load() {
    var resource = "/linli/cases/notices.tsv";
    try (var in = NoticeBudget.class.getResourceAsStream(resource);
        var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\t"))
          .collect(Collectors.toUnmodifiableMap(cells -> cells[0], cells -> leavesFree(cells[1])));
    } catch (IOException broken) {
      throw new IllegalStateException(resource, broken);
    }
  }

  private static int leavesFree(String cell) {
    return switch (cell) {
      case "never" -> ALWAYS;
      case "uncounted" -> UNCOUNTED;
      default -> Integer.parseInt(cell);
    };
  }

  /** Whether it is the sentence that a person misses least. */
  boolean givesWayFirst(String key) {
    return leavesFree.getOrDefault(key, ONE_FOR_THE_QUESTION) > ONE_FOR_THE_QUESTION;
  }

  private record Heard(String channel, String conversation) {
    @Override
    public String toString() {
      return "Heard[]";
    }
  }

  /** The lines of one case, as far as they were said before and in this transaction. */
  final class Lines {

    private final Transaction tx;
    private final Case about;
    private final Map<Heard, Integer> said;

    private Lines(Transaction tx, Case about) {
      this.tx = tx;
      this.about = about;
      this.said = said(tx, about);
    }

    /** Whether the person may hear the sentence now; then it counts as said. */
    boolean take(String key, Reporter to) {
      var alone = new Heard(to.channel(), Speakers.privateConversation(to.accountId()));
      var together = to.privately() ? 0 : said.getOrDefault(group(), 0);
      return take(key, alone, said.getOrDefault(alone, 0) + together);
    }

    /** Whether the group that heard the number may hear the sentence now. */
    boolean takeInGroup(String key) {
      return take(key, group(), said.getOrDefault(group(), 0));
    }

    private Heard group() {
      return new Heard(about.announcedOn(), about.announcedIn());
    }

    private boolean take(String key, Heard by, int before) {
      var free = leavesFree.getOrDefault(key, ONE_FOR_THE_QUESTION);
      if (free == UNCOUNTED) {
        return true;
      }
      var most =
          estates.byId(about.estateId()).noise().caseLines() + REOPENING_ADDS * about.reopened();
      var fits = free == ALWAYS || about.hazard() != null || RECEIPT + before + 1 <= most - free;
      if (fits) {
        said.merge(by, 1, Integer::sum);
        count(tx, about, by);
      }
      return fits;
    }
  }

  Lines of(Transaction tx, Case about) {
    return new Lines(tx, about);
  }

  private static final String SAID =
      """
      select channel, conversation, lines from case_told where estate_id = $1 and case_id = $2
      """;

  private static Map<Heard, Integer> said(Transaction tx, Case about) {
    var said = new HashMap<Heard, Integer>();
    for (var row : tx.preparedQuery(SAID).execute(Tuple.of(about.estateId(), about.id())).await()) {
      said.put(
          new Heard(row.getString("channel"), row.getString("conversation")),
          row.getInteger("lines"));
    }
    return said;
  }

  private static final String COUNT =
      """
      insert into case_told as told (estate_id, case_id, channel, conversation, lines)
      values ($1, $2, $3, $4, 1)
      on conflict (estate_id, case_id, channel, conversation) do update set lines = told.lines + 1
      """;

  private static void count(Transaction tx, Case about, Heard by) {
    tx.write(COUNT, Tuple.of(about.estateId(), about.id(), by.channel(), by.conversation()));
  }
}
