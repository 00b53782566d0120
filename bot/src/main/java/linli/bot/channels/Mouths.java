package linli.bot.channels;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import linli.adapters.Mouth;
import linli.adapters.Mouth.Call;
import linli.adapters.Mouth.Token;
import linli.adapters.Mouth.Verdict;
import linli.adapters.OutboundMessage;
import linli.adapters.Secret;
import linli.bot.channels.Callbacks.Outcome;

/** Says messages on platforms of others: straight down, on virtual threads only. */
final class Mouths {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final WebClient client;
  private final Tokens tokens;
  private final Duration longest;

  /**
   * @param longest an attempt ends then, token and all: no call begins that could not end in time
   */
  Mouths(WebClient client, Tokens tokens, Duration longest) {
    this.client = client;
    this.tokens = tokens;
    this.longest = longest;
  }

  /**
   * Never fails but for faults of ours: a broken connection is an outcome.
   *
   * @param partsSaid so many parts were taken in earlier attempts
   */
  Outcome say(Channel channel, OutboundMessage message, int partsSaid) {
    var mouth = channel.mouth();
    var end = System.nanoTime() + longest.minus(PATIENCE).toNanos(); // the last call begins by then
    var token = token(channel, null, end);
    if (token.isEmpty() && mouth.askForToken().isPresent()) {
      return new Outcome.Failed("no token", Duration.ofMinutes(1), partsSaid);
    }
    var said = partsSaid;
    String messageId = null;
    var fresh = false;
    var calls = mouth.say(message, token.orElse(null));
    while (said < calls.size()) {
      if (System.nanoTime() > end) {
        return new Outcome.Failed("slow", Duration.ZERO, said);
      }
      switch (verdict(channel, calls.get(said))) {
        case Verdict.Said done -> {
          said++;
          messageId = done.messageId();
        }
        case Verdict.Later later -> {
          return new Outcome.Failed(later.code(), later.pause(), said);
        }
        case Verdict.Never never -> {
          return new Outcome.Rejected(never.code());
        }
        case Verdict.StaleToken stale -> {
          token = fresh ? Optional.empty() : token(channel, token.orElseThrow(), end);
          if (token.isEmpty()) {
            return new Outcome.Failed("token refused", Duration.ofMinutes(1), said);
          }
          fresh = true;
          calls = mouth.say(message, token.get());
        }
      }
    }
    return calls.isEmpty()
        ? new Outcome.Rejected("no way to this conversation")
        : new Outcome.Delivered(messageId);
  }

  private Verdict verdict(Channel channel, Call call) {
    try {
      var answer = send(channel, call);
      return channel
          .mouth()
          .verdict(answer.statusCode(), answer.getHeader("Retry-After"), body(answer));
    } catch (Throwable broken) {
      return unreachable(broken);
    }
  }

  private static Verdict unreachable(Throwable broken) {
    if (broken instanceof IOException
        || broken instanceof java.util.concurrent.TimeoutException
        || broken instanceof io.vertx.core.VertxException) {
      return new Verdict.Later("connection", Duration.ZERO);
    }
    throw new IllegalStateException("a call to a platform failed", broken);
  }

  private Optional<Secret> token(Channel channel, Secret refused, long end) {
    var mouth = channel.mouth();
    var longest = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    return mouth
        .askForToken()
        .flatMap(
            call ->
                tokens.get(
                    channel.name(), call, refused, longest, () -> ask(channel, mouth, call)));
  }

  private Optional<Token> ask(Channel channel, Mouth mouth, Call call) {
    try {
      var answer = send(channel, call);
      return answer.statusCode() == 200 ? mouth.token(body(answer)) : Optional.empty();
    } catch (Throwable broken) {
      unreachable(broken);
      return Optional.empty();
    }
  }

  private HttpResponse<Buffer> send(Channel channel, Call call) {
    var base = channel.apiBase().toString().replaceFirst("/+$", "");
    var request =
        client
            .requestAbs(HttpMethod.valueOf(call.method()), base + call.path())
            .timeout(PATIENCE.toMillis());
    call.headers().forEach(request::putHeader);
    if (call.method().equals("GET")) {
      return request.send().await();
    }
    request.putHeader("Content-Type", "application/json; charset=utf-8");
    return request.sendBuffer(Buffer.buffer(call.body())).await();
  }

  private static byte[] body(HttpResponse<Buffer> answer) {
    return answer.body() == null ? new byte[0] : answer.body().getBytes();
  }
}
