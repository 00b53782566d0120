package linli.bot.http.open311;

/** Why a request is not done; its message is for the caller and holds nothing of the request. */
final class Refused extends RuntimeException {

  private final int status;

  /**
   * @param status 400, 403 or 404, as the specification gives them
   */
  Refused(int status, String description) {
    super(description, null, false, false);
    this.status = status;
  }

  int status() {
    return status;
  }
}
