package linli.bot.http.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import linli.adapters.Capabilities;
import linli.adapters.Capabilities.Can;
import linli.bot.access.Caller;
import linli.bot.channels.ChannelStates.State;
import linli.bot.http.Answers;
import linli.bot.reach.ChannelReport;
import linli.bot.reach.ChannelReport.Described;
import linli.bot.speech.ChinaTime;

/** The channels: what each can, whether its key is taken, what waits. Nothing of anybody. */
final class ChannelsApi {

  private final ChannelReport report;

  ChannelsApi(ChannelReport report) {
    this.report = report;
  }

  /** Channels are of no estate: a token of one estate sees none. */
  void all(RoutingContext context, Caller caller) {
    var answer = Answers.object();
    var list = answer.putArray("channels");
    if (caller.estateId() == null) {
      report.all().forEach(each -> list.add(channel(each)));
    }
    Answers.json(context, 200, answer);
  }

  private static ObjectNode channel(Described described) {
    var state = described.state();
    var json = Answers.object().put("name", state.channel());
    json.set("card", described.capabilities() == null ? null : card(described.capabilities()));
    json.set("credentials", credentials(state));
    json.set("failing", failing(state));
    json.put("waiting", state.waiting());
    json.put("oldestWaitingAt", text(state.oldestWaiting()));
    json.put("lostInADay", state.lost());
    described.words().forEach(json.putArray("words")::add);
    return json;
  }

  private static ObjectNode card(Capabilities can) {
    var json =
        Answers.object()
            .put("hearsAll", can.can(Can.HEAR_ALL))
            .put("hearsMention", can.can(Can.HEAR_MENTIONS))
            .put("edits", can.can(Can.HEAR_EDITS))
            .put("recalls", can.can(Can.HEAR_RECALLS))
            .put("buttons", can.mostButtons())
            .put("cards", can.can(Can.CARDS))
            .put("direct", can.can(Can.SAY_ALONE))
            .put("groups", can.can(Can.SAY_IN_GROUPS))
            .put("voice", can.can(Can.HEAR_VOICE))
            .put("files", can.can(Can.HEAR_FILES))
            .put("answerWithin", can.answerWithin().toString())
            .put("bytesPerMessage", can.bytesPerMessage());
    var window = can.replyWindow();
    json.set(
        "replyWindow",
        window == null
            ? null
            : Answers.object()
                .put("time", window.toString())
                .put("messages", can.repliesInWindow()));
    var quota = can.pushQuota();
    json.set(
        "pushQuota",
        quota == null
            ? null
            : Answers.object()
                .put("messages", quota.messages())
                .put("time", quota.in().toString()));
    return json;
  }

  private static ObjectNode credentials(State state) {
    return Answers.object()
        .put("proof", state.proof() == null ? null : state.proof().name())
        .put("code", state.proofCode())
        .put("at", text(state.provedAt()));
  }

  private static ObjectNode failing(State state) {
    return state.failingSince() == null
        ? null
        : Answers.object()
            .put("since", text(state.failingSince()))
            .put("code", state.failingCode())
            .put("keyRefused", state.keyRefused());
  }

  private static String text(Instant time) {
    return time == null
        ? null
        : DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
            ChinaTime.zoned(time).toOffsetDateTime().withNano(0));
  }
}
