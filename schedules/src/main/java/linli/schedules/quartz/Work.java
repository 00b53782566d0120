package linli.schedules.quartz;

import java.time.Duration;
import java.util.function.Consumer;
import org.quartz.CronExpression;

/**
 * Something to be done again and again, on one node of the cluster at a time.
 *
 * @param name its key in the store; the same on every node
 * @param missed what becomes of times at which no node could do it
 * @param run does the work; may block; what it throws is logged and does not stop the rhythm
 */
public record Work(String name, Rhythm rhythm, Missed missed, Consumer<Run> run) {

  /** When it is done. */
  public sealed interface Rhythm {}

  /** At a fixed interval. */
  public record Every(Duration interval) implements Rhythm {
    public Every {
      if (interval.toMillis() < 1) {
        throw new IllegalArgumentException("work needs an interval, not " + interval);
      }
    }
  }

  /** By a Quartz cron expression in Beijing time. */
  public record Cron(String expression) implements Rhythm {
    public Cron {
      if (!CronExpression.isValidExpression(expression)) {
        throw new IllegalArgumentException(
            "\"%s\" is not a cron expression; expected for example 0 5 0 * * ?"
                .formatted(expression));
      }
    }
  }

  /** Quartz's misfire, and the run that its node did not survive. */
  public enum Missed {
    /** The next time is soon enough. */
    LEAVE_OUT,
    /** Done once as soon as a node is there, however many times were missed. */
    MAKE_UP_ONCE
  }

  /**
   * One run.
   *
   * @param node the node that does it
   * @param askedFor what {@link Scheduling#runNow} was given, or null: its own time has come
   */
  public record Run(String node, String askedFor) {}

  /** At a fixed interval; what was missed is left out. */
  public static Work every(String name, Duration interval, Runnable run) {
    return new Work(name, new Every(interval), Missed.LEAVE_OUT, any -> run.run());
  }

  /** By a cron expression; what was missed is made up for once. */
  public static Work cron(String name, String expression, Runnable run) {
    return new Work(name, new Cron(expression), Missed.MAKE_UP_ONCE, any -> run.run());
  }
}
