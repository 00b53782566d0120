package linli.nlp.training;

/** A line of the corpus that cannot be learned from: says file, line and reason. */
public final class CorpusException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CorpusException(String source, String reason) {
    super(source + ": " + reason);
  }
}
