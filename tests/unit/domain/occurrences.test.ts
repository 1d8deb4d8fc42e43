import { describe, expect, it } from 'vitest';
import { matchOccurrences } from '../../../src/core/domain/occurrences.ts';

const coffee = 1;
const lunch = 2;
const none = new Map<number, number>();

describe('duplicates by counting', () => {
  it('keeps two equal purchases of one file', () => {
    expect(matchOccurrences([coffee, lunch, coffee], none, none)).toEqual(['new-same', 'new', 'new-same']);
  });

  it('finds as many as the ledger holds and takes the rest as new', () => {
    expect(matchOccurrences([coffee, coffee, coffee], new Map([[coffee, 2]]), none)).toEqual([
      'already-here',
      'already-here',
      'new',
    ]);
  });

  it('remembers what was deleted, after what is still there', () => {
    expect(matchOccurrences([coffee, coffee], new Map([[coffee, 1]]), new Map([[coffee, 1]]))).toEqual([
      'already-here',
      'deleted-before',
    ]);
  });
});
