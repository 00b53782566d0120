/** What the service does again and again, and who can see and ask for it. */
package linli.bot.jobs;
