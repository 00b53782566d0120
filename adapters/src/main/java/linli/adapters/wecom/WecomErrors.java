package linli.adapters.wecom;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Set;
import linli.adapters.Mouth.Verdict;

/**
 * What WeCom's global error codes mean for a message.
 *
 * <p>Source: developer.work.weixin.qq.com/document/path/90313.
 */
final class WecomErrors {

  private static final Set<Integer> STALE = Set.of(40001, 40014, 41001, 42001);

  /** System busy, too many calls, too many at once, two changes of one thing. */
  private static final Set<Integer> BUSY = Set.of(-1, 45009, 45033, 6000);

  private static final Duration AFTER_TOO_MANY = Duration.ofSeconds(60);

  private WecomErrors() {}

  static Verdict verdict(int status, JsonNode answer) {
    if (status != 200 || !answer.has("errcode")) {
      return new Verdict.Later("wecom http " + status, Duration.ZERO);
    }
    var code = answer.get("errcode").asInt();
    if (code == 0) {
      var nobody = !answer.path("invaliduser").asText().isEmpty();
      return nobody
          ? new Verdict.Never("wecom invaliduser")
          : new Verdict.Said(answer.path("response_code").textValue());
    }
    if (STALE.contains(code)) {
      return new Verdict.StaleToken();
    }
    return BUSY.contains(code)
        ? new Verdict.Later("wecom " + code, code == 45009 ? AFTER_TOO_MANY : Duration.ZERO)
        : new Verdict.Never("wecom " + code);
  }
}
