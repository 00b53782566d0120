package linli.bot.media;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import linli.adapters.Secret;
import linli.bot.store.TestDatabase;

/** An object store on this machine that believes nothing: it checks hash and signature itself. */
public final class S3StandIn implements AutoCloseable {

  private static final String KEY = "stand-in key";

  private final HttpServer server;
  private final Map<String, byte[]> objects = new ConcurrentHashMap<>();
  private volatile boolean broken;

  public S3StandIn() {
    server = TestDatabase.vertx().createHttpServer().requestHandler(this::receive);
    server.listen(0, "127.0.0.1").await();
  }

  public S3Blobs.Settings settings(String secretKey) {
    return new S3Blobs.Settings(
        URI.create("http://127.0.0.1:" + server.actualPort()),
        "cn-east-1",
        "photos",
        "linli/",
        "me",
        new Secret(secretKey));
  }

  public S3Blobs.Settings settings() {
    return settings(KEY);
  }

  public Map<String, byte[]> objects() {
    return objects;
  }

  void fail(boolean now) {
    broken = now;
  }

  private void receive(HttpServerRequest request) {
    request.body().onSuccess(body -> answer(request, body.getBytes()));
  }

  private void answer(HttpServerRequest request, byte[] body) {
    var response = request.response();
    if (broken) {
      response.setStatusCode(500).end();
    } else if (!isGenuine(request, body)) {
      response.setStatusCode(403).end();
    } else {
      switch (request.method().name()) {
        case "PUT" -> {
          objects.put(request.path(), body);
          response.end();
        }
        case "GET" -> {
          var found = objects.get(request.path());
          if (found == null) {
            response.setStatusCode(404).end("<Error><Code>NoSuchKey</Code></Error>");
          } else {
            response.end(io.vertx.core.buffer.Buffer.buffer(found));
          }
        }
        case "DELETE" -> {
          objects.remove(request.path());
          response.setStatusCode(204).end();
        }
        default -> response.setStatusCode(405).end();
      }
    }
  }

  /** As the specification says it, from what came over the wire. */
  private static boolean isGenuine(HttpServerRequest request, byte[] body) {
    var hash = hex(sha256(body));
    if (!hash.equals(request.getHeader("x-amz-content-sha256"))) {
      return false;
    }
    var fields = new TreeMap<String, String>();
    for (var part : request.getHeader("authorization").split("[ ,]+")) {
      if (part.contains("=")) {
        fields.put(part.split("=", 2)[0], part.split("=", 2)[1]);
      }
    }
    var names = Arrays.asList(fields.get("SignedHeaders").split(";"));
    if (!names.contains("host") || !names.contains("x-amz-date")) {
      return false;
    }
    var canonical = new StringBuilder(request.method() + "\n" + request.path() + "\n\n");
    names.forEach(n -> canonical.append(n).append(':').append(request.getHeader(n)).append('\n'));
    canonical.append('\n').append(fields.get("SignedHeaders")).append('\n').append(hash);
    var scope = fields.get("Credential").split("/", 2);
    var toSign =
        "AWS4-HMAC-SHA256\n%s\n%s\n%s"
            .formatted(
                request.getHeader("x-amz-date"),
                scope[1],
                hex(sha256(canonical.toString().getBytes(UTF_8))));
    byte[] key = ("AWS4" + KEY).getBytes(UTF_8);
    for (var part : scope[1].split("/")) {
      key = hmac(key, part);
    }
    return scope[0].equals("me")
        && scope[1].endsWith("/cn-east-1/s3/aws4_request")
        && hex(hmac(key, toSign)).equals(fields.get("Signature"));
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(UTF_8));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public void close() {
    server.close().await();
  }
}
