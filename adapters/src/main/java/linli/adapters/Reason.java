package linli.adapters;

/** Why a request of a platform was not taken; its words go to the log and to the caller. */
public enum Reason {
  WRONG_METHOD(405, "method not meant for this platform"),
  TOO_LARGE(413, "body too large"),
  /** On our own channel one answer stands for all that can be wrong with a signature. */
  NOT_SIGNED(401, "signature missing, wrong or too old"),
  BAD_SIGNATURE(401, "signature missing or wrong"),
  EXPIRED_TIMESTAMP(401, "time too far from ours"),
  WRONG_TOKEN(401, "verification token wrong"),
  WRONG_RECEIVE_ID(401, "meant for somebody else"),
  /** The channel is configured for encryption, and this came with less. */
  DOWNGRADE(401, "encryption missing"),
  NOT_ENCRYPTED(400, "not encrypted"),
  BAD_CIPHERTEXT(400, "cannot be decrypted"),
  BAD_PADDING(400, "padding wrong"),
  BAD_XML(400, "not XML as it should be"),
  BAD_JSON(400, "not JSON as it should be"),
  BAD_SHAPE(400, "bad shape");

  private final int status;
  private final String words;

  Reason(int status, String words) {
    this.status = status;
    this.words = words;
  }

  public int status() {
    return status;
  }

  public String words() {
    return words;
  }
}
