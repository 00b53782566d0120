package linli.bot.http.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import linli.bot.http.Answers;

/** The OpenAPI document of {@code /api/v1}, as it is written and as JSON. */
final class OpenApiDocument {

  private static final String RESOURCE = "/linli/api/openapi.yaml";

  private final Buffer yaml;
  private final JsonNode json;

  private OpenApiDocument(byte[] yaml) throws IOException {
    this.yaml = Buffer.buffer(yaml);
    this.json = new YAMLMapper().readTree(yaml);
  }

  static OpenApiDocument load() {
    try (var in = OpenApiDocument.class.getResourceAsStream(RESOURCE)) {
      return new OpenApiDocument(in.readAllBytes());
    } catch (IOException broken) {
      throw new IllegalStateException(RESOURCE, broken);
    }
  }

  void yaml(RoutingContext context) {
    context
        .response()
        .putHeader("Content-Type", "application/yaml; charset=utf-8")
        .putHeader("Cache-Control", "no-store")
        .end(yaml);
  }

  void json(RoutingContext context) {
    Answers.json(context, 200, json);
  }
}
