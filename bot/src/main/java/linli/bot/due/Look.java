package linli.bot.due;

import java.time.Instant;
import java.util.function.BooleanSupplier;

/**
 * One look for what is due.
 *
 * @param patient whether it waits for estates that others are changing
 * @param goOn nothing more is taken once it does not hold
 */
record Look(Instant upTo, boolean patient, BooleanSupplier goOn) {}
