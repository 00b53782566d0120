package linli.bot.knowledge;

import io.vertx.sqlclient.Pool;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import linli.bot.knowledge.KnowledgeRepository.Asked;
import linli.bot.store.Transaction;
import linli.nlp.text.SearchWords;
import linli.nlp.text.TextNormalizer;

/**
 * Questions about rules, prices and numbers that are answered from what is written down (现场解答):
 * never without source and date, never when it has run out. What is not written down is a person's.
 */
public final class WrittenAnswers {

  /**
   * From here on an entry is taken for the answer. Of the questions that the threshold was chosen
   * on, 97 in 100 pass and 4 of 54 about other things; docs/benchmarks.md.
   */
  private static final double SURE = 6.5;

  /** A question is no longer than this; what comes after it is not looked at. */
  private static final int LONGEST_READ = 200;

  private final KnowledgeRepository repository = new KnowledgeRepository();

  /** Puts the shipped entries in the place of those of an older release; else does nothing. */
  public void ship(Pool pool) {
    var hash = sha256(EntryFile.shippedBytes());
    if (!repository.isShipped(pool, hash)) {
      repository.ship(pool, EntryFile.shipped(), hash);
    }
  }

  /** Takes over entries of the estate's own; those with the same id are replaced. */
  public void put(Transaction tx, String estateId, List<EntryFile.Written> entries) {
    repository.put(tx, estateId, entries);
  }

  /** The entry that answers the question today, if one does for sure. */
  public Optional<Entry> find(Transaction tx, String estateId, String question, LocalDate today) {
    var read =
        TextNormalizer.normalize(question.substring(0, Math.min(question.length(), LONGEST_READ)));
    return repository
        .best(tx, new Asked(estateId, read, List.copyOf(SearchWords.of(read)), today))
        .filter(found -> found.score() >= SURE)
        .map(KnowledgeRepository.Found::entry);
  }

  /** The answer with its source and the day of its last comparison. */
  public static String said(Entry entry) {
    return "%s(依据:%s,%s核对)".formatted(entry.answer(), entry.source(), entry.checkedOn());
  }

  /**
   * Notes that an entry answered somebody.
   *
   * @param askedBack whether the person was asked if that answers it
   * @return its number, for {@link #heard}
   */
  public long answered(
      Transaction tx, String estateId, Entry entry, boolean askedBack, Instant now) {
    return repository.answered(tx, estateId, entry.id(), askedBack, now);
  }

  /** The person said whether that answered it; only then it counts as answered on the spot. */
  public void heard(Transaction tx, String estateId, long answerNo, boolean content, Instant now) {
    repository.heard(tx, estateId, answerNo, content, now);
  }

  /**
   * How often an entry answered.
   *
   * @param content how often the person said that this was the answer: 现场解答
   * @param unhelpful how often the person wanted to ask somebody nevertheless
   */
  public record Use(String entry, long answered, long content, long unhelpful) {}

  /** Most used first. */
  public List<Use> uses(Transaction tx, String estateId) {
    return repository.uses(tx, estateId);
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
