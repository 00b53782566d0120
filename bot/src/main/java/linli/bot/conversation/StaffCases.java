package linli.bot.conversation;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import linli.bot.cases.Case;
import linli.bot.cases.Case.State;
import linli.bot.cases.CaseService;
import linli.bot.cases.Casework;
import linli.bot.conversation.Command.Verb;
import linli.bot.conversation.StaffWords.Meant;
import linli.nlp.Catalogue;
import linli.nlp.Understanding.Place;

/** Which open cases staff may mean: by matter and place, and by what the speaker has in hand. */
final class StaffCases {

  private static final Set<State> WAITING = Set.of(State.ASSIGNED);
  private static final Set<State> AT_WORK = Set.of(State.ASSIGNED, State.ACCEPTED);
  private static final Set<State> NOT_DONE = Set.of(State.ASSIGNED, State.ACCEPTED, State.PAUSED);

  private final CaseService cases;
  private final Catalogue catalogue;

  StaffCases(CaseService cases, Catalogue catalogue) {
    this.cases = cases;
    this.catalogue = catalogue;
  }

  /**
   * Those on which the verb is possible; of a work under way the speaker's own, if they have any.
   */
  List<Case> fitting(Turn turn, Meant meant, Place place) {
    var possible =
        named(turn, meant, place).stream().filter(c -> isPossible(meant.verb(), c)).toList();
    if (!isUnderWay(meant.verb())) {
      return possible;
    }
    var own = possible.stream().filter(c -> isHandler(turn, c)).toList();
    return own.isEmpty() && !meant.namesNothing() ? possible : own;
  }

  /** Those that are named, whatever can be done with them. */
  List<Case> named(Turn turn, Meant meant, Place place) {
    return meantFor(turn, meant).filter(c -> names(meant, place, c)).toList();
  }

  /** Those that are named and in the hands of others; none when no matter is named. */
  List<Case> ofOthers(Turn turn, Meant meant, Place place) {
    var own = turn.speaker().roles().stream().map(role -> role.party()).toList();
    return meant.types().stream()
        .map(catalogue::issueType)
        .flatMap(type -> cases.openOfType(turn.tx(), turn.estate(), type, null).stream())
        .filter(c -> !own.contains(c.partyId()) && names(meant, place, c))
        .distinct()
        .toList();
  }

  private Stream<Case> meantFor(Turn turn, Meant meant) {
    return switch (meant.verb()) {
      case ON_DUTY, FALSE_ALARM -> cases.openHazards(turn.tx(), turn.estate()).stream();
      case URGE ->
          Casework.isCommunity(turn.speaker())
              ? meant.types().stream()
                  .map(catalogue::issueType)
                  .flatMap(t -> cases.openOfType(turn.tx(), turn.estate(), t, null).stream())
              : Stream.empty();
      default ->
          turn.speaker().roles().stream()
              .map(role -> role.party())
              .distinct()
              .flatMap(party -> cases.inHand(turn.tx(), turn.estate(), party).stream());
    };
  }

  private static boolean names(Meant meant, Place place, Case about) {
    var matter =
        meant.types().isEmpty()
            || meant.types().contains(about.issueType())
            || meant.nouns().stream().anyMatch(about.summary()::contains);
    return matter && (place == null || isAt(place, about));
  }

  private static boolean isAt(Place place, Case about) {
    var there = about.place();
    return same(place.building(), there.building())
        && (there.unit() == null || same(place.unit(), there.unit()))
        && (there.room() == null || same(place.room(), there.room()));
  }

  private static boolean same(String said, String known) {
    return said == null || said.equals(known);
  }

  private static boolean isPossible(Verb verb, Case about) {
    return switch (verb) {
      case ACCEPT, TAKE -> WAITING.contains(about.state());
      case ARRIVE -> AT_WORK.contains(about.state()) && about.arrivedAt() == null;
      case DONE -> NOT_DONE.contains(about.state());
      default -> AT_WORK.contains(about.state());
    };
  }

  /** Done by whoever has the case in hand, not by somebody beside them. */
  private static boolean isUnderWay(Verb verb) {
    return switch (verb) {
      case ARRIVE, DONE, PAUSE, TRANSFER, RETYPE -> true;
      default -> false;
    };
  }

  private static boolean isHandler(Turn turn, Case about) {
    return about.handler() != null && about.handler().equals(turn.speaker().personId());
  }
}
