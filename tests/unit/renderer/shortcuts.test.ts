import { describe, expect, it } from 'vitest';
import { chordOf } from '../../../src/renderer/ui/shortcuts.ts';

const press = (key: string, held: Partial<Record<'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey', boolean>> = {}) =>
  chordOf({ key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...held });

describe('the name of a chord', () => {
  it('is the key in lower case', () => {
    expect(press('j')).toBe('j');
    expect(press('ArrowDown')).toBe('arrowdown');
    expect(press(' ')).toBe('space');
  });
  it('tells shift apart from what shift only types', () => {
    expect(press('J', { shiftKey: true })).toBe('shift+j');
    expect(press('?', { shiftKey: true })).toBe('?');
    expect(press('ArrowDown', { shiftKey: true })).toBe('shift+arrowdown');
  });
  it('has the modifier first', () => {
    expect(press('Z', { shiftKey: true, ctrlKey: true })).toBe('mod+shift+z');
  });
  it('is nothing while only a modifier is down', () => {
    expect(press('Shift', { shiftKey: true })).toBeNull();
  });
});
