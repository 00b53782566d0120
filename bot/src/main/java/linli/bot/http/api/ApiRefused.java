package linli.bot.http.api;

/** Why a request to {@code /api/v1} is not done; its message is for the caller. */
final class ApiRefused extends RuntimeException {

  private static final int LONGEST_QUOTE = 40;

  private final int status;
  private final String path;

  ApiRefused(int status, String path, String message) {
    super(message, null, false, false);
    this.status = status;
    this.path = path;
  }

  /** 400: what was expected there and what came. */
  static ApiRefused expected(String path, String expected, String got) {
    return new ApiRefused(400, path, "expected %s, got %s".formatted(expected, quoted(got)));
  }

  static ApiRefused notFound(String path, String what) {
    return new ApiRefused(404, path, "expected " + what + " that exists and that you may see");
  }

  int status() {
    return status;
  }

  /** What of the request is at fault, or null. */
  String path() {
    return path;
  }

  private static String quoted(String got) {
    if (got == null || got.isEmpty()) {
      return "nothing";
    }
    var length = got.codePointCount(0, got.length());
    return length > LONGEST_QUOTE ? length + " characters" : '"' + got + '"';
  }
}
