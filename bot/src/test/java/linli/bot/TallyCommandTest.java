package linli.bot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import linli.bot.votes.recount.Chain;
import linli.bot.votes.recount.LogLines;
import linli.bot.votes.tally.Ballot;
import linli.bot.votes.tally.Ballot.Caster;
import linli.bot.votes.tally.Ballot.Origin;
import linli.bot.votes.tally.Choice;
import linli.bot.votes.tally.Matter;
import linli.bot.votes.tally.Policy;
import linli.bot.votes.tally.Scope;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The command tally")
class TallyCommandTest {

  private static final Path OWN_CASES = Path.of("src/test/resources/votes/own-cases.json");

  /** Worked cases that lie beside the repository where it is developed. */
  private static final Path WORKED_CASES = Path.of("../../shared/data/vote_cases.json");

  private static final String GOOD =
      """
      {"schema": "linli-vote-cases/1", "cases": [{
        "id": "c", "matterKind": "charter", "scope": {"type": "building", "building": "7"},
        "policy": {"proxyLimit": 3}, "registerAreaCentiM2": 12000, "owners": ["p", "q"],
        "households": [
          {"id": "h1", "building": "7", "unit": "1", "ownerId": "p", "areaCentiM2": 6000,
           "ballot": "for"},
          {"id": "h2", "building": "7", "unit": "1", "ownerId": "q", "areaCentiM2": 6000,
           "ballots": [{"choice": "for", "at": "2026-11-02T09:00:00+08:00"}]}]}]}
      """;

  @TempDir Path directory;

  private record Run(int status, String out, String err) {}

