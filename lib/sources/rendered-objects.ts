import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { rejectProps } from '../fleet/assert-props';
import { notFound } from '../fleet/shape';
import { formatIdentity, identityKey, identityOf } from '../manifest/objects/object-identity';
import type { Manifest } from '../manifest/objects/manifest';
import { readBytes } from '../reader/read-folder';

/** The objects of a source, as constructs: written, checked and patched like all others of the tree. */
export class RenderedObjects {
  private readonly byName = new Map<string, ApiObject>();

  /**
   * @param text YAML as the program printed it
   * @param declared the word of the library for the source
   */
  constructor(
    private readonly construct: Construct,
    private readonly declared: string,
    text: string,
  ) {
    for (const manifest of this.manifestsIn(text)) {
      const { namespace, kind, name } = identityOf(manifest);
      const id = [kind.toLowerCase(), namespace, name].filter((part) => part !== '').join('-');
      const object = new ApiObject(construct, id, manifest);
      this.byName.set(`${kind} ${name}`, object);
    }
  }

  /** One of them, for `Workload.from` or a patch. An unknown name is an error that lists those that there are. */
  object(kind: string, name: string): ApiObject {
    const found = this.byName.get(`${kind} ${name}`);
    if (found !== undefined) return found;
    return rejectProps(this.construct, this.declared, notFound('object', `${kind} ${name}`, [...this.byName.keys()]));
  }

  private manifestsIn(text: string): readonly Manifest[] {
    const { manifests: read, findings } = readBytes('', Buffer.from(text));
    const [problem] = findings;
    if (problem !== undefined) this.refuse(`what it renders is no manifest: ${problem.message}`);
    if (read.length === 0) this.refuse('it renders no object');
    const manifests = read.map(({ manifest }) => manifest);
    const seen = new Set<string>();
    for (const manifest of manifests) {
      const key = identityKey(identityOf(manifest));
      if (seen.has(key)) this.refuse(`it renders ${formatIdentity(identityOf(manifest))} twice`);
      seen.add(key);
    }
    return manifests;
  }

  private refuse(problem: string): never {
    return rejectProps(this.construct, this.declared, {
      path: '',
      message: `Invalid value: ${problem}`,
      fix: 'mend the source, or what it is given',
    });
  }
}

/** Renders twice: what differs would be another commit at each synth. */
export function renderTwice(construct: Construct, declared: string, render: () => string, fix: string): string {
  const text = render();
  if (render() === text) return text;
  return rejectProps(construct, declared, {
    path: 'values',
    message: 'Invalid value: it renders other manifests each time, with random values or the time of day',
    fix,
  });
}
