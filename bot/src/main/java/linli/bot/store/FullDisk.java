package linli.bot.store;

import io.vertx.pgclient.PgException;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** When the database's disk is full, or fails: what was tried then is not at fault. */
final class FullDisk {

  /** disk_full and io_error (PostgreSQL, appendix A). */
  private static final Set<String> STATES = Set.of("53100", "58030");

  private FullDisk() {}

  /** Whether it stands among the causes of the failure, or beside them. */
  static boolean isWhy(Throwable failure) {
    return isWhy(failure, Collections.newSetFromMap(new IdentityHashMap<>()));
  }

  private static boolean isWhy(Throwable failure, Set<Throwable> seen) {
    return failure != null
        && seen.add(failure)
        && (failure instanceof PgException refused && STATES.contains(refused.getSqlState())
            || isWhy(failure.getCause(), seen)
            || Arrays.stream(failure.getSuppressed()).anyMatch(beside -> isWhy(beside, seen)));
  }
}
