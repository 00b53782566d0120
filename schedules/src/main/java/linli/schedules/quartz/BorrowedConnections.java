package linli.schedules.quartz;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.quartz.utils.ConnectionProvider;

/** Gives Quartz connections of a pool that is not Quartz's to open or close. */
record BorrowedConnections(DataSource database) implements ConnectionProvider {

  @Override
  public Connection getConnection() throws SQLException {
    return database.getConnection();
  }

  @Override
  public void initialize() {}

  @Override
  public void shutdown() {}
}
