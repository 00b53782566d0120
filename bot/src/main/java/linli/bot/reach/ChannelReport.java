package linli.bot.reach;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import linli.adapters.Capabilities;
import linli.adapters.Capabilities.Can;
import linli.bot.channels.ChannelStates;
import linli.bot.channels.ChannelStates.State;
import linli.bot.channels.Channels;
import linli.bot.speech.ChinaTime;
import linli.bot.speech.Texts;
import linli.bot.store.Transaction;

/** What people in each channel experience and what they do not, in plain words. */
public final class ChannelReport {

  private final Channels channels;
  private final ChannelStates states;
  private final Texts texts;

  public ChannelReport(Channels channels, ChannelStates states, Texts texts) {
    this.channels = channels;
    this.states = states;
    this.texts = texts;
  }

  /**
   * One channel.
   *
   * @param capabilities null on our own channel, which can everything, and of who is told of cases
   * @param words a sentence about its key and whether messages go out, then what people notice
   */
  public record Described(State state, Capabilities capabilities, List<String> words) {}

  /** All channels by name. Must not run on an event loop. */
  public List<Described> all() {
    return states.read(channels).stream().map(this::described).toList();
  }

  /** As {@link #all}, one paragraph a channel, inside the transaction. */
  public List<String> paragraphs(Transaction tx) {
    return states.read(channels, tx).stream()
        .map(this::described)
        .map(each -> each.state().channel() + ":" + String.join(";", each.words()) + "。")
        .toList();
  }

  private Described described(State state) {
    var channel = channels.get(state.channel());
    var can = channel.capabilities().orElse(null);
    var words = new ArrayList<String>();
    words.add(proof(state));
    if (state.failingSince() != null) {
      words.add(
          texts.say(
              "channel.failing",
              "time",
              time(state.failingSince()),
              "code",
              state.failingCode(),
              "n",
              state.waiting()));
    }
    if (state.lost() > 0) {
      words.add(texts.say("channel.lost", "n", state.lost()));
    }
    if (can != null) {
      words.addAll(experience(can));
    } else {
      words.add(texts.say(channel.subscription() == null ? "channel.own" : "channel.subscriber"));
    }
    return new Described(state, can, words);
  }

  private String proof(State state) {
    if (state.proof() == null) {
      return texts.say("channel.proof.unknown");
    }
    var time = time(state.provedAt());
    return switch (state.proof()) {
      case PROVED -> texts.say("channel.proof.ok", "time", time);
      case REFUSED -> texts.say("channel.proof.refused", "time", time, "code", state.proofCode());
      case AWAY -> texts.say("channel.proof.away", "time", time);
      case NONE ->
          texts.say(
              channels.get(state.channel()).mouth() == null
                  ? "channel.proof.none"
                  : "channel.proof.in-use");
    };
  }

  private List<String> experience(Capabilities can) {
    if (!can.can(Can.SAY_ALONE) && !can.can(Can.HEAR_MENTIONS)) {
      return List.of(texts.say("channel.hears.nothing"));
    }
    var words = new ArrayList<String>();
    words.add(texts.say(hearing(can)));
    if (!can.can(Can.SAY_ALONE)) {
      words.add(texts.say("channel.not-alone"));
    }
    if (can.replyWindow() != null) {
      words.add(
          texts.say(
              "channel.window", "time", hours(can.replyWindow()), "n", can.repliesInWindow()));
    }
    words.add(
        can.hasButtons()
            ? texts.say("channel.buttons", "n", can.mostButtons())
            : texts.say("channel.typed"));
    if (!can.can(Can.HEAR_VOICE)) {
      words.add(texts.say("channel.no-voice"));
    }
    if (!can.can(Can.HEAR_RECALLS)) {
      words.add(texts.say(can.can(Can.HEAR_EDITS) ? "channel.no-recalls" : "channel.no-edits"));
    }
    return words;
  }

  private static String hearing(Capabilities can) {
    if (can.can(Can.HEAR_ALL)) {
      return "channel.hears.all";
    }
    return can.can(Can.HEAR_MENTIONS) ? "channel.hears.mention" : "channel.hears.alone";
  }

  private static long hours(Duration window) {
    return window.toHours();
  }

  private static String time(Instant time) {
    return ChinaTime.dayAndTime(time);
  }
}
