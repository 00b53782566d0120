package linli.nlp.training;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import linli.nlp.Catalogue;
import linli.nlp.model.Features;
import linli.nlp.model.TextModel;

/**
 * Trains the models of this module at build time: {@code Trainer CORPUS CLASSES} reads the corpus
 * and writes {@code CLASSES/linli/nlp/model/*.bin}. Does nothing when corpus, code and resources
 * are those of the last run.
 */
public final class Trainer {
  static final String HASH_FILE = "trained-from.sha256";

  private Trainer() {}

  public static void main(String[] arguments) throws IOException {
    Path corpus = Path.of(arguments[0]);
    Path classes = Path.of(arguments[1]);
    Path folder = Files.createDirectories(classes.resolve("linli/nlp/model"));
    String hash = hash(corpus, classes);
    Path hashFile = folder.resolve(HASH_FILE);
    if (Files.exists(hashFile) && Files.readString(hashFile).equals(hash)) {
      return;
    }
    long start = System.nanoTime();
    try {
      int messages = train(corpus, folder);
      Files.writeString(hashFile, hash);
      System.out.printf(
          "trained on %,d messages in %.1f s%n", messages, (System.nanoTime() - start) / 1e9);
    } catch (CorpusException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  /**
   * Trains the product's models and writes them as {@code NAME.bin} into a folder that exists.
   *
   * @return how many messages the corpus holds
   * @throws CorpusException at a line that cannot be learned from
   */
  public static int train(Path corpus, Path folder) throws IOException {
    return train(corpus, List.of(), folder);
  }

  /**
   * The same with further messages in the form of the corpus; those whose text it holds already are
   * left out.
   */
  public static int train(Path corpus, List<Path> more, Path folder) throws IOException {
    List<Example> examples = new ArrayList<>(Corpus.read(corpus, Catalogue.load()));
    if (examples.isEmpty()) {
      throw new CorpusException(corpus.toString(), "holds no messages");
    }
    Set<String> known =
        examples.stream().map(e -> Corpus.essence(e.text())).collect(Collectors.toSet());
    Corpus.readFiles(more, Catalogue.load()).stream()
        .filter(e -> !known.contains(Corpus.essence(e.text())))
        .forEach(examples::add);
    for (Map.Entry<String, byte[]> model : train(examples).entrySet()) {
      Files.write(folder.resolve(model.getKey() + ".bin"), model.getValue());
    }
    return examples.size();
  }

  /** The bytes of each model by name. */
  static Map<String, byte[]> train(List<Example> examples) throws IOException {
    Lessons lessons = new Lessons(Features.load());
    Map<String, byte[]> models = new TreeMap<>();
    CompletableFuture<TextModel> types =
        CompletableFuture.supplyAsync(() -> Lessons.trainer().train(lessons.types(examples)));
    models.put("intents", bytes(Lessons.trainer().train(lessons.intents(examples))));
    models.put("hazards", bytes(Lessons.trainer().train(lessons.hazards(examples))));
    models.put("types", bytes(types.join()));
    return models;
  }

  private static byte[] bytes(TextModel model) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      model.write(out);
    }
    return bytes.toByteArray();
  }

  private static String hash(Path corpus, Path classes) throws IOException {
    MessageDigest digest = sha256();
    for (Path file : Corpus.files(corpus)) {
      digest.update(Files.readAllBytes(file));
    }
    Path own = classes.resolve("linli/nlp");
    try (Stream<Path> files = Files.walk(own)) {
      for (Path file : files.filter(Trainer::decides).sorted().toList()) {
        digest.update(Files.readAllBytes(file));
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Whether a file of the module has a say in the models. */
  private static boolean decides(Path file) {
    String path = file.toString().replace('\\', '/');
    return path.contains("/nlp/training/") && path.endsWith(".class")
        || path.contains("/nlp/text/") && path.endsWith(".class")
        || path.contains("/nlp/model/") && path.endsWith(".class")
        || path.endsWith(".tsv");
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
