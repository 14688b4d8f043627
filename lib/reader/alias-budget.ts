import { countValues } from './count-values';
import type { ReadLimits } from './read-limits';

/** What aliases may add to everything that is read in one run: many small documents together are as large as one. */
export class AliasBudget {
  private added = 0;

  constructor(private readonly limits: Pick<ReadLimits, 'values' | 'aliasedValues'>) {}

  /** Counts a document before anything copies it; says what is wrong with it where it is too large. */
  spend(value: unknown): { readonly message: string; readonly fix: string } | undefined {
    const count = countValues(value);
    if (count === undefined) {
      return { message: 'Invalid value: an anchor contains itself', fix: 'write out what the alias stands for' };
    }
    if (count.all > this.limits.values) {
      return {
        message: `Too many: ${count.all} values once every alias is written out, must have at most ${this.limits.values}`,
        fix: 'write out what the aliases stand for, or split the document',
      };
    }
    const added = this.added + count.all - count.written;
    if (added > this.limits.aliasedValues) {
      return {
        message: `Too many: aliases stand for ${added} values in all files that are read, must have at most ${this.limits.aliasedValues}`,
        fix: 'write out what the aliases of this document stand for',
      };
    }
    this.added = added;
    return undefined;
  }
}
