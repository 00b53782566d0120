package linli.bot.http.api;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.function.BiConsumer;
import linli.bot.access.ApiTokens;
import linli.bot.access.Caller;
import linli.bot.access.Scope;
import linli.bot.http.Answers;
import linli.bot.http.BearerToken;
import linli.bot.http.OffLoop;

/** Lets in who may do something, and gives refusals their form. */
final class ApiDoor {

  private final BearerToken operator;
  private final ApiTokens tokens;

  ApiDoor(BearerToken operator, ApiTokens tokens) {
    this.operator = operator;
    this.tokens = tokens;
  }

  /** Runs on a virtual thread what the scope allows. */
  Handler<RoutingContext> with(Scope scope, BiConsumer<RoutingContext, Caller> operation) {
    return OffLoop.handler(
        context -> {
          try {
            operation.accept(context, caller(context, scope));
          } catch (ApiRefused refused) {
            answer(context, refused);
          }
        });
  }

  /** Runs on a virtual thread what only the operator of the service may do. */
  Handler<RoutingContext> operator(BiConsumer<RoutingContext, Caller> operation) {
    return OffLoop.handler(
        context -> {
          try {
            var caller = known(context);
            if (caller != Caller.OPERATOR) {
              throw new ApiRefused(403, "Authorization", "expected the operator's token");
            }
            operation.accept(context, caller);
          } catch (ApiRefused refused) {
            answer(context, refused);
          }
        });
  }

  private Caller known(RoutingContext context) {
    var sent = BearerToken.sentWith(context).orElse("");
    var caller = operator.is(sent) ? Caller.OPERATOR : tokens.find(sent).orElse(null);
    if (caller == null) {
      throw new ApiRefused(401, "Authorization", "expected Bearer and a token that is valid");
    }
    return caller;
  }

  private Caller caller(RoutingContext context, Scope scope) {
    var caller = known(context);
    if (!caller.may(scope)) {
      throw new ApiRefused(
          403, "Authorization", "expected a token with the scope " + scope.written());
    }
    return caller;
  }

  private static void answer(RoutingContext context, ApiRefused refused) {
    if (refused.status() == 401) {
      context.response().putHeader("WWW-Authenticate", "Bearer");
    }
    Answers.refuse(context, refused.status(), refused.getMessage(), refused.path());
  }
}
