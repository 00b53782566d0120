package linli.bot.http.open311;

import io.vertx.ext.web.RoutingContext;

/** The format of an answer: the end of the address says it. */
enum Format {
  XML("text/xml; charset=utf-8"),
  JSON("application/json; charset=utf-8");

  private final String contentType;

  Format(String contentType) {
    this.contentType = contentType;
  }

  String contentType() {
    return contentType;
  }

  /** XML where the address does not say it: that one is required. */
  static Format of(RoutingContext context) {
    var path = context.request().path();
    return path != null && path.endsWith(".json") ? JSON : XML;
  }
}
