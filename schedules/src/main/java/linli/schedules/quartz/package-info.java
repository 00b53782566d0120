/**
 * The motor: Quartz with its clustered store in PostgreSQL. It knows when, bot says what; nothing
 * outside this package sees a Quartz type.
 */
package linli.schedules.quartz;
