package linli.bot.http.api;

import io.vertx.ext.web.RoutingContext;
import linli.bot.access.Caller;
import linli.bot.http.Answers;
import linli.nlp.UnderstandCommand;
import linli.nlp.Understander;

/**
 * What one message means: the JSON of {@code ./linli understand}. With {@code explain} also why.
 * Nothing is kept.
 */
final class UnderstandApi {

  /** As in the signed channel. */
  private static final int LONGEST_TEXT = 20_000;

  private final Understander understander;

  UnderstandApi(Understander understander) {
    this.understander = understander;
  }

  void answer(RoutingContext context, Caller caller) {
    var body = JsonBody.of(context, "text", "home", "explain");
    body.required("text", LONGEST_TEXT);
    body.object("home", "building", "unit", "room")
        .ifPresent(home -> home.texts(40, "building", "unit", "room"));
    var message = body.node().toString();
    var understood =
        body.node().has("explain") && body.flag("explain")
            ? UnderstandCommand.explain(understander, message)
            : UnderstandCommand.answer(understander, message);
    Answers.json(context, 200, JsonBody.parse(understood));
  }
}
