/** Pictures, recordings and files: taken in, stripped, kept with cases, shown to few, forgotten. */
package linli.bot.media;
