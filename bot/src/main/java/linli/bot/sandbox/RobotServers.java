package linli.bot.sandbox;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;

/** An intelligent robot of WeCom over its long connection: there is no other interface. */
final class RobotServers implements PlatformServers {

  private final InstantSource clock;
  private final Said said;

  RobotServers(InstantSource clock, Said said) {
    this.clock = clock;
    this.said = said;
  }

  @Override
  public Answered answer(Asked asked) {
    return new Answered(404, new JsonObject());
  }

  @Override
  public boolean hasGroups() {
    return true;
  }

  /** It has none: the robot's secret is for ever. */
  @Override
  public void expireTokens() {}

  @Override
  public Callback tell(Saying saying) {
    return callback(
        message(saying.group(), saying.person())
            .put("msgtype", "text")
            .put("text", new JsonObject().put("content", saying.text())));
  }

  @Override
  public Callback press(Read under, Choice choice, String person) {
    var group = under.where().equals(person) ? null : under.where();
    var event =
        new JsonObject()
            .put("eventtype", "template_card_event")
            .put("event_key", choice.value())
            .put("task_id", under.id());
    return callback(message(group, person).put("msgtype", "event").put("event", event));
  }

  private JsonObject message(String group, String person) {
    var message =
        new JsonObject()
            .put("msgid", "robot-" + said.number())
            .put("aibotid", "sandbox")
            .put("chattype", group == null ? "single" : "group")
            .put("create_time", clock.instant().getEpochSecond())
            .put("from", new JsonObject().put("userid", person));
    return group == null ? message : message.put("chatid", group);
  }

  private static Callback callback(JsonObject message) {
    return new Callback("", Map.of(), message.encode().getBytes(StandardCharsets.UTF_8));
  }
}
