package linli.bot.conversation;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import linli.bot.cases.Case;
import linli.bot.cases.CasePlace;
import linli.bot.cases.CaseService;
import linli.nlp.Catalogue;
import linli.nlp.IssueType;
import linli.nlp.Understanding.Issue;

/** Finds the open case that a report speaks of: a wrong join is worse than a second case. */
final class CaseMatcher {

  /** Where the place alone tells that it is the same trouble: one lift, one supply, one door. */
  private static final Set<String> PLACE_SUFFICES =
      Set.of("elevator", "water_supply", "power_supply", "access_control", "heating");

  /** Matters about persons are never joined by a machine (domain-rules 3.2). */
  private static final Set<String> NEVER =
      Set.of("neighbor_dispute", "welfare", "service_quality", "other", "property_fee");

  /** Share of character pairs in common from which two short texts speak of the same thing. */
  private static final double ALIKE = 0.3;

  /** So long a person who repeats themselves is taken to mean the same thing. */
  private static final Duration SAME_BREATH = Duration.ofMinutes(30);

  /** People, animals, cars and sounds move: where they were says little. */
  private static final Set<String> NOT_BOUND_TO_A_SPOT =
      Set.of("noise", "pets", "parking", "security", "odor_smoke");

  private static final Pattern FROM_A_NEIGHBOUR =
      Pattern.compile("(?<!号楼|栋|幢)(?:楼上|隔壁|对门|楼下(?:那家|那户|邻居|住户))");

  private final CaseService cases;
  private final Catalogue catalogue;

  CaseMatcher(CaseService cases, Catalogue catalogue) {
    this.cases = cases;
    this.catalogue = catalogue;
  }

  /** The open case of the same type and place, if there is one. */
  Optional<Case> same(Turn turn, Issue issue, CasePlace place, String words) {
    if (NEVER.contains(issue.type())) {
      return Optional.empty();
    }
    var type = catalogue.issueType(issue.type());
    return cases.openOfType(turn.tx(), turn.estate(), type, place.building()).stream()
        .filter(c -> c.hazard() == null && !c.anonymous())
        .filter(c -> samePlace(type.duplicateScope(), c, place, words))
        .filter(c -> !ofTheStaircase(type) || !differ(c.place().unit(), place.unit()))
        .filter(c -> !isOfOneHome(c.summary()) && !isOfOneHome(words))
        .filter(c -> Landmarks.mayBeOne(c.summary(), words))
        .filter(
            c ->
                PLACE_SUFFICES.contains(type.id())
                    || place.zone() != null && place.zone().equals(c.place().zone())
                    || Landmarks.share(c.summary(), words)
                    || sameSpot(type.id(), c, place, issue.site())
                    || alike(c.summary(), words))
        .findFirst();
  }

  /**
   * What the same person reported shortly before and whose place, or this one, is still unknown:
   * they say it once more, they do not report a second thing.
   *
   * @param own what they reported, as {@link CaseService#ofSpeaker} knows it
   */
  static Optional<Case> saidBefore(Turn turn, List<Case> own, Issue issue, CasePlace place) {
    return own.stream()
        .filter(c -> !c.state().isOver() && c.issueType().equals(issue.type()))
        .filter(c -> c.openedAt().isAfter(turn.now().minus(SAME_BREATH)))
        .filter(c -> !c.place().isKnown() || !place.isKnown())
        .findFirst();
  }

  /** An open case of the same kind in another unit (单元) of the building. */
  Optional<Case> inOtherUnit(Turn turn, Issue issue, CasePlace place) {
    var type = catalogue.issueType(issue.type());
    if (!type.duplicateScope().equals("单元") || place.unit() == null) {
      return Optional.empty();
    }
    return cases.openOfType(turn.tx(), turn.estate(), type, place.building()).stream()
        .filter(c -> Objects.equals(c.place().building(), place.building()))
        .filter(c -> c.place().unit() != null && !c.place().unit().equals(place.unit()))
        .filter(c -> c.place().room() == null)
        .findFirst();
  }

  /** The lamp of one staircase is not that of the next; what the whole building shares is one. */
  private static boolean ofTheStaircase(IssueType type) {
    return type.duplicateScope().equals("楼栋") && !PLACE_SUFFICES.contains(type.id());
  }

  /** What comes from the flat above is each home's own matter, however alike it sounds. */
  private static boolean isOfOneHome(String words) {
    return FROM_A_NEIGHBOUR.matcher(words).find();
  }

  /** The same kind of place in one staircase, or on one building: there it is one trouble. */
  private static boolean sameSpot(String type, Case open, CasePlace place, String site) {
    if (!place.isKnown() || NOT_BOUND_TO_A_SPOT.contains(type)) {
      return false;
    }
    var there = open.place();
    var sameSite = site != null && site.equals(open.site()) && !site.equals("户内");
    return sameSite && (place.unit() != null && equal(there, place) || site.equals("屋面外墙"));
  }

  private static boolean samePlace(String scope, Case open, CasePlace place, String words) {
    var there = open.place();
    if (!there.isKnown() && !place.isKnown() && there.zone() == null && place.zone() == null) {
      return Landmarks.share(open.summary(), words);
    }
    if (differ(there.room(), place.room())
        || differ(there.floor(), place.floor())
        || differ(there.zone(), place.zone())) {
      return false;
    }
    if ((there.room() == null) != (place.room() == null)) {
      return false;
    }
    if (place.room() != null && differ(there.unit(), place.unit())) {
      return false; // 1-501 and 2-501 are two homes
    }
    if (place.zone() != null && !scope.equals("户")) {
      return place.zone().equals(there.zone());
    }
    return switch (scope) {
      case "户" -> place.room() != null && equal(there, place) && there.room().equals(place.room());
      case "单元" -> place.unit() != null && equal(there, place);
      case "楼栋" -> place.isKnown() && place.building().equals(there.building());
      default -> Objects.equals(place.building(), there.building());
    };
  }

  private static boolean equal(CasePlace one, CasePlace other) {
    return Objects.equals(one.building(), other.building())
        && Objects.equals(one.unit(), other.unit());
  }

  private static boolean differ(String one, String other) {
    return one != null && other != null && !one.equals(other);
  }

  static boolean alike(String one, String other) {
    var first = pairs(one);
    var second = pairs(other);
    if (first.isEmpty() || second.isEmpty()) {
      return false;
    }
    var common = new HashSet<>(first);
    common.retainAll(second);
    return (double) common.size() / Math.min(first.size(), second.size()) >= ALIKE;
  }

  private static Set<String> pairs(String text) {
    var letters = text.replaceAll("[^\\p{IsHan}\\p{Alnum}]", "");
    var pairs = new HashSet<String>();
    for (int i = 0; i + 2 <= letters.length(); i++) {
      pairs.add(letters.substring(i, i + 2));
    }
    return pairs;
  }
}
