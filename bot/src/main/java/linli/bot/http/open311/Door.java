package linli.bot.http.open311;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import linli.bot.access.ApiTokens;
import linli.bot.access.Caller;
import linli.bot.access.Scope;
import linli.bot.estates.Estate;
import linli.bot.estates.Estates;
import linli.bot.http.BearerToken;
import linli.bot.http.OffLoop;

/** Who asks and about which estate, and the form of answers and refusals. */
final class Door {

  private final BearerToken operator;
  private final ApiTokens tokens;
  private final Estates estates;
  private final boolean open;

  /**
   * @param open whether what everybody may read is told without a key
   */
  Door(BearerToken operator, ApiTokens tokens, Estates estates, boolean open) {
    this.operator = operator;
    this.tokens = tokens;
    this.estates = estates;
    this.open = open;
  }

  /** Answers on a virtual thread, in the format that the address names. */
  Handler<RoutingContext> answering(Function<RoutingContext, Document> operation) {
    return OffLoop.handler(
        context -> {
          var format = Format.of(context);
          try {
            operation.apply(context).answer(context, 200, format);
          } catch (Refused refused) {
            Document.error(refused.status(), refused.getMessage())
                .answer(context, refused.status(), format);
          }
        });
  }

  /** Who reads; empty: somebody without a key. */
  Optional<Caller> reader(RoutingContext context) {
    var key = key(context);
    if (key.isEmpty() && open) {
      return Optional.empty();
    }
    return Optional.of(caller(key, Scope.CASES_READ));
  }

  Caller writer(RoutingContext context) {
    return caller(key(context), Scope.CASES_WRITE);
  }

  private Caller caller(Optional<String> key, Scope scope) {
    var sent = key.orElse("");
    var caller = operator.is(sent) ? Caller.OPERATOR : tokens.find(sent).orElse(null);
    if (caller == null) {
      throw new Refused(403, "api_key is missing or not valid");
    }
    if (!caller.may(scope)) {
      throw new Refused(403, "api_key does not allow this: it needs " + scope.written());
    }
    return caller;
  }

  /** In the form or the query, as the specification has it, or in the header. */
  private static Optional<String> key(RoutingContext context) {
    return parameter(context, "api_key").or(() -> BearerToken.sentWith(context));
  }

  /** The estate that {@code jurisdiction_id} names; without it the only one that there is. */
  Estate estate(RoutingContext context, Caller caller) {
    var served =
        estates.all().stream()
            .filter(each -> caller == null || caller.mayEnter(each.id()))
            .toList();
    var wanted = parameter(context, "jurisdiction_id");
    if (wanted.isEmpty()) {
      return only(served);
    }
    return served.stream()
        .filter(each -> each.id().equals(wanted.get()))
        .findFirst()
        .orElseThrow(() -> new Refused(404, "jurisdiction_id was not found"));
  }

  private static Estate only(List<Estate> served) {
    if (served.size() != 1) {
      throw new Refused(400, "jurisdiction_id was not provided: there are several");
    }
    return served.getFirst();
  }

  /** Empty where it is missing or has no value, which is the same (Optional Arguments). */
  static Optional<String> parameter(RoutingContext context, String name) {
    var form = context.request().formAttributes().getAll(name);
    var values = form.isEmpty() ? context.queryParam(name) : form;
    if (values.size() > 1) {
      throw new Refused(400, name + " was provided more than once");
    }
    return values.stream().map(String::strip).filter(value -> !value.isEmpty()).findFirst();
  }
}
