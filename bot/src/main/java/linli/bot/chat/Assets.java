package linli.bot.chat;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.CRC32;

/** The few files that the page needs, in memory. */
final class Assets {

  private static final String HTMX = "/META-INF/resources/webjars/htmx.org/2.0.10/dist/htmx.min.js";
  private static final String SCRIPT = "text/javascript; charset=utf-8";

  /** What is sent with 📷. */
  static final String PHOTO = "photo.png";

  private record Asset(String type, Buffer content, String tag) {}

  private final Map<String, Asset> assets =
      Map.of(
          "htmx.min.js",
          asset(HTMX, SCRIPT),
          "chat.js",
          asset("/linli/chat/chat.js", SCRIPT),
          "chat.css",
          asset("/linli/chat/chat.css", "text/css; charset=utf-8"),
          "icon.svg",
          asset("/linli/chat/icon.svg", "image/svg+xml"),
          PHOTO,
          asset("/linli/chat/" + PHOTO, "image/png"));

  void serve(RoutingContext context) {
    var asset = assets.get(context.pathParam("file"));
    if (asset == null) {
      Small.text(context, 404, "没有这个文件。");
      return;
    }
    var response = context.response();
    response.putHeader("Cache-Control", "no-cache").putHeader("ETag", asset.tag());
    if (asset.tag().equals(context.request().getHeader("If-None-Match"))) {
      response.setStatusCode(304).end();
      return;
    }
    response.putHeader("Content-Type", asset.type()).end(asset.content());
  }

  /** The bytes of one of them. */
  byte[] bytes(String file) {
    return assets.get(file).content().getBytes();
  }

  private static Asset asset(String resource, String type) {
    try (var in = Assets.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("expected the resource " + resource);
      }
      var bytes = in.readAllBytes();
      var sum = new CRC32();
      sum.update(bytes);
      var tag = '"' + HexFormat.of().toHexDigits(sum.getValue()) + '"';
      return new Asset(type, Buffer.buffer(bytes), tag);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
