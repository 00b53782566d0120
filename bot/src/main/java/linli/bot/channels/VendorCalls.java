package linli.bot.channels;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import linli.adapters.Mouth;
import linli.adapters.Mouth.Call;
import linli.adapters.Mouth.Token;
import linli.adapters.Mouth.Verdict;
import linli.adapters.Secret;
import linli.adapters.VendorJson;

/** Single calls to the interfaces of platforms: straight down, on virtual threads only. */
final class VendorCalls {

  /** An answer that takes longer is none. */
  static final Duration PATIENCE = Duration.ofSeconds(5);

  private final WebClient client;
  private final Tokens tokens;
  private final Connections connections;
  private final Map<String, String> refused = new ConcurrentHashMap<>();

  VendorCalls(WebClient client, Tokens tokens, Connections connections) {
    this.client = client;
    this.tokens = tokens;
    this.connections = connections;
  }

  /**
   * What a platform made of a call.
   *
   * @param body what it answered, also where the verdict is that nothing came
   * @param there whether the platform itself answered
   */
  record Answered(Verdict verdict, byte[] body, boolean there) {}

  /** Never fails but for faults of ours: a broken connection is a verdict. */
  Answered ask(Channel channel, Call call) {
    try {
      if (call.isFrame()) {
        var body = connections.send(channel.name(), call).await();
        return new Answered(channel.mouth().verdict(200, null, body), body, true);
      }
      var answer = send(channel, call);
      var body = body(answer);
      var verdict =
          channel.mouth().verdict(answer.statusCode(), answer.getHeader("Retry-After"), body);
      return new Answered(verdict, body, answer.statusCode() < 500);
    } catch (Throwable broken) {
      return new Answered(unreachable(broken), new byte[0], false);
    }
  }

  /**
   * Whether the platform takes our credentials: empty text when it does, else the code of its
   * refusal; empty when it could not be asked.
   */
  Optional<String> prove(Channel channel) {
    var mouth = channel.mouth();
    try {
      var answer = send(channel, mouth.prove().orElseThrow());
      if (mouth.proved(answer.statusCode(), body(answer))) {
        return Optional.of("");
      }
      return answer.statusCode() >= 500 || answer.statusCode() == 429
          ? Optional.empty()
          : Optional.of(VendorJson.errorCode(body(answer)));
    } catch (Throwable broken) {
      unreachable(broken);
      return Optional.empty();
    }
  }

  /**
   * A token of this channel, or empty when there is none by then or none is needed.
   *
   * @param refused one that the platform did not take any more, or null
   * @param end in nanoseconds of the machine
   */
  Optional<Secret> token(Channel channel, Secret refused, long end) {
    var mouth = channel.mouth();
    var longest = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    return mouth
        .askForToken()
        .flatMap(
            call ->
                tokens.get(
                    channel.name(),
                    call,
                    refused,
                    longest,
                    () -> askForToken(channel, mouth, call)));
  }

  /** The code with which the platform last refused this node a token; empty when it did not. */
  Optional<String> refusal(Channel channel) {
    return Optional.ofNullable(refused.get(channel.name()));
  }

  private Optional<Token> askForToken(Channel channel, Mouth mouth, Call call) {
    try {
      var answer = send(channel, call);
      var token = answer.statusCode() == 200 ? mouth.token(body(answer)) : Optional.<Token>empty();
      if (token.isEmpty() && answer.statusCode() < 500) {
        refused.put(channel.name(), VendorJson.errorCode(body(answer)));
      } else {
        refused.remove(channel.name());
      }
      return token;
    } catch (Throwable broken) {
      unreachable(broken);
      return Optional.empty();
    }
  }

  private static Verdict unreachable(Throwable broken) {
    if (broken instanceof Connections.TooLate) {
      return new Verdict.Never("too late");
    }
    if (broken instanceof IOException
        || broken instanceof java.util.concurrent.TimeoutException
        || broken instanceof io.vertx.core.VertxException) {
      return new Verdict.Later("connection", Duration.ZERO);
    }
    throw new IllegalStateException("a call to a platform failed", broken);
  }

  private HttpResponse<Buffer> send(Channel channel, Call call) {
    var base = channel.apiBase().toString().replaceFirst("/+$", "");
    var request =
        client
            .requestAbs(HttpMethod.valueOf(call.method()), base + call.path())
            .timeout(PATIENCE.toMillis());
    request.putHeader("Content-Type", "application/json; charset=utf-8");
    call.headers().forEach(request::putHeader);
    if (call.method().equals("GET")) {
      request.headers().remove("Content-Type");
      return request.send().await();
    }
    return request.sendBuffer(Buffer.buffer(call.body())).await();
  }

  private static byte[] body(HttpResponse<Buffer> answer) {
    return answer.body() == null ? new byte[0] : answer.body().getBytes();
  }
}
