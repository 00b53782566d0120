package linli.adapters.telegram;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.InstantSource;
import linli.adapters.Answer;
import linli.adapters.Fields;
import linli.adapters.Reason;
import linli.adapters.Received;
import linli.adapters.Received.Accepted;
import linli.adapters.Refusal;
import linli.adapters.Request;
import linli.adapters.Secret;
import linli.adapters.StrictJson;
import linli.adapters.Webhook;

/**
 * Telegram bot: groups and people alone.
 *
 * <p>The secret in the header proves who calls, not what is said: serve this address over TLS only.
 * Source: core.telegram.org/bots/api#setwebhook.
 */
public final class TelegramWebhook implements Webhook {

  private static final StrictJson JSON = new StrictJson(32);

  private final Secret secretToken;
  private final TelegramUpdates updates;

  /**
   * An ear for one bot.
   *
   * @param botUsername without {@code @}, or null: then every mention of any bot counts
   */
  public TelegramWebhook(Secret secretToken, String botUsername, InstantSource clock) {
    this.secretToken = secretToken;
    this.updates = new TelegramUpdates(botUsername, clock);
  }

  @Override
  public byte[] open(Request request) {
    if (!request.method().equals("POST")) {
      throw new Refusal(Reason.WRONG_METHOD);
    }
    var given = request.header("X-Telegram-Bot-Api-Secret-Token");
    if (given == null
        || !MessageDigest.isEqual(secretToken.bytes(), given.getBytes(StandardCharsets.UTF_8))) {
      throw new Refusal(Reason.BAD_SIGNATURE);
    }
    return request.body();
  }

  @Override
  public Received read(Request request, byte[] content) {
    var update = JSON.object(content);
    return new Accepted(updates.read(update), answer(update));
  }

  /** A pressed button shows a clock until the click is answered; the answer may come right here. */
  private static Answer answer(Fields update) {
    if (!update.has("callback_query")) {
      return Answer.EMPTY;
    }
    var id = update.object("callback_query").looseId("id", Fields.LONGEST_ID);
    return Answer.json(
        JsonNodeFactory.instance
            .objectNode()
            .put("method", "answerCallbackQuery")
            .put("callback_query_id", id)
            .toString());
  }
}
