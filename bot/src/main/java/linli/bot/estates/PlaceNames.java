package linli.bot.estates;

import java.util.List;
import java.util.Optional;

/**
 * What people call the places of one estate (地名).
 *
 * @param all the longest name first
 */
public record PlaceNames(List<PlaceName> all) {

  static final PlaceNames NONE = new PlaceNames(List.of());

  /**
   * A name and what staff call the place.
   *
   * @param building where it is one, else the place is outside the buildings
   */
  public record PlaceName(String name, String meaning, String building, String unit) {}

  /** The text with the places' proper names. */
  public String plain(String text) {
    var plain = text;
    for (var place : all) {
      if (!plain.contains(place.meaning())) {
        plain = plain.replace(place.name(), place.meaning());
      }
    }
    return plain;
  }

  /** The place outside the buildings that the text speaks of. */
  public Optional<String> zoneIn(String text) {
    return all.stream()
        .filter(place -> place.building() == null)
        .filter(place -> text.contains(place.name()) || text.contains(place.meaning()))
        .map(PlaceName::meaning)
        .findFirst();
  }
}
