/** 吹哨报到: a level calls the next one in, and the reporter sees every step. */
package linli.bot.whistles;
