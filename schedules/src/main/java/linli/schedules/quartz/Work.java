package linli.schedules.quartz;

import java.time.Duration;
import org.quartz.CronExpression;

/**
 * Something to be done again and again, on one node of the cluster at a time.
 *
 * @param name its key in the store; the same on every node
 * @param run does the work; may block; what it throws is logged and does not stop the rhythm
 */
public record Work(String name, Rhythm rhythm, Runnable run) {

  /** When it is done. */
  public sealed interface Rhythm {}

  /** At a fixed interval; what was missed is left out. */
  public record Every(Duration interval) implements Rhythm {
    public Every {
      if (interval.toMillis() < 1) {
        throw new IllegalArgumentException("work needs an interval, not " + interval);
      }
    }
  }

  /** By a Quartz cron expression in Beijing time; what was missed is made up for once. */
  public record Cron(String expression) implements Rhythm {
    public Cron {
      if (!CronExpression.isValidExpression(expression)) {
        throw new IllegalArgumentException(
            "\"%s\" is not a cron expression; expected for example 0 5 0 * * ?"
                .formatted(expression));
      }
    }
  }

  public static Work every(String name, Duration interval, Runnable run) {
    return new Work(name, new Every(interval), run);
  }

  public static Work cron(String name, String expression, Runnable run) {
    return new Work(name, new Cron(expression), run);
  }
}
