package linli.bot.residents;

import java.util.List;
import java.util.Optional;
import linli.bot.estates.Estate.Staff;

/**
 * Whoever says something: a bound resident, a member of staff, both, or somebody unknown.
 *
 * @param personId null while the account is not bound
 * @param homes where they live or own, the home they live in first
 * @param privateConversation where the bot can speak to them alone
 * @param elsewhere id of the estate that knows them when this one does not, or null
 * @param readsLarge whether they want large text (大字)
 */
public record Speaker(
    String channel,
    String accountId,
    Long personId,
    List<Home> homes,
    List<Staff> roles,
    String privateConversation,
    String elsewhere,
    boolean readsLarge) {

  /** A household (户) of the speaker. */
  public record Home(String building, String unit, String room, String relation) {
    @Override
    public String toString() {
      return "Home[]";
    }
  }

  public boolean isBound() {
    return !homes.isEmpty();
  }

  public boolean isStaff() {
    return !roles.isEmpty();
  }

  public boolean hasRole(String role) {
    return roles.stream().anyMatch(r -> r.role().equals(role));
  }

  public Optional<Home> home() {
    return homes.stream().findFirst();
  }

  public Optional<Home> homeIn(String building) {
    return homes.stream().filter(h -> h.building().equals(building)).findFirst();
  }

  /** The same person as if they lived there alone: they report for who does (代报). */
  public Speaker standingIn(String building, String unit, String room) {
    var homes = room == null ? List.<Home>of() : List.of(new Home(building, unit, room, "owner"));
    return new Speaker(
        channel, accountId, personId, homes, roles, privateConversation, elsewhere, readsLarge);
  }

  /** The role in which they act for the party, for the history; {@code resident} otherwise. */
  public String roleFor(String partyId) {
    return roles.stream()
        .filter(r -> r.party().equals(partyId))
        .map(Staff::role)
        .findFirst()
        .orElse(roles.isEmpty() ? "resident" : roles.getFirst().role());
  }

  @Override
  public String toString() {
    return "Speaker[" + (isStaff() ? "staff" : isBound() ? "resident" : "unbound") + "]";
  }
}
