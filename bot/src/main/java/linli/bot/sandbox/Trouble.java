package linli.bot.sandbox;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import linli.bot.sandbox.PlatformServers.Callback;

/** What is wrong with the servers of one channel on purpose. Safe for all threads. */
public final class Trouble {

  private int slowMillis;
  private int failures;
  private boolean twice;
  private List<Callback> held;

  /** Every answer takes so long. */
  public synchronized Trouble slow(int millis) {
    slowMillis = millis;
    return this;
  }

  /** So many requests from now on are answered with 503. */
  public synchronized Trouble fail(int requests) {
    failures = requests;
    return this;
  }

  /** What people say is told to the service twice. */
  public synchronized Trouble tellTwice(boolean on) {
    twice = on;
    return this;
  }

  /** What people say is kept back until {@link Sandbox#release}, then told in a wrong order. */
  public synchronized Trouble hold() {
    held = new ArrayList<>();
    return this;
  }

  synchronized int slowMillis() {
    return slowMillis;
  }

  synchronized boolean fails() {
    if (failures == 0) {
      return false;
    }
    failures--;
    return true;
  }

  synchronized int times() {
    return twice ? 2 : 1;
  }

  synchronized boolean keeps(Callback callback) {
    if (held != null) {
      held.add(callback);
    }
    return held != null;
  }

  /** What was kept back, the youngest first. */
  synchronized List<Callback> release() {
    var all = held == null ? new ArrayList<Callback>() : held;
    held = null;
    Collections.reverse(all);
    return all;
  }
}
