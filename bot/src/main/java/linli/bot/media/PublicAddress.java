package linli.bot.media;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** Which addresses anybody on the Internet can reach: links of strangers lead nowhere else. */
final class PublicAddress {

  private PublicAddress() {}

  /** By the registries of special addresses (RFC 6890 and its updates). */
  static boolean is(InetAddress address) {
    if (address.isAnyLocalAddress()
        || address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()) {
      return false;
    }
    return address instanceof Inet4Address
        ? isPublic4(address.getAddress())
        : isPublic6((Inet6Address) address);
  }

  private static boolean isPublic4(byte[] address) {
    var first = address[0] & 0xff;
    var second = address[1] & 0xff;
    var third = address[2] & 0xff;
    return first != 0
        && first < 240
        && !(first == 100 && second >= 64 && second < 128) // carriers' own, RFC 6598
        && !(first == 192 && second == 0 && (third == 0 || third == 2))
        && !(first == 192 && second == 88 && third == 99)
        && !(first == 198 && (second == 18 || second == 19))
        && !(first == 198 && second == 51 && third == 100)
        && !(first == 203 && second == 0 && third == 113);
  }

  /** Global unicast is 2000::/3; what wraps an IPv4 address is as public as that one. */
  private static boolean isPublic6(Inet6Address address) {
    var bytes = address.getAddress();
    if (bytes[0] == 0x00
        && bytes[1] == 0x64
        && (bytes[2] & 0xff) == 0xff
        && (bytes[3] & 0xff) == 0x9b) {
      return wraps(bytes, 12); // 64:ff9b::/96, NAT64
    }
    if (bytes[0] == 0x20 && bytes[1] == 0x02) {
      return wraps(bytes, 2); // 6to4
    }
    var special = bytes[0] == 0x20 && bytes[1] == 0x01 && (bytes[2] & 0xfe) == 0; // 2001::/23
    var documentation =
        bytes[0] == 0x20 && bytes[1] == 0x01 && bytes[2] == 0x0d && (bytes[3] & 0xff) == 0xb8;
    return (bytes[0] & 0xe0) == 0x20 && !special && !documentation;
  }

  private static boolean wraps(byte[] bytes, int at) {
    try {
      return is(InetAddress.getByAddress(Arrays.copyOfRange(bytes, at, at + 4)));
    } catch (UnknownHostException impossible) { // four bytes are an address
      throw new IllegalStateException(impossible);
    }
  }
}
