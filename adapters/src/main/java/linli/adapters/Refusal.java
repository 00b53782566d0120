package linli.adapters;

import linli.adapters.Received.Refused;

/**
 * Ends the reading of a request that is not taken. It carries nothing of the request but the path
 * at fault, and no stack trace: refusals are not faults of ours.
 */
public final class Refusal extends RuntimeException {

  private final transient Refused refused;

  public Refusal(Reason reason) {
    this(Refused.of(reason));
  }

  /**
   * The document is not what it should be.
   *
   * @param path where in the document
   * @param expected what should stand there
   */
  public Refusal(String path, String expected) {
    this(new Refused(Reason.BAD_SHAPE.status(), Reason.BAD_SHAPE.words(), path, expected));
  }

  private Refusal(Refused refused) {
    super(refused.reason(), null, false, false);
    this.refused = refused;
  }

  /** What the caller is told. */
  public Refused refused() {
    return refused;
  }
}