  private static Run tally(Path file, String... more) {
    var out = new StringWriter();
    var err = new StringWriter();
    var arguments = Stream.concat(Stream.of("tally", file.toString()), Stream.of(more));
    var status =
        Main.commandLine()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err, true))
            .execute(arguments.toArray(String[]::new));
    return new Run(status, out.toString(), err.toString());
  }

  private Run tally(String text) throws IOException {
    return tally(Files.writeString(directory.resolve("votes.json"), text));
  }

  @Test
  void counts_every_case_as_its_writer_expects() {
    var run = tally(OWN_CASES);

    assertThat(run.err().lines())
        .containsExactly(
            "nobody-in-scope:范围内应至少有一户;实际没有。请核对 scope;名册里有:7号楼1单元",
            "asked-nobody:范围内应至少有一户;实际没有。请核对 scope;名册里有:7号楼1单元");
    assertThat(run.status()).isZero();
    assertThat(run.out().lines()).hasSize(44);
  }

  @Test
  void counts_the_worked_cases_as_they_expect() {
    var found = Files.isReadable(WORKED_CASES);
    if (!found) {
      System.out.println("skipped: " + WORKED_CASES + " is not here");
    }
    Assumptions.assumeTrue(found, WORKED_CASES + " is not here");

    var run = tally(WORKED_CASES);

    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    assertThat(run.out().lines()).hasSize(16);
  }

  @Test
  void prints_one_line_of_JSON_for_each_case() throws IOException {
    assertThat(tally(GOOD))
        .isEqualTo(
            new Run(
                0,
                "{\"id\":\"c\",\"scopeArea\":12000,\"scopeOwners\":2,\"participantsArea\":12000,"
                    + "\"participantsOwners\":2,\"forArea\":12000,\"forOwners\":2,\"againstArea\":0,"
                    + "\"againstOwners\":0,\"abstainArea\":0,\"abstainOwners\":0,\"invalidOwners\":0,"
                    + "\"quorumMet\":true,\"passed\":true,\"binding\":true,\"reason\":\"PASSED\"}\n",
                ""));
  }

  @Test
  void says_where_the_file_expects_something_else() throws IOException {
    var run =
        tally(
            GOOD.replace(
                "\"policy\"",
                "\"expected\": {\"forOwners\": 2, \"againstArea\": 1, \"passed\": false},"
                    + " \"policy\""));

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err().lines())
        .containsExactly("c againstArea:文件写的是1;重新计票是0", "c passed:文件写的是false;重新计票是true");
  }

  @Nested
  class Counts_nothing_and_says_why_when {

    private void refused(String text, String message) throws IOException {
      assertThat(tally(text)).isEqualTo(new Run(2, "", "linli: tally: 什么都没有计。" + message + "\n"));
    }

    @Test
    void the_file_is_not_there() {
      var missing = directory.resolve("nothing.json");

      assertThat(tally(missing))
          .isEqualTo(new Run(2, "", "linli: tally: 应为可以读取的文件;实际读不到 " + missing + "\n"));
    }

    @Test
    void it_is_no_JSON() throws IOException {
      refused(GOOD.substring(1), "$:应为UTF-8编码的JSON;实际是无法读取的内容,请检查括号、逗号和编码");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            "schema": "linli-vote-cases/1" | "schema": "linli-vote-cases/2" | schema:应为"linli-vote-cases/1";实际是"linli-vote-cases/2"
            "registerAreaCentiM2": 12000 | "registerAreaCentiM2": 12001 | cases[0].registerAreaCentiM2:应为各户面积之和 12000(请核对名册,补上缺的户或改正面积);实际是12001
            "owners": ["p", "q"] | "owners": ["p", "q", "r"] | cases[0].owners[2]:应为有房屋的业主,不重复(请在 households 里补上他的房屋,或删去此人);实际是"r"
            "owners": ["p", "q"] | "owners": ["p"] | cases[0].owners:应为也写上 q;实际是["p"]
            "ownerId": "q", | "ownerIds": [], | cases[0].households[1].ownerIds:应为至少一个业主编号,不重复;实际是[]
            "ownerId": "q", | | cases[0].households[1].ownerId:应为业主编号(未售的房屋写 "status":"unsold");实际是没有这一项
            "ballot": "for" | "ballot": "yes" | cases[0].households[0].ballot:应为for、against、abstain、invalid、none之一;实际是"yes"
            "choice": "for" | "choice": "①" | cases[0].households[1].ballots[0].choice:应为for、against、abstain、invalid、none之一;实际是"①"
            "ballot": "for" | "balot": "for" | cases[0].households[0]:应为只有这些字段:applicant、areaCentiM2、areaSource、ballot、ballots、building、castBy、excludedFromRoll、exclusivePartOccupied、id、interested、openObjection、ownerId、ownerIds、representative、served、status、unit;实际是balot
            "id": "h2" | "id": "h1" | cases[0].households[1].id:应为不重复的户号;实际是"h1"
            "areaCentiM2": 6000, | "areaCentiM2": 60.5, | cases[0].households[0].areaCentiM2:应为面积,0.01平方米的整数倍,如 89.57㎡ 写 8957;实际是60.5
            "areaCentiM2": 6000, | "areaCentiM2": -1, | cases[0].households[0].areaCentiM2:应为面积,0.01平方米的整数倍,如 89.57㎡ 写 8957;实际是-1
            "matterKind": "charter" | "matterKind": "parking" | cases[0].matterKind:应为rules、charter、elect_committee、property_manager、use_maintenance_fund、raise_maintenance_fund、rebuild、change_common_use、other_major、elevator_retrofit、residential_to_commercial、consultation之一;实际是"parking"
            "type": "building" | "type": "estate" | cases[0].scope.building:应为没有这一项:estate 是全小区;实际是"7"
            "type": "building" | "type": "unit" | cases[0].scope.unit:应为非空文字;实际是没有这一项
            "proxyLimit": 3 | "silence": "YES" | cases[0].policy.silence:应为NOT_PARTICIPATING、FOLLOW_MAJORITY之一;实际是"YES"
            "proxyLimit": 3 | "grace": "10" | cases[0].policy.grace:应为时长,如 "PT10M";实际是"10"
            "choice": "for" | "choice": "for", "by": "p" | cases[0].households[1].ballots[0].by:应为这户的业主 q 之一;实际是"p"
            "choice": "for" | "choice": "for", "castBy": "proxy" | cases[0].households[1].ballots[0].by:应为受托人的编号;实际是没有这一项
            2026-11-02T09:00:00+08:00 | 2026-11-02 | cases[0].households[1].ballots[0].at:应为带时区的时间,如 "2026-11-08T19:30:00+08:00"(纸票可只写日期 "2026-11-08");实际是"2026-11-02"
            """)
    void one_thing_is_wrong(String part, String instead, String message) throws IOException {
      assertThat(GOOD).contains(part);
      refused(GOOD.replaceFirst(Pattern.quote(part), instead == null ? "" : instead), message);
    }

    @Test
    void an_owner_voted_for_two_flats_and_nobody_knows_when() throws IOException {
      refused(
          GOOD.replace("\"ownerId\": \"q\"", "\"ownerId\": \"p\"")
              .replace("\"owners\": [\"p\", \"q\"],", ""),
          "cases[0].households[1]:应为同一业主在几户都有票时,每张都写 at;"
              + "实际是{\"id\":\"h2\",\"building\":\"7\",\"unit\":\"1\",\"ow…");
    }
  }

  @Nested
  class Counts_an_export_again {

    private static final Instant OPENS = Instant.parse("2026-11-01T00:00:00Z");

    private final List<String> lines =
        new ArrayList<>(
            List.of(
                LogLines.vote(
                    new LogLines.Head(
                        "nan/1",
                        Matter.CHARTER,
                        "管理规约修订稿",
                        Scope.building("7"),
                        Policy.standard(),
                        OPENS.minus(Duration.ofDays(20)),
                        OPENS,
                        OPENS.plus(Duration.ofDays(14)))),
                flat("h1", "p1"),
                flat("h2", "p2"),
                ballot("h1", "p1", "AAAA-2222", Choice.AGAINST),
                ballot("h1", "p1", "AAAA-3333", Choice.FOR),
                ballot("h2", "p2", "AAAA-4444", Choice.FOR)));

    private static String flat(String household, String owner) {
      return LogLines.household(
          new LogLines.Flat(household, "7", "1", List.of(owner), 6_000, "delivered", Set.of()));
    }

    private static String ballot(String household, String owner, String receipt, Choice choice) {
      return LogLines.ballot(
          household,
          receipt,
          new Ballot(choice, OPENS, OPENS, Origin.ELECTRONIC, Caster.OWNER, owner, null, false, 0));
    }

    private String head = Chain.BEFORE_FIRST;

    private Path export(String result) throws IOException {
      lines.add(result);
      var text = new StringBuilder();
      for (var line : lines) {
        head = Chain.next(head, line);
        text.append(head).append(' ').append(line).append('\n');
      }
      return Files.writeString(directory.resolve("export"), text);
    }

    private static String result(long forArea) {
      return "{\"result\":{\"forArea\":%d,\"reason\":\"PASSED\"}}".formatted(forArea);
    }

    @Test
    void and_agrees() throws IOException {
      var run = tally(export(result(12_000)));

      assertThat(run.err()).isEmpty();
      assertThat(run.status()).isZero();
      assertThat(run.out()).startsWith("{\"id\":\"nan/1\",\"scopeArea\":12000,");
    }

    @Test
    void and_says_where_its_result_is_wrong() throws IOException {
      var run = tally(export(result(6_000)));

      assertThat(run.status()).isEqualTo(1);
      assertThat(run.err()).isEqualTo("nan/1 forArea:文件写的是6000;重新计票是12000\n");
    }

    @Test
    void and_compares_it_with_what_was_published() throws IOException {
      var file = export(result(12_000));

      assertThat(tally(file, "--hash", head).status()).isZero();
      assertThat(tally(file, "--hash", "00"))
          .satisfies(run -> assertThat(run.status()).isEqualTo(1))
          .satisfies(
              run -> assertThat(run.err()).isEqualTo("校验码:公布的是00;文件的是" + head + "。这不是公布的那份文件。\n"));
    }

    @Test
    void but_not_when_a_byte_was_changed() throws IOException {
      var file = export(result(12_000));
      Files.writeString(file, Files.readString(file).replace("AAAA-3333", "AAAA-3334"));

      var run = tally(file);

      assertThat(run.status()).isEqualTo(1);
      assertThat(run.out()).isEmpty();
      assertThat(run.err()).startsWith("第5行(字节");
    }

    @Test
    void but_not_without_its_result() throws IOException {
      assertThat(tally(export(ballot("h1", "p1", "AAAA-6666", Choice.FOR))))
          .isEqualTo(new Run(2, "", "linli: tally: 什么都没有计。最后一行:应为result(结果);实际是别的内容,文件不完整\n"));
    }

    @Test
    void but_not_with_a_flat_that_came_after_the_first_ballot() throws IOException {
      lines.add(flat("h3", "p3"));

      assertThat(tally(export(result(12_000))).err())
          .startsWith("linli: tally: 什么都没有计。第7行.household:应为在第一张票之前:名册在开始表决时已经固定;实际是");
    }

    @Test
    void but_not_with_a_ballot_of_an_unknown_flat() throws IOException {
      lines.add(ballot("h9", "p9", "AAAA-5555", Choice.FOR));

      assertThat(tally(export(result(12_000))).err())
          .isEqualTo("linli: tally: 什么都没有计。第7行.ballot.household:应为前面登记过的户号;实际是\"h9\"\n");
    }
  }
}
