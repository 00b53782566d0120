package linli.bot;

import java.util.Map;
import java.util.TreeMap;
import linli.bot.LinliConfig.SubscriptionSettings;

/** Reads from the configuration who else is told of cases. */
final class SubscriptionReader {

  private SubscriptionReader() {}

  /** The subscriptions by name; mostly none. */
  static Map<String, SubscriptionSettings> read(Settings root) {
    var subscriptions = new TreeMap<String, SubscriptionSettings>();
    root.sections("subscriptions", ChannelReader.NAME, ChannelReader.NAME_EXPECTED)
        .ifPresent(all -> all.forEach((name, one) -> subscriptions.put(name, subscription(one))));
    return subscriptions;
  }

  private static SubscriptionSettings subscription(Settings one) {
    var settings =
        new SubscriptionSettings(
            one.address("url"),
            one.secret("secret").orElse(null),
            one.text("estate", null),
            one.text("party", null),
            one.number("messagesPerSecond", 1, 10_000, 50));
    one.refuseUnknown();
    if (settings.url() == null) {
      throw Settings.wrong(
          one.at("url"), "an address that begins with http:// or https://", "nothing");
    }
    if (settings.party() != null && settings.estate() == null) {
      throw Settings.wrong(one.at("estate"), "the id of the estate of that party", "nothing");
    }
    return settings;
  }
}
