package linli.bot.store;

import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A statement inside a transaction whose answer nobody needs: it goes out and the caller goes on.
 *
 * <p>Statements of one connection run in order, so later ones see what it wrote. When it fails,
 * PostgreSQL refuses every later statement of the transaction, the commit at the latest: nothing is
 * kept that should not be, only the reason stands in the log instead of the exception.
 */
public final class Later {

  private static final Logger log = LoggerFactory.getLogger(Later.class);

  private Later() {}

  public static void write(SqlConnection tx, String sql, Tuple values) {
    tx.preparedQuery(sql)
        .execute(values)
        .onFailure(
            failure -> log.atWarn().setCause(failure).log("a statement of a transaction failed"));
  }
}
