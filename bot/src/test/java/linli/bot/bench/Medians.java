package linli.bot.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measurements by name, in the order in which the names came. */
final class Medians {

  private final Map<String, List<Double>> values = new LinkedHashMap<>();

  void add(String name, double value) {
    values.computeIfAbsent(name, x -> new ArrayList<>()).add(value);
  }

  double of(String name) {
    var sorted = values.get(name).stream().sorted().toList();
    var middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  /** Every single run, so that the reader sees how far they lie apart. */
  String runs(String name) {
    return String.join(" ", values.get(name).stream().map(value -> number(value)).toList());
  }

  static String number(double value) {
    if (value >= 100) {
      return "%,.0f".formatted(value);
    }
    return value >= 10 ? "%.1f".formatted(value) : "%.2f".formatted(value);
  }
}
