package linli.adapters.wecom;

/**
 * Somebody in WeChat as customer of one service account, {@code <external_userid>@<open_kfid>}.
 *
 * @param account the service account, {@code open_kfid}
 */
record KfAddress(String customer, String account) {

  /** Reads what {@link #text} wrote; an address of anything else has no account. */
  static KfAddress parse(String text) {
    var at = text.lastIndexOf('@');
    return at < 0
        ? new KfAddress(text, null)
        : new KfAddress(text.substring(0, at), text.substring(at + 1));
  }

  String text() {
    return customer + "@" + account;
  }

  @Override
  public String toString() {
    return "KfAddress[]";
  }
}
