package linli.nlp;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import linli.nlp.Understanding.Place;

/** Which place belongs to which matter, and what the sender's home adds (地点补全). */
final class Places {
  private static final Pattern OWN = Pattern.compile("我家|俺家|我们家|咱家|我屋|家里|屋里|自家");
  private static final String INSIDE = "户内";

  private Places() {}

  /** Every place once, main one first; halves of one place that stand apart are put together. */
  static List<Place> merged(List<PlaceParser.Found> found) {
    List<Place> places = new ArrayList<>();
    for (PlaceParser.Found one : found) {
      Place place = one.place();
      Place joined = places.isEmpty() ? null : joined(places.getLast(), place);
      if (joined != null) {
        places.set(places.size() - 1, joined);
      } else if (!places.contains(place)) {
        places.add(place);
      }
    }
    return places;
  }

  /** 3号楼 … 一楼 is one place; null when the two say different things. */
  private static Place joined(Place first, Place second) {
    boolean outer = first.floor() == null && first.room() == null;
    boolean inner = second.building() == null && second.unit() == null;
    if (outer && inner) {
      return new Place(first.zone(), first.building(), first.unit(), second.floor(), second.room());
    }
    boolean innerFirst = first.building() == null && first.unit() == null;
    boolean outerSecond = second.floor() == null && second.room() == null;
    if (innerFirst && outerSecond) {
      return new Place(
          second.zone(), second.building(), second.unit(), first.floor(), first.room());
    }
    return null;
  }

  /**
   * The place inside the matter's clause, else the one before it, else the first of the message.
   */
  static Place at(IssueFinder.Matter matter, List<PlaceParser.Found> found) {
    PlaceParser.Found best = null;
    for (PlaceParser.Found one : found) {
      boolean inside = one.begin() >= matter.begin() && one.begin() < matter.end();
      if (inside) {
        return completed(one.place(), found.getFirst().place());
      }
      if (one.begin() < matter.begin()) {
        best = one;
      }
    }
    if (found.isEmpty()) {
      return null;
    }
    return best == null
        ? merged(found).getFirst()
        : completed(best.place(), found.getFirst().place());
  }

  /**
   * The place with what the home adds: nothing when another building is named; the whole home when
   * the matter is inside it or nothing is named; else building and unit.
   */
  static Place completed(Place named, Place home, String site, String text) {
    if (home == null) {
      return named;
    }
    if (named == null) {
      boolean own = INSIDE.equals(site) || OWN.matcher(text).find();
      return own ? home : new Place(home.zone(), home.building(), home.unit(), null, null);
    }
    return completed(named, home);
  }

  private static Place completed(Place place, Place outer) {
    if (place.building() != null && !place.building().equals(outer.building())) {
      return place;
    }
    boolean sameUnit = place.unit() == null || place.unit().equals(outer.unit());
    return new Place(
        place.zone() == null ? outer.zone() : place.zone(),
        place.building() == null ? outer.building() : place.building(),
        sameUnit && place.building() == null ? outer.unit() : place.unit(),
        place.floor(),
        place.room());
  }
}
