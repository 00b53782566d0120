package linli.bot;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import linli.bot.access.ApiTokens;
import linli.bot.access.Caller;
import linli.bot.access.Scope;
import linli.bot.store.CannotStart;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;

/** {@code ./linli token}: who may use the API. Works beside a running service and without one. */
@Command(
    name = "token",
    description = "make, list and revoke tokens of /api/v1",
    mixinStandardHelpOptions = true)
final class TokenCommand {

  private static final int CONNECTIONS = 2;
  private static final String NAME = "[a-z0-9][a-z0-9-]{0,39}";

  @Option(
      names = "--config",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "settings; see config/linli.example.yml")
  private Path file;

  private final Clock clock = Clock.system(Main.ZONE);

  @Command(name = "create", description = "make a token and print it, once")
  int create(
      @Parameters(paramLabel = "NAME", description = "of the system that gets it") String name,
      @Option(names = "--scopes", required = true, split = ",", description = "what it allows")
          List<String> scopes,
      @Option(names = "--estate", description = "the only estate") String estate,
      @Option(names = "--party", description = "only the cases of this party") String party) {
    if (!name.matches(NAME)) {
      throw wrong("NAME", "small letters, digits and hyphens", name);
    }
    var allowed = scopes(scopes);
    var token =
        with(
            tokens ->
                tokens.create(
                    new Caller(name, allowed, estate(tokens, estate, party), party),
                    clock.instant()));
    System.out.println(
        token.orElseThrow(() -> wrong("NAME", "a name that no token has or had", name)).value());
    return 0;
  }

  private static Set<Scope> scopes(List<String> written) {
    var scopes = EnumSet.noneOf(Scope.class);
    for (var scope : written) {
      scopes.add(
          Scope.of(scope).orElseThrow(() -> wrong("--scopes", "some of " + Scope.list(), scope)));
    }
    return scopes;
  }

  /** A party is one of an estate: the only one that has it, unless one is named. */
  private static String estate(ApiTokens tokens, String estate, String party) {
    if (party == null) {
      return estate;
    }
    var having = tokens.estatesOfParty(party);
    if (having.isEmpty() || estate != null && !having.contains(estate)) {
      throw wrong("--party", "the id of a party that exists", party);
    }
    if (estate == null && having.size() > 1) {
      throw wrong("--estate", "one of " + having, "nothing");
    }
    return estate == null ? having.getFirst() : estate;
  }

  @Command(name = "list", description = "list the tokens; they themselves are kept nowhere")
  int list() {
    for (var token : with(ApiTokens::list)) {
      var caller = token.caller();
      var scopes = caller.scopes().stream().map(Scope::written).collect(Collectors.joining(","));
      System.out.println(
          String.join(
              "\t",
              caller.name(),
              scopes,
              shown("estate", caller.estateId()),
              shown("party", caller.partyId()),
              "created " + token.createdAt(),
              token.revokedAt() == null ? "valid" : "revoked " + token.revokedAt()));
    }
    return 0;
  }

  private static String shown(String what, String id) {
    return id == null ? "every " + what : what + " " + id;
  }

  @Command(name = "revoke", description = "let a token open nothing any more")
  int revoke(@Parameters(paramLabel = "NAME") String name) {
    if (!with(tokens -> tokens.revoke(name, clock.instant()))) {
      throw wrong("NAME", "the name of a valid token", name);
    }
    return 0;
  }

  private <T> T with(Function<ApiTokens, T> work) {
    var config = new ConfigReader(System::getenv).read(file);
    var vertx = Vertx.vertx();
    try (var database = EstateDatabase.open(vertx, config, CONNECTIONS)) {
      database.migrate();
      return work.apply(new ApiTokens(database.pool()));
    } finally {
      vertx.close().await();
    }
  }

  private static CannotStart wrong(String what, String expected, String got) {
    return new CannotStart("%s: expected %s, got %s".formatted(what, expected, got));
  }
}
