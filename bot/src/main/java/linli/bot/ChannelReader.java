package linli.bot;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import linli.adapters.Secret;
import linli.bot.LinliConfig.ChannelSettings;
import linli.bot.channels.Platform;

/** Reads the channels of the configuration. */
final class ChannelReader {

  private static final String OWN = "webhook";

  /** The platform of a city: cases are filed there, and nobody writes from it. */
  static final String CITY = "open311";

  /** The platforms that have an adapter. */
  static final String PLATFORMS =
      Stream.concat(Stream.of(OWN, CITY), Stream.of(Platform.values()).map(Platform::key))
          .collect(Collectors.joining(", "));

  static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
  static final String NAME_EXPECTED = "names of small letters, digits and hyphens";

  private final UnaryOperator<String> environment;

  /**
   * @param environment gives the value of a variable, or null
   */
  ChannelReader(UnaryOperator<String> environment) {
    this.environment = environment;
  }

  /** The channels by name; our own signed one where none is configured. */
  Map<String, ChannelSettings> read(Settings root) {
    var configured = root.sections("channels", NAME, NAME_EXPECTED);
    var channels = new TreeMap<String, ChannelSettings>();
    if (configured.isEmpty()) {
      var standard = JsonNodeFactory.instance.objectNode().put("platform", "webhook");
      channels.put("webhook", channel("webhook", new Settings(standard, "", environment)));
    }
    configured.ifPresent(all -> all.forEach((name, one) -> channels.put(name, channel(name, one))));
    return channels;
  }

  private ChannelSettings channel(String name, Settings channel) {
    var key = channel.text("platform", null);
    if (OWN.equals(key)) {
      return own(name, channel);
    }
    if (CITY.equals(key)) {
      return city(channel);
    }
    var platform =
        Platform.of(key)
            .orElseThrow(
                () ->
                    Settings.wrong(
                        channel.at("platform"),
                        "a platform that exists here (" + PLATFORMS + ")",
                        key == null ? "nothing" : '"' + key + '"'));
    return ofOthers(platform, channel);
  }

  private ChannelSettings own(String name, Settings channel) {
    var fromFile = channel.secret("secret");
    var previous = previous(channel, List.of("secret"));
    var settings =
        new ChannelSettings(
            OWN,
            webhookSecret(name).or(() -> fromFile).orElse(null),
            channel.address("callbackUrl"),
            channel.address("apiBase"),
            channel.text("estate", null),
            channel.number("messagesPerSecond", 1, 10_000, 50),
            Map.of(),
            previous);
    channel.refuseUnknown();
    return settings;
  }

  private static ChannelSettings city(Settings channel) {
    var keys = new TreeMap<String, Secret>();
    for (var key : List.of("apiKey", "serviceCode", "address", "jurisdictionId")) {
      channel.secret(key).ifPresent(value -> keys.put(key, value));
    }
    var settings =
        new ChannelSettings(
            CITY,
            null,
            null,
            channel.address("apiBase"),
            null,
            channel.number("messagesPerSecond", 1, 10_000, 5),
            keys,
            null);
    channel.refuseUnknown();
    if (settings.apiBase() == null) {
      throw Settings.wrong(channel.at("apiBase"), "the endpoint of the city", "nothing");
    }
    for (var key : List.of("apiKey", "serviceCode", "address")) {
      if (!keys.containsKey(key)) {
        throw Settings.wrong(channel.at(key), "what the city gave you for it", "nothing");
      }
    }
    return settings;
  }

  private static ChannelSettings ofOthers(Platform platform, Settings channel) {
    var keys = new TreeMap<String, Secret>();
    var previous =
        previous(
            channel,
            Stream.concat(platform.required().stream(), platform.optional().stream()).toList());
    Stream.concat(platform.required().stream(), platform.optional().stream())
        .forEach(key -> channel.secret(key).ifPresent(value -> keys.put(key, value)));
    var settings =
        new ChannelSettings(
            platform.key(),
            null,
            null,
            channel.address("apiBase"),
            channel.text("estate", null),
            channel.number("messagesPerSecond", 1, 10_000, 20),
            keys,
            previous);
    channel.refuseUnknown();
    Stream.concat(platform.required().stream(), platform.alsoRequired(keys).stream())
        .filter(key -> !keys.containsKey(key))
        .findFirst()
        .ifPresent(
            key -> {
              throw Settings.wrong(
                  channel.at(key), "the key of this name from " + platform.key(), "nothing");
            });
    keys.forEach((key, value) -> refuseBadForm(channel, key, value));
    keys.forEach(
        (key, value) ->
            platform
                .ownFault(key, value)
                .ifPresent(
                    expected -> {
                      throw Settings.wrong(channel.at(key), expected, "something else");
                    }));
    return settings;
  }

  /** The keys of before, with the time until which they are heard; null when nobody changed any. */
  private static LinliConfig.Previous previous(Settings channel, List<String> names) {
    var section = channel.section("previous");
    var keys = new TreeMap<String, Secret>();
    names.forEach(key -> section.secret(key).ifPresent(value -> keys.put(key, value)));
    var until = section.text("until", null);
    section.refuseUnknown();
    if (keys.isEmpty() && until == null) {
      return null;
    }
    keys.forEach((key, value) -> refuseBadForm(section, key, value));
    if (keys.isEmpty()) {
      throw Settings.wrong(section.at("until"), "the keys of before beside it", "none");
    }
    return new LinliConfig.Previous(keys, end(section, until));
  }

  private static Instant end(Settings section, String until) {
    var expected = "a time with its zone like 2026-12-01T08:00:00+08:00";
    if (until == null) {
      throw Settings.wrong(section.at("until"), expected, "nothing");
    }
    try {
      return OffsetDateTime.parse(until).toInstant();
    } catch (DateTimeParseException noTime) {
      throw Settings.wrong(section.at("until"), expected, '"' + until + '"');
    }
  }

  private static void refuseBadForm(Settings channel, String key, Secret value) {
    Platform.fault(key, value)
        .ifPresent(
            expected -> {
              throw Settings.wrong(channel.at(key), expected, "something else");
            });
  }

  private Optional<Secret> webhookSecret(String channel) {
    return channel.equals("webhook")
        ? Optional.ofNullable(environment.apply("LINLI_WEBHOOK_SECRET"))
            .filter(value -> !value.isBlank())
            .map(Secret::new)
        : Optional.empty();
  }
}
