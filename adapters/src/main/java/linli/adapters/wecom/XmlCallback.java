package linli.adapters.wecom;

import linli.adapters.FreshTime;
import linli.adapters.FreshTime.Unit;
import linli.adapters.Reason;
import linli.adapters.Refusal;
import linli.adapters.Request;
import linli.adapters.StrictXml;
import linli.adapters.msgcrypt.MsgCrypt;

/** What the callbacks of apps and of customer service have in common: sealed XML, and the check. */
record XmlCallback(MsgCrypt crypt, FreshTime fresh) {

  byte[] open(Request request) {
    var encrypt =
        switch (request.method()) {
          case "GET" -> request.parameter("echostr");
          case "POST" -> StrictXml.object(request.body()).id("Encrypt", Integer.MAX_VALUE);
          default -> throw new Refusal(Reason.WRONG_METHOD);
        };
    var timestamp = request.parameter("timestamp");
    fresh.check(timestamp, Unit.SECONDS);
    return crypt.open(
        request.parameter("msg_signature"), timestamp, request.parameter("nonce"), encrypt);
  }
}
