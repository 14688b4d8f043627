import fc from 'fast-check';
import { defaultReadLimits } from '../../../lib/reader/read-limits';
import type { JsonValue } from '../../../lib/manifest/objects/json';
import { parseDocuments, type ParseProblem } from '../../../lib/reader/parse-documents';
import { hasGo } from '../../control-plane/binaries/go-build';
import { generatedYaml, mutatedYaml } from './generated-yaml';
import { goReader } from './go-reader';

const describeWithGo = hasGo() ? describe : describe.skip;
const count = Number(process.env.YAML_STREAMS ?? 4000);
const seed = Number(process.env.FAST_CHECK_SEED ?? 1);

describeWithGo('a stream of YAML', () => {
  test.each([
    ['as it is written', generatedYaml],
    ['with a few characters more or less', mutatedYaml],
  ])('%s is read as kubectl reads it, or reported', async (_, generated) => {
    const read = await goReader();
    const streams = fc.sample(generated, { numRuns: count, seed });
    const differences = read(streams).flatMap(({ documents, error, passedOver }, index): readonly object[] => {
      const stream = streams[index] ?? '';
      const { documents: ours, problems: all } = parseDocuments(stream, defaultReadLimits);
      const problems = all.filter(({ id }) => id !== isStricter);
      const theirs = documents.filter((document) => document !== null);
      const values = ours.map(({ value }) => value).filter((value) => value !== null);
      if (error !== undefined) return problems.length > 0 ? [] : [{ stream, error, ours: values }];
      if (problems.length > 0) {
        const isReported = passedOver === true || theirs.every(isText) || problems.some(isRefused);
        return isReported ? [] : [{ stream, theirs, problems: problems.map(({ message }) => message) }];
      }
      return JSON.stringify(sorted(values)) === JSON.stringify(sorted(theirs)) || theirs.every(isText)
        ? []
        : [{ stream, theirs, ours: values }];
    });
    expect(differences.slice(0, 20)).toEqual([]);
  });
});

/** Of two equal keys kubectl takes the last, unless it is told to be strict. */
const isStricter = 'unique-key';

/** What is no manifest, however it is read. */
function isText(value: JsonValue): boolean {
  return typeof value !== 'object';
}

/** Go reads them, as what nobody who looks at the file would: ends of lines, and parts of words. */
function isRefused({ message }: ParseProblem): boolean {
  return /U\+2028|byte order mark/.test(message);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, item]) => [key, sorted(item)] as const)
      .sort(),
  );
}
