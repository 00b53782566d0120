package linli.bot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import linli.bot.access.ApiTokens;
import linli.bot.access.Scope;
import linli.bot.estates.EstateFile;
import linli.bot.estates.EstateImport;
import linli.bot.store.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("./linli token")
class ApiTokenCommandTest {

  @TempDir Path data;
  private Path config;
  private final ApiTokens tokens = new ApiTokens(TestDatabase.pool());

  /** What a command printed. */
  private record Ran(int status, String out, String errors) {}

  @BeforeEach
  void start() throws IOException {
    TestDatabase.clean();
    TestDatabase.transactions()
        .run(
            tx -> {
              EstateImport.run(tx, EstateFile.shippedDemo(), "webhook", Instant.EPOCH);
              return null;
            });
    config = data.resolve("linli.yml");
    Files.writeString(
        config, "data: %s\ndatabase: {url: \"%s\"}\n".formatted(data, TestDatabase.url()));
  }

  private Ran run(String... arguments) {
    var all = new String[arguments.length + 3];
    all[0] = "token";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    all[all.length - 2] = "--config";
    all[all.length - 1] = config.toString();
    var out = new ByteArrayOutputStream();
    var errors = new StringWriter();
    var before = System.out;
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      var status = Main.commandLine().setErr(new PrintWriter(errors, true)).execute(all);
      return new Ran(status, out.toString(StandardCharsets.UTF_8).strip(), errors.toString());
    } finally {
      System.setOut(before);
    }
  }

  private static String token(Ran created) {
    return created
        .out()
        .lines()
        .filter(line -> line.startsWith("linli_"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void makes_a_token_that_is_shown_once_and_can_be_revoked() {
    var created = run("create", "hotline", "--scopes", "cases:read,understand");
    assertThat(created.status()).isZero();
    var token = token(created);
    var caller = tokens.find(token).orElseThrow();
    assertThat(caller.scopes()).containsExactlyInAnyOrder(Scope.CASES_READ, Scope.UNDERSTAND);
    var listed = run("list");
    assertThat(listed.out())
        .contains("hotline\tcases:read,understand\tevery estate")
        .contains("valid");
    assertThat(listed.out()).doesNotContain(token);
    assertThat(run("revoke", "hotline").status()).isZero();
    assertThat(tokens.find(token)).isEmpty();
    assertThat(run("list").out()).contains("revoked");
    assertThat(run("revoke", "hotline").status()).isEqualTo(2);
  }

  @Test
  void keeps_only_the_hash() {
    var token = token(run("create", "hotline", "--scopes", "cases:read"));
    var stored =
        ApiService.count(
            "select count(*) as n from api_token where api_token::text like '%" + token + "%'");
    assertThat(stored).isZero();
    assertThat(ApiService.count("select count(*) as n from api_token")).isEqualTo(1);
  }

  @Test
  void ties_a_party_to_its_estate() {
    var caller =
        tokens
            .find(token(run("create", "wanjia", "--scopes", "cases:read", "--party", "wanjia")))
            .orElseThrow();
    assertThat(caller.partyId()).isEqualTo("wanjia");
    assertThat(caller.estateId()).isEqualTo("xingfuli");
  }

  @Test
  void says_what_it_expected() {
    assertThat(run("create", "x", "--scopes", "everything").errors())
        .contains("--scopes: expected some of cases:read");
    assertThat(run("create", "X y", "--scopes", "cases:read").errors()).contains("NAME: expected");
    assertThat(run("create", "x", "--scopes", "cases:read", "--party", "none").errors())
        .contains("--party: expected");
    assertThat(run("create", "twice", "--scopes", "cases:read").status()).isZero();
    assertThat(run("create", "twice", "--scopes", "cases:read").errors())
        .contains("a name that no token has or had");
    assertThat(ApiService.count("select count(*) as n from api_token")).isEqualTo(1);
  }
}
