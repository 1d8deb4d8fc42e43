/** Patterns of rules: RE2 syntax, matched in time linear in the text, so that no pattern can hang the app. */
import { RE2JS, RE2JSException, RE2JSSyntaxException } from 're2js';
import { DomainError } from '#shared/contract/errors.ts';

/** Answers whether the pattern is found anywhere in a text, whatever its case. */
export type TextPattern = (text: string) => boolean;

/** @throws DomainError INVALID that quotes the part of the pattern that cannot be read, and its place. */
export function compilePattern(pattern: string, field?: string): TextPattern {
  try {
    const compiled = RE2JS.compile(pattern, RE2JS.CASE_INSENSITIVE);
    return (text) => compiled.test(text);
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    throw new DomainError('INVALID', `This pattern cannot be read: ${whatIsWrong(pattern, error)}.`, field);
  }
}

function whatIsWrong(pattern: string, error: RE2JSException): string {
  if (!(error instanceof RE2JSSyntaxException)) return 'it is too large';
  const what = error.getDescription();
  if (what.startsWith('missing closing )')) {
    return `the bracket at character ${openBracket(pattern, '(', ')') + 1} is not closed`;
  }
  if (what.startsWith('missing closing ]')) {
    return `the bracket at character ${openBracket(pattern, '[', ']') + 1} is not closed`;
  }
  const part = error.getPattern() ?? '';
  const at = part ? pattern.indexOf(part) : -1;
  return at < 0 ? what : `${what} at character ${at + 1}, “${part}”`;
}

/** The place of the last bracket that nothing closes; escaped ones and, for round ones, those in classes do not count. */
function openBracket(pattern: string, open: string, close: string): number {
  const opened: number[] = [];
  let inClass = false;
  for (let at = 0; at < pattern.length; at++) {
    const sign = pattern[at];
    if (sign === '\\') at += 1;
    else if (open === '(' && sign === '[') inClass = true;
    else if (open === '(' && sign === ']') inClass = false;
    else if (sign === open && !inClass) opened.push(at);
    else if (sign === close && !inClass) opened.pop();
  }
  return Math.max(0, opened.at(-1) ?? 0);
}
