package linli.bot.hazards;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import linli.adapters.InboundEvent;
import linli.adapters.InboundEvent.Conversation.Type;
import linli.adapters.OutboundMessage;
import linli.bot.estates.Estate;
import linli.bot.estates.Estates;
import linli.bot.inbox.EventKey;
import linli.bot.inbox.HazardWatch;
import linli.nlp.HazardGate;

/**
 * The hazard gate at ingress: every message, addressed or not, before anything is stored.
 *
 * <p>Remembers in memory where it advised; best effort, as the direct way out is (decisions 3).
 */
public final class IngressWatch implements HazardWatch {

  /** In one group the same advice is repeated at most this often (decisions 3). */
  private static final Duration REPEAT_AFTER = Duration.ofMinutes(10);

  /** Bound of the memory: far more conversations than can be in danger at once. */
  private static final int MOST_REMEMBERED = 10_000;

  /** How staff begin to tell the neighbours, or what they did: 爆管 is a reason there, no report. */
  private static final Pattern NOTICE =
      Pattern.compile(
          "(?:@小邻\\s*)?(?:(?:通知|恢复)\\s*(?:停[水电气暖梯]|停供暖|电梯检修)|办结\\s*\\d{4}-\\d{2,}).*",
          Pattern.DOTALL);

  /** The word that the bot itself offers after a report about a lift. */
  private static final Pattern TRAPPED = Pattern.compile("(?:@小邻\\s*)?(?:有人)?被困(?:了|啦|住了)?[!!。.]*");

  private final HazardGate gate;
  private final HazardAdvice advice;
  private final Estates estates;
  private final BiFunction<String, InboundEvent, Optional<Estate>> estateOf;
  private final Map<String, Instant> advised = new ConcurrentHashMap<>();

  /**
   * @param estateOf the estate of a conversation, from memory only; empty = no local numbers
   */
  public IngressWatch(
      HazardGate gate,
      HazardAdvice advice,
      Estates estates,
      BiFunction<String, InboundEvent, Optional<Estate>> estateOf) {
    this.gate = gate;
    this.advice = advice;
    this.estates = estates;
    this.estateOf = estateOf;
  }

  @Override
  public Optional<Alert> look(String channel, InboundEvent event, Instant now) {
    var text = words(event);
    var staffGroup =
        estates.group(channel, event.conversation().id()).filter(g -> g.isStaff()).isPresent();
    if (text.isBlank()
        || event.kind() == InboundEvent.Kind.RECALL
        || staffGroup
        || NOTICE.matcher(text.strip()).matches()) {
      return Optional.empty();
    }
    var hazard = hazard(text);
    if (hazard == null) {
      return Optional.empty();
    }
    return Optional.of(new Alert(hazard, adviceFor(channel, event, hazard, text, now)));
  }

  private String hazard(String text) {
    return TRAPPED.matcher(text.strip()).matches() ? "elevator_trapped" : gate.check(text).hazard();
  }

  private static String words(InboundEvent event) {
    if (event.text() != null && !event.text().isBlank()) {
      return event.text();
    }
    return event.media().stream()
        .map(InboundEvent.Media::transcript)
        .filter(t -> t != null)
        .findFirst()
        .orElse("");
  }

  private OutboundMessage adviceFor(
      String channel, InboundEvent event, String hazard, String text, Instant now) {
    if (saidLately(channel, event, hazard, now)) {
      return null;
    }
    var isPrivate = event.conversation().type() == Type.PRIVATE;
    var estate = estateOf.apply(channel, event);
    if (estate.isEmpty()) {
      return null;
    }
    return new OutboundMessage(
        UUID.nameUUIDFromBytes(
            ("advice " + EventKey.of(channel, event.id()))
                .getBytes(java.nio.charset.StandardCharsets.UTF_8)),
        event.conversation().id(),
        event.conversation().type(),
        isPrivate ? event.sender().id() : null,
        advice.text(estate.get(), hazard, text),
        List.of(),
        event.id(),
        null,
        now);
  }

  private boolean saidLately(String channel, InboundEvent event, String hazard, Instant now) {
    if (advised.size() > MOST_REMEMBERED) {
      advised.values().removeIf(at -> at.isBefore(now.minus(REPEAT_AFTER)));
    }
    var key = channel + '\0' + event.conversation().id() + '\0' + hazard;
    var before = advised.get(key);
    if (before != null && before.plus(REPEAT_AFTER).isAfter(now)) {
      return true;
    }
    advised.put(key, now);
    return false;
  }
}
