package linli.bot.votes.recount;

/** A file that cannot be counted; the message says where, what was expected and what came. */
public final class BadVoteFile extends RuntimeException {

  BadVoteFile(String message) {
    super(message);
  }

  static BadVoteFile expected(String path, String expected, String got) {
    return new BadVoteFile("%s:应为%s;实际是%s".formatted(path, expected, got));
  }
}
