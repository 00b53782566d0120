package linli.bot.http.api;

import io.vertx.ext.web.RoutingContext;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** The query of a list, read strictly: a word that is not known would find too much. */
final class PageQuery {

  private static final int USUAL_PAGE = 50;
  private static final int LARGEST_PAGE = 200;

  private final RoutingContext context;

  /**
   * @param names all that there may be
   */
  PageQuery(RoutingContext context, Set<String> names) {
    this.context = context;
    for (var name : context.queryParams().names()) {
      if (!names.contains(name)) {
        throw ApiRefused.expected("query", "only " + names.stream().sorted().toList(), name);
      }
    }
  }

  /** The only value of this name; null when it is absent or empty. */
  String text(String name) {
    var values = context.queryParam(name);
    if (values.size() > 1) {
      throw ApiRefused.expected(name, "one value", values.size() + " values");
    }
    return values.isEmpty() || values.getFirst().isEmpty() ? null : values.getFirst();
  }

  String oneOf(String name, Collection<String> known) {
    var text = text(name);
    if (text != null && !known.contains(text)) {
      throw ApiRefused.expected(name, "one of " + List.copyOf(known), text);
    }
    return text;
  }

  int limit() {
    var text = text("limit");
    if (text == null) {
      return USUAL_PAGE;
    }
    var number = text.matches("\\d{1,4}") ? Integer.parseInt(text) : 0;
    if (number < 1 || number > LARGEST_PAGE) {
      throw ApiRefused.expected("limit", "a whole number from 1 to " + LARGEST_PAGE, text);
    }
    return number;
  }
}
