package linli.bot.estates;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import linli.bot.estates.Estate.Staff;

/** Who may set up an estate, read from {@code rights.tsv}. */
public final class Rights {

  public static final String ASSIGN_GROUP = "assign_group";
  public static final String ADD_STAFF = "add_staff";

  private static final String ALL = "*";

  private final List<Right> rights;

  private record Right(String action, String role, Set<String> targets) {
    boolean covers(String wanted, String target) {
      return action.equals(wanted) && (targets.contains(ALL) || targets.contains(target));
    }
  }

  private Rights(List<Right> rights) {
    this.rights = rights;
  }

  /** Reads the table that the product ships. */
  public static Rights load() {
    var resource = "/linli/estates/rights.tsv";
    try (var in = Rights.class.getResourceAsStream(resource);
        var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return new Rights(
          lines
              .lines()
              .filter(line -> !line.startsWith("#"))
              .map(line -> line.split("\t"))
              .map(cells -> new Right(cells[0], cells[1], Set.of(cells[2].split(","))))
              .toList());
    } catch (IOException broken) {
      throw new IllegalStateException(resource, broken);
    }
  }

  /**
   * Whether one of the roles allows it.
   *
   * @param target the role that somebody shall get; of a group {@code residents}, or the kind of
   *     the party that reads there
   */
  public boolean allow(Collection<Staff> roles, String action, String target) {
    return roles.stream()
        .anyMatch(
            staff ->
                rights.stream()
                    .anyMatch(
                        right ->
                            right.role().equals(staff.role()) && right.covers(action, target)));
  }

  /** The roles that may add staff of some kind, in the order of the table. */
  public List<String> rolesThatAddStaff() {
    return rights.stream()
        .filter(right -> right.action().equals(ADD_STAFF))
        .map(Right::role)
        .distinct()
        .toList();
  }

  /** The roles that can make everything else possible again. */
  public List<String> authorities() {
    return rights.stream().map(Right::role).distinct().filter(this::isAuthority).toList();
  }

  /** Whether somebody with this role can make everything else possible again. */
  public boolean isAuthority(String role) {
    return rights.stream()
        .anyMatch(right -> right.role().equals(role) && right.covers(ADD_STAFF, role));
  }
}
