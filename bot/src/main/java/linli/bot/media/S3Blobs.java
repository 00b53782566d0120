package linli.bot.media;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import linli.adapters.Secret;

/**
 * In a bucket of any store that speaks S3, addressed by path ({@code endpoint/bucket/key}); the
 * bucket must exist and stay private.
 */
public final class S3Blobs implements Blobs, AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /**
   * Where and as whom.
   *
   * @param endpoint without a path, as {@code https://s3.example.org}
   * @param prefix in front of every key, {@code linli/}; may be empty
   */
  public record Settings(
      URI endpoint,
      String region,
      String bucket,
      String prefix,
      String accessKey,
      Secret secretKey) {
    @Override
    public String toString() {
      return "Settings[" + bucket + "]";
    }
  }

  private final WebClient client;
  private final Settings settings;
  private final SignatureV4 signature;
  private final InstantSource wall;

  /**
   * @param wall the machine's time: the store refuses a signature that is minutes off
   */
  public S3Blobs(Vertx vertx, Settings settings, InstantSource wall) {
    var options =
        new WebClientOptions()
            .setFollowRedirects(false)
            .setUserAgent("Linli")
            .setConnectTimeout((int) PATIENCE.toMillis());
    this.client = WebClient.create(vertx, options);
    this.settings = settings;
    this.signature = new SignatureV4(settings.accessKey(), settings.secretKey(), settings.region());
    this.wall = wall;
  }

  @Override
  public void put(String sha256, byte[] bytes, String contentType) {
    var answer = send(HttpMethod.PUT, sha256, Map.of("content-type", contentType), bytes);
    expect(answer, answer.statusCode() == 200);
  }

  @Override
  public Optional<byte[]> get(String sha256) {
    var answer = send(HttpMethod.GET, sha256, Map.of(), new byte[0]);
    if (answer.statusCode() == 404) {
      return Optional.empty();
    }
    expect(answer, answer.statusCode() == 200);
    return Optional.of(answer.body() == null ? new byte[0] : answer.body().getBytes());
  }

  @Override
  public void delete(String sha256) {
    var answer = send(HttpMethod.DELETE, sha256, Map.of(), new byte[0]);
    expect(answer, answer.statusCode() < 300 || answer.statusCode() == 404);
  }

  @Override
  public void close() {
    client.close();
  }

  private HttpResponse<Buffer> send(
      HttpMethod method, String sha256, Map<String, String> headers, byte[] body) {
    var path = "/%s/%s%s".formatted(settings.bucket(), settings.prefix(), sha256);
    var all = new HashMap<>(headers);
    all.put("host", settings.endpoint().getRawAuthority());
    var target =
        new RequestOptions()
            .setMethod(method)
            .setAbsoluteURI(settings.endpoint().resolve(path).toString());
    var request = client.request(method, target).timeout(PATIENCE.toMillis());
    signature
        .sign(method.name(), path, all, body, wall.instant())
        .forEach((name, value) -> request.putHeader(name, value));
    try {
      return body.length == 0
          ? request.send().await()
          : request.sendBuffer(Buffer.buffer(body)).await();
    } catch (RuntimeException broken) {
      throw new StoreFailed("the object store does not answer", broken);
    }
  }

  private static void expect(HttpResponse<Buffer> answer, boolean fine) {
    if (!fine) {
      throw new StoreFailed("the object store answered " + answer.statusCode(), null);
    }
  }
}
