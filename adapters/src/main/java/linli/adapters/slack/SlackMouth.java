package linli.adapters.slack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

/** Sends as a Slack app. Source: docs.slack.dev/reference/methods/chat.postMessage. */
public final class SlackMouth implements Mouth {

  /** A section of a message takes 3000 characters. */
  private static final int LONGEST = 3_000;

  /** Elements of an actions block. */
  private static final int MOST_BUTTONS = 25;

  private static final Set<String> BUSY =
      Set.of("internal_error", "fatal_error", "service_unavailable", "request_timeout");
  private static final Set<String> REVOKED =
      Set.of("invalid_auth", "token_revoked", "token_expired", "account_inactive", "not_authed");

  private final Secret botToken;

  public SlackMouth(Secret botToken) {
    this.botToken = botToken;
  }

  @Override
  public URI vendor() {
    return URI.create("https://slack.com");
  }

  @Override
  public Capabilities capabilities() {
    return new Capabilities(
        Set.of(
            Can.HEAR_ALL,
            Can.HEAR_MENTIONS,
            Can.HEAR_EDITS,
            Can.HEAR_RECALLS,
            Can.HEAR_VOICE,
            Can.HEAR_FILES,
            Can.SAY_IN_GROUPS,
            Can.SAY_ALONE,
            Can.SAY_QUOTING,
            Can.CHANGE_CARDS),
        Duration.ofSeconds(3),
        null,
        0,
        LONGEST,
        MOST_BUTTONS,
        new Quota(1, Duration.ofSeconds(1)));
  }

  @Override
  public Optional<Call> prove() {
    return Optional.of(Call.json("/api/auth.test", authorized(), VendorJson.object()));
  }

  @Override
  public boolean proved(int status, byte[] answer) {
    return status == 200 && VendorJson.read(answer).path("ok").asBoolean();
  }

  @Override
  public List<Call> say(OutboundMessage message, Secret token) {
    return Parts.calls(message, LONGEST, part -> call(message, part));
  }

  private Call call(OutboundMessage message, Part part) {
    var body =
        VendorJson.object().put("channel", message.address()).put("text", escaped(part.text()));
    if (part.place() == 0) {
      quote(body, message);
    }
    if (part.withButtons()) {
      addButtons(body, message, part.text());
    }
    return Call.json("/api/chat.postMessage", authorized(), body);
  }

  /** In the thread of the message, and in the channel: the neighbours shall read it. */
  private static void quote(ObjectNode body, OutboundMessage message) {
    var thread = SlackIds.thread(message.address(), message.quotes());
    if (thread != null) {
      body.put("thread_ts", thread).put("reply_broadcast", true);
    }
  }

  private Map<String, String> authorized() {
    return Map.of("Authorization", "Bearer " + botToken.value());
  }

  /** Source: docs.slack.dev/reference/methods/chat.update. */
  @Override
  public Optional<Call> change(OutboundMessage said, String note, String name, Secret token) {
    var text = Parts.last(said, LONGEST) + "\n" + note;
    var slash = name.indexOf('/');
    var body =
        VendorJson.object()
            .put("channel", name.substring(0, slash))
            .put("ts", name.substring(slash + 1))
            .put("text", escaped(text));
    addButtons(body, said, text);
    return Optional.of(Call.json("/api/chat.update", authorized(), body));
  }

  private static void addButtons(ObjectNode body, OutboundMessage message, String text) {
    var blocks = body.putArray("blocks");
    blocks
        .addObject()
        .put("type", "section")
        .putObject("text")
        .put("type", "plain_text")
        .put("text", text);
    if (message.buttons().isEmpty()) {
      return;
    }
    var actions = blocks.addObject().put("type", "actions");
    var elements = actions.put("block_id", message.id().toString()).putArray("elements");
    for (var button : message.buttons()) {
      var element = elements.addObject().put("type", "button").put("value", button.key());
      element.put("action_id", "button-" + elements.size());
      element.putObject("text").put("type", "plain_text").put("text", button.label());
    }
  }

  /** Source: docs.slack.dev/reference/methods/files.info. */
  @Override
  public Optional<MediaWay> way(String reference, Secret token) {
    return MediaWay.id(reference, "slack")
        .map(id -> "/api/files.info?file=" + URLEncoder.encode(id, StandardCharsets.UTF_8))
        .map(path -> new Call("GET", path, authorized(), new byte[0]))
        .map(call -> new MediaWay.Asks(call, this::file));
  }

  /** Our key goes to Slack's own hosts only, whatever an answer says. */
  private Optional<MediaWay> file(byte[] answer) {
    return MediaWay.address(
            VendorJson.read(answer).path("file").path("url_private_download").asText())
        .filter(address -> address.getHost() != null)
        .map(
            address ->
                new MediaWay.Link(
                    address,
                    address.getScheme().equals("https") && address.getHost().endsWith(".slack.com")
                        ? authorized()
                        : Map.of(),
                    bytes -> bytes));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  @Override
  public Verdict verdict(int status, String retryAfter, byte[] body) {
    var json = VendorJson.read(body);
    if (status == 429 || json.path("error").asText().equals("ratelimited")) {
      var pause = VendorJson.pause(retryAfter, Duration.ofSeconds(1));
      return new Verdict.Later("slack ratelimited", pause);
    }
    if (status != 200) {
      return new Verdict.Later("slack " + status, Duration.ZERO);
    }
    if (json.path("ok").asBoolean()) {
      var channel = json.path("channel").asText();
      var ts = json.path("ts").asText();
      return new Verdict.Said(channel.isEmpty() || ts.isEmpty() ? null : channel + "/" + ts);
    }
    var error = json.path("error").asText("no answer");
    if (REVOKED.contains(error)) {
      return new Verdict.Locked("slack " + error);
    }
    return BUSY.contains(error)
        ? new Verdict.Later("slack " + error, Duration.ZERO)
        : new Verdict.Never("slack " + error);
  }
}
