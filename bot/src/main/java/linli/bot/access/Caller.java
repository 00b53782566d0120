package linli.bot.access;

import java.util.EnumSet;
import java.util.Set;

/**
 * Who calls: the holder of a token.
 *
 * @param name of the token; no person's
 * @param estateId the only estate that the token is for, or null for all
 * @param partyId the only party whose cases it sees, or null for all
 */
public record Caller(String name, Set<Scope> scopes, String estateId, String partyId) {

  /** Who knows the token in the data directory: the operator of this service. */
  public static final Caller OPERATOR =
      new Caller("operator", EnumSet.allOf(Scope.class), null, null);

  public boolean may(Scope scope) {
    return scopes.contains(scope);
  }

  public boolean mayEnter(String estate) {
    return estateId == null || estateId.equals(estate);
  }
}
