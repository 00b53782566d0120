package linli.bot.inbox;

import java.util.Optional;
import linli.adapters.InboundEvent;
import linli.bot.store.Transaction;

/** Whether somebody else may be asked what a message means, and with which words. */
public interface WantsOpinion {

  /** Nobody is asked. */
  WantsOpinion NEVER =
      new WantsOpinion() {
        @Override
        public boolean of(String channel, InboundEvent event) {
          return false;
        }

        @Override
        public Optional<String> words(Transaction tx, String estateId, ReceivedEvent received) {
          return Optional.empty();
        }
      };

  /**
   * Whether the sender would have to be asked what they mean, as far as the message alone tells:
   * never of a danger. Called where an event comes in, so it must not wait for anything.
   */
  boolean of(String channel, InboundEvent event);

  /**
   * What of its words may be read by others: nobody's name, number or home.
   *
   * @return empty when nobody is to be asked after all
   */
  Optional<String> words(Transaction tx, String estateId, ReceivedEvent received);
}
