/**
 * The calendar and the arithmetic of deadlines. Pure: the answers depend on the arguments and the
 * calendar alone, never on the machine's clock, time zone or language.
 */
package linli.schedules;
