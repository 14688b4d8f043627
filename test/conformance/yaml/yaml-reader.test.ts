import fc from 'fast-check';
import { defaultReadLimits } from '../../../lib/reader/read-limits';
import { parseDocuments, type ParseProblem } from '../../../lib/reader/parse-documents';
import { hasGo } from '../../control-plane/binaries/go-build';
import { generatedYaml } from './generated-yaml';
import { goReader } from './go-reader';

const describeWithGo = hasGo() ? describe : describe.skip;
const count = Number(process.env.YAML_STREAMS ?? 4000);

describeWithGo('a stream of YAML', () => {
  test('is read as kubectl reads it, or reported', async () => {
    const read = await goReader();
    const streams = fc.sample(generatedYaml, count);
    const differences = read(streams).flatMap(({ documents, error }, index): readonly object[] => {
      const stream = streams[index] ?? '';
      const { documents: ours, problems: all } = parseDocuments(stream, defaultReadLimits);
      const problems = all.filter((problem) => !isStricter(problem));
      const theirs = documents.filter((document) => document !== null);
      const values = ours.map(({ value }) => value).filter((value) => value !== null);
      if (error !== undefined) return problems.length > 0 ? [] : [{ stream, error, ours: values }];
      if (all.some(isPassedOver)) return [];
      if (problems.length > 0) return [{ stream, theirs, problems: problems.map(({ message }) => message) }];
      return JSON.stringify(sorted(values)) === JSON.stringify(sorted(theirs))
        ? []
        : [{ stream, theirs, ours: values }];
    });
    expect(differences.slice(0, 20)).toEqual([]);
  });
});

/** Of two equal keys kubectl takes the last, unless it is told to be strict. */
function isStricter({ id }: ParseProblem): boolean {
  return id === 'unique-key';
}

/** kubectl reads one value a document, and passes over what stands behind it. */
function isPassedOver({ message }: ParseProblem): boolean {
  return /end of the stream or a document separator|three dots/.test(message);
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
