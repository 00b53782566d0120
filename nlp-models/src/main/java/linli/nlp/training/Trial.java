package linli.nlp.training;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import linli.nlp.Models;
import linli.nlp.Understander;

/**
 * Whether new models may take the place of those in use: measured on the same frozen messages, they
 * must be right as often in all, and miss no more dangers.
 *
 * @param before figures of the models in use, name to {hits, rows}
 * @param after the same of the new ones
 */
public record Trial(Map<String, int[]> before, Map<String, int[]> after) {

  private static final String DANGERS = "hazard heard";

  /**
   * @param frozen files in the form of the corpus that neither learned from
   */
  public static Trial of(Models inUse, Models candidates, List<Path> frozen) {
    return new Trial(measured(inUse, frozen), measured(candidates, frozen));
  }

  private static Map<String, int[]> measured(Models models, List<Path> frozen) {
    return new HeldOut(Understander.load(models)).measure(frozen);
  }

  public boolean isPassed() {
    return hits(after) >= hits(before) && dangers(after) >= dangers(before);
  }

  private static int hits(Map<String, int[]> figures) {
    return figures.values().stream().mapToInt(figure -> figure[0]).sum();
  }

  private static int dangers(Map<String, int[]> figures) {
    return figures.getOrDefault(DANGERS, new int[2])[0];
  }
}
