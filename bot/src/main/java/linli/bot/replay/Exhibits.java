package linli.bot.replay;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** What people of a script send: smallest things of their kind, in base64. */
final class Exhibits {

  /** One grey point. */
  static final String PHOTO =
      "/9j/4AAQSkZJRgABAgAAAQABAAD/2wBDAAgGBgcGBQgHBwcJCQgKDBQNDAsLDBkSEw8UHRofHh0aHBwg"
          + "JC4nICIsIxwcKDcpLDAxNDQ0Hyc5PTgyPC4zNDL/wAALCAABAAEBAREA/8QAHwAAAQUBAQEBAQEAAAAA"
          + "AAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEI"
          + "I0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1"
          + "dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi"
          + "4+Tl5ufo6erx8vP09fb3+Pn6/9oACAEBAAA/APn+v//Z";

  /** The head of an AMR recording and one frame of silence. */
  static final String VOICE = base64("#!AMR\n|\0\0\0\0\0\0\0\0\0\0\0\0\0");

  /** The head of a program for Windows. */
  static final String PROGRAM =
      base64("MZ\u0090\0\3\0\0\0 This program cannot be run in DOS mode.");

  /** A picture of the newer telephones, 64 by 48 points, with an owner and a place beside it. */
  static final String TELEPHONE =
      "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAeFtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0"
          + "AAAAAAAAAAAAAAAAAAAAAA5waXRtAAAAAAACAAAAEGlkYXQAAAAAAEAAMAAAAExpbG9jAQAAAERAAAMA"
          + "AQAAAAAAAAIFAAEAAAAAAAAASwACAAEAAAAAAAAAAQAAAAAAAAAIAAMAAAAAAAACUAABAAAAAAAAAEQA"
          + "AABNaWluZgAAAAAAAwAAABVpbmZlAgAAAQABAABodmMxAAAAABVpbmZlAgAAAAACAABncmlkAAAAABVp"
          + "bmZlAgAAAQADAABFeGlmAAAAANVpcHJwAAAAs2lwY28AAABzaHZjQwEDcAAAAAAAAAAAAB7wAPz9+PgA"
          + "AA8DIAABABhAAQwB//8DcAAAAwCQAAADAAADAB66AkAhAAEAJ0IBAQNwAAADAJAAAAMAAAMAHqAggQWW"
          + "6uSmubAgAAADACAAAAMAISIAAQAGRAHBc8CJAAAAFGlzcGUAAAAAAAAAQAAAAEAAAAAUaXNwZQAAAAAA"
          + "AABAAAAAMAAAABBwaXhpAAAAAAMICAgAAAAaaXBtYQAAAAAAAAACAAECgQIAAgIDhAAAAChpcmVmAAAA"
          + "AAAAAA5kaW1nAAIAAQABAAAADmNkc2MAAwABAAIAAACXbWRhdAAAAEcoAa8ZgO9PRT4g+/ZZSuNN72Vw"
          + "gstulrvMHpZL2TaZBEo0t8jGTrYsnf/eHYkTX0g6giIj+HGkRC1dCRTMi7ye1i1D3GyCgAAAAABNTQAq"
          + "AAAACAABAQ4AAgAAACYAAAAaAAAAAEdQUyAzNi4wNjcxTiAxMjAuMzgyNkUgT3duZXIgTGFvIENoZW4A";

  /** The head of such a picture, and nothing behind it. */
  static final String HEIC = base64("\0\0\0\34ftypheic\0\0\0\0mif1heic");

  /** Leads nowhere. */
  static final String EXPIRED_LINK = "http://127.0.0.1:9/expired.jpg";

  /** What an adapter makes of a picture that only its platform can give out. */
  static final String PLATFORM_ID = "telegram:AgACAgQAAxkBAAIB";

  private Exhibits() {}

  private static String base64(String latin1) {
    return Base64.getEncoder().encodeToString(latin1.getBytes(StandardCharsets.ISO_8859_1));
  }
}
