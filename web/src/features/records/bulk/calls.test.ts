import { describe, expect, it } from 'vitest';
import { sent } from './calls';

const QUERY = { operation: 'o', filter: { field: 'city', op: 'is_empty' } };

describe('what is picked, as the server takes it', () => {
  it('is the picked rows alone, whatever the list shows', () => {
    expect(sent({ mode: 'rows', ids: new Set(['a', 'b']) }, QUERY)).toEqual({ ids: ['a', 'b'] });
  });
  it('is the whole list but those let go', () => {
    const picked = { mode: 'all', except: new Set(['a']) } as const;
    expect(sent(picked, QUERY)).toEqual({ filter: QUERY.filter, operation_id: 'o', except: ['a'] });
  });
  it('has no filter where the list has none', () => {
    expect(sent({ mode: 'all', except: new Set() }, { operation: undefined })).toEqual({ except: [] });
  });
});
