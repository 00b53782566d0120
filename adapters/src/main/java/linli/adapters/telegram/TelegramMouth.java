package linli.adapters.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import linli.adapters.ButtonKey;
import linli.adapters.Capabilities;
import linli.adapters.Capabilities.Can;
import linli.adapters.Capabilities.Quota;
import linli.adapters.MediaWay;
import linli.adapters.Mouth;
import linli.adapters.OutboundMessage;
import linli.adapters.Parts;
import linli.adapters.Parts.Part;
import linli.adapters.Secret;
import linli.adapters.VendorJson;

/** Sends as a Telegram bot. Source: core.telegram.org/bots/api#sendmessage. */
public final class TelegramMouth implements Mouth {

  /** 4096 characters of any length are allowed; bytes are the stricter measure. */
  private static final int LONGEST = 4_096;

  /** They stand in one row. */
  private static final int MOST_BUTTONS = 8;

  /** Nothing that leads out of the bot's own folder. */
  private static final Pattern PATH = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9_./-]{0,499}");

  private final Secret botToken;

  public TelegramMouth(Secret botToken) {
    this.botToken = botToken;
  }

  @Override
  public URI vendor() {
    return URI.create("https://api.telegram.org");
  }

  @Override
  public Capabilities capabilities() {
    return new Capabilities(
        Set.of(
            Can.HEAR_MENTIONS,
            Can.HEAR_EDITS,
            Can.HEAR_VOICE,
            Can.HEAR_FILES,
            Can.SAY_IN_GROUPS,
            Can.SAY_ALONE,
            Can.SAY_QUOTING,
            Can.CHANGE_CARDS),
        Duration.ofSeconds(60),
        null,
        0,
        LONGEST,
        MOST_BUTTONS,
        new Quota(20, Duration.ofMinutes(1)));
  }

  @Override
  public Optional<Call> prove() {
    var path = "/bot" + botToken.value() + "/getMe";
    return Optional.of(new Call("GET", path, Map.of(), new byte[0]));
  }

  @Override
  public boolean proved(int status, byte[] answer) {
    return status == 200;
  }

  @Override
  public List<Call> say(OutboundMessage message, Secret token) {
    return Parts.calls(message, LONGEST, part -> call(message, part));
  }

  private Call call(OutboundMessage message, Part part) {
    var body = VendorJson.object().put("chat_id", message.address()).put("text", part.text());
    if (part.place() == 0) {
      quote(body, message);
    }
    if (part.withButtons()) {
      addButtons(body, message);
    }
    return Call.json("/bot" + botToken.value() + "/sendMessage", Map.of(), body);
  }

  /** A message that is gone by now is not quoted, and this one is said all the same. */
  private static void quote(ObjectNode body, OutboundMessage message) {
    var quotes = message.quotes();
    var chat = message.address() + "/";
    if (quotes != null && quotes.startsWith(chat) && quotes.matches(".*/\\d{1,18}")) {
      body.putObject("reply_parameters")
          .put("message_id", Long.parseLong(quotes.substring(chat.length())))
          .put("allow_sending_without_reply", true);
    }
  }

  private static void addButtons(ObjectNode body, OutboundMessage message) {
    var row = body.putObject("reply_markup").putArray("inline_keyboard").addArray();
    for (var button : message.buttons()) {
      row.addObject()
          .put("text", button.label())
          .put("callback_data", new ButtonKey(message.id(), button.key()).text());
    }
  }

  /** Source: core.telegram.org/bots/api#editmessagetext; a keyboard that is not named goes. */
  @Override
  public Optional<Call> change(OutboundMessage said, String note, String name, Secret token) {
    var slash = name.indexOf('/');
    var body =
        VendorJson.object()
            .put("chat_id", name.substring(0, slash))
            .put("message_id", Long.parseLong(name.substring(slash + 1)))
            .put("text", Parts.last(said, LONGEST) + "\n" + note);
    if (!said.buttons().isEmpty()) {
      addButtons(body, said);
    }
    return Optional.of(Call.json("/bot" + botToken.value() + "/editMessageText", Map.of(), body));
  }

  /** Source: core.telegram.org/bots/api#getfile; files up to 20 MB. */
  @Override
  public Optional<MediaWay> way(String reference, Secret token) {
    return MediaWay.id(reference, "telegram")
        .map(id -> VendorJson.object().put("file_id", id))
        .map(body -> Call.json("/bot" + botToken.value() + "/getFile", Map.of(), body))
        .map(call -> new MediaWay.Asks(call, this::file));
  }

  private Optional<MediaWay> file(byte[] answer) {
    var path = VendorJson.read(answer).path("result").path("file_path").asText();
    return PATH.matcher(path).matches() && !path.contains("..")
        ? Optional.of(
            new MediaWay.Bytes(
                new Call(
                    "GET", "/file/bot" + botToken.value() + "/" + path, Map.of(), new byte[0])))
        : Optional.empty();
  }

  private static String messageId(JsonNode sent) {
    var chat = sent.path("chat").path("id").asText();
    var message = sent.path("message_id").asText();
    return chat.isEmpty() || message.isEmpty() ? null : chat + "/" + message;
  }

  @Override
  public Verdict verdict(int status, String retryAfter, byte[] body) {
    var json = VendorJson.read(body);
    if (status == 200) {
      return new Verdict.Said(messageId(json.path("result")));
    }
    var code = "telegram " + status;
    return switch (status) {
      case 429 -> {
        var seconds = json.path("parameters").path("retry_after").asLong(1);
        yield new Verdict.Later(code, Duration.ofSeconds(seconds));
      }
      case 401, 404 -> new Verdict.Locked(code); // the token is wrong or revoked
      case 400 ->
          json.path("description").asText().contains("message is not modified")
              ? new Verdict.Said(null) // it stands so already
              : new Verdict.Never(code); // no such chat
      case 403 -> new Verdict.Never(code); // the bot was blocked or removed
      default -> new Verdict.Later(code, Duration.ZERO);
    };
  }
}
