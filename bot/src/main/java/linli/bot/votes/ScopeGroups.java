package linli.bot.votes;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import linli.bot.estates.Estate;
import linli.bot.estates.Estate.ChatGroup;
import linli.bot.votes.tally.Scope;

/** Where the people of a scope read. */
public final class ScopeGroups {

  private ScopeGroups() {}

  /** The group of the building, or of the whole estate; where that is missing, all there are. */
  public static List<ChatGroup> of(Estate estate, Scope scope) {
    var residents = estate.groups().stream().filter(group -> !group.isStaff()).toList();
    var scoped =
        residents.stream()
            .filter(group -> Objects.equals(group.building(), scope.building()))
            .toList();
    var whole = residents.stream().filter(group -> group.building() == null).toList();
    return Stream.of(scoped, whole, residents)
        .filter(groups -> !groups.isEmpty())
        .findFirst()
        .orElse(List.of());
  }
}
