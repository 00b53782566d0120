package linli.bot.channels;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The configured channels by name. */
public final class Channels {

  private final Map<String, Channel> byName;

  public Channels(List<Channel> channels) {
    this.byName =
        channels.stream().collect(Collectors.toUnmodifiableMap(Channel::name, Function.identity()));
  }

  public Optional<Channel> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /**
   * The channel of this name.
   *
   * @throws IllegalArgumentException when none is configured
   */
  public Channel get(String name) {
    return find(name).orElseThrow(() -> new IllegalArgumentException("no such channel: " + name));
  }

  public Collection<Channel> all() {
    return byName.values();
  }

  /** Those that are told of cases. */
  public List<Channel> subscribers() {
    return byName.values().stream().filter(channel -> channel.subscription() != null).toList();
  }
}
