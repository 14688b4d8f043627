import { performance } from 'node:perf_hooks';
import { Yaml } from 'cdk8s';
import { dump } from 'js-yaml';
import { formatYaml, type Manifest } from '../../lib';
import { plainObjects } from '../workload/plain-objects';
import { unitClusters } from '../workload/unit';
import type { Figure, Mode, Section } from '../section';
import { median } from '../statistics';

/** The YAML emitter by itself, in one process. */
export const emitter: Section = {
  name: 'emitter',
  title: 'The YAML emitter alone, 2,000 documents: how many times as long another takes',
  run: runEmitter,
};

const emitters: Readonly<Record<string, (manifest: Manifest) => string>> = {
  'JSON.stringify, indented': (manifest) => JSON.stringify(manifest, undefined, 2),
  'js-yaml': (manifest) => dump(manifest),
  'the yaml package, as cdk8s calls it': (manifest) => Yaml.stringify(manifest),
};

function* runEmitter(mode: Mode): Iterable<Figure> {
  const documents = unitClusters(250, '1').flatMap(({ units }) => units().flatMap(plainObjects));
  const times = new Map<string, number[]>();
  const measure = (name: string, emit: (manifest: Manifest) => string): void => {
    const start = performance.now();
    for (const document of documents) emit(document);
    times.set(name, [...(times.get(name) ?? []), performance.now() - start]);
  };
  for (let run = 0; run < (mode === 'full' ? 15 : 5); run++) {
    measure('ours', formatYaml);
    for (const [name, emit] of Object.entries(emitters)) measure(name, emit);
  }
  const ours = median(times.get('ours') ?? []);
  for (const name of Object.keys(emitters)) {
    yield { what: name, value: `${(median(times.get(name) ?? []) / ours).toFixed(1)}×` };
  }
  yield { what: `  time of ours for ${documents.length} documents`, value: `${ours.toFixed(1)} ms` };
}
