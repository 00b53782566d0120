package linli.bot.http.api;

import java.util.Optional;
import linli.bot.estates.Estate;
import linli.bot.votes.NewVote;

/** A flat as other systems write it: 3-2-101. */
final class FlatWords {

  private static final int PARTS = 3;

  private FlatWords() {}

  /** Empty when the estate has no such flat. */
  static Optional<NewVote.Flat> read(Estate estate, String written) {
    var parts = written.split("-");
    return parts.length == PARTS
        ? estate
            .building(parts[0])
            .filter(building -> building.units().contains(parts[1]) && building.hasRoom(parts[2]))
            .map(building -> new NewVote.Flat(building.name(), parts[1], parts[2]))
        : Optional.empty();
  }
}
