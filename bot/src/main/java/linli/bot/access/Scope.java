package linli.bot.access;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a token allows. */
public enum Scope {
  CASES_READ("cases:read"),
  CASES_WRITE("cases:write"),
  UNDERSTAND("understand"),
  /** Who belongs to which flat, names and phones shortened. */
  REGISTER_READ("register:read"),
  REGISTER_WRITE("register:write"),
  /** Announcements, participation, results: nothing that tells of a voter. */
  VOTES_READ("votes:read"),
  /** The logs of votes that were counted: every ballot under its pseudonym. */
  VOTES_EXPORT("votes:export"),
  /** Drafting votes, which people check and announce. */
  VOTES_DRAFT("votes:draft"),
  /** Telling who was served a ballot. */
  VOTES_SERVE("votes:serve"),
  /** Rooms, homes and words of residents; in the register their names and phones. */
  PERSONAL("personal");

  private final String written;

  Scope(String written) {
    this.written = written;
  }

  /** As people write it and as it is stored. */
  public String written() {
    return written;
  }

  public static Optional<Scope> of(String written) {
    return Arrays.stream(values()).filter(scope -> scope.written.equals(written)).findFirst();
  }

  /** All of them, for a message. */
  public static String list() {
    return Arrays.stream(values()).map(Scope::written).collect(Collectors.joining(", "));
  }
}
