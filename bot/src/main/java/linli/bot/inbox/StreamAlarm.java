package linli.bot.inbox;

import linli.bot.channels.Channel;
import linli.bot.channels.ChannelStates;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once that a channel has no connection, and once that it has one again. */
final class StreamAlarm {

  private static final Logger log = LoggerFactory.getLogger(StreamAlarm.class);

  private final Channel channel;
  private final ChannelStates states;
  private boolean down;
  private boolean noted = true; // also what an earlier run noted is taken back

  StreamAlarm(Channel channel, ChannelStates states) {
    this.channel = channel;
    this.states = states;
  }

  void open() {
    if (down) {
      log.atInfo().addKeyValue("channel", channel.name()).log("stream open again");
    }
    down = false;
    if (noted && channel.mouth().speaksOverStream()) {
      note(() -> states.works(channel.name()));
    }
    noted = false;
  }

  /** The platform does not take our key: somebody must repair that. */
  void refused(String code) {
    if (!down) {
      log.atError()
          .addKeyValue("channel", channel.name())
          .addKeyValue("code", code)
          .log("channel down: its key is refused");
      fails(code, true);
    }
    down = true;
  }

  /** Somebody else uses our key. */
  void pushedOut() {
    if (!down) {
      log.atError()
          .addKeyValue("channel", channel.name())
          .log("stream ended: another program connected with this key");
      fails("pushed out", true);
    }
    down = true;
  }

  void away(Exception notOpen) {
    if (!down) {
      log.atWarn()
          .addKeyValue("channel", channel.name())
          .addKeyValue("why", notOpen.getClass().getSimpleName())
          .log("stream not open, will try again");
      fails("no connection", false);
    }
    down = true;
  }

  /** What is only heard so can still be spoken to. */
  private void fails(String code, boolean keyRefused) {
    if (channel.mouth().speaksOverStream()) {
      noted = true;
      note(() -> states.fails(channel.name(), code, keyRefused));
    }
  }

  private static void note(Runnable state) {
    try {
      state.run();
    } catch (RuntimeException away) {
      log.atWarn().setCause(away).log("state of a channel not noted");
    }
  }
}
