import type { Step } from './recipe.ts';

/** Prints commands as text that a person can paste into a shell. */

const plain = /^[\w@%+=:,./-]+$/;

const quoted = (word: string): string => (plain.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`);

export const commandLine = (words: Step): string => words.map(quoted).join(' ');
