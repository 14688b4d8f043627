import type { IConstruct } from 'constructs';
import type { Manifest } from '../manifest/objects/manifest';

/** The samples that a tree's constructs show users: objects that nothing applies, in the order in which they were added. */
export class SampleObjects {
  static of(construct: IConstruct): SampleObjects {
    const { root } = construct.node;
    let samples = byRoot.get(root);
    if (samples === undefined) byRoot.set(root, (samples = new SampleObjects()));
    return samples;
  }

  private readonly samples: Manifest[] = [];

  add(sample: Manifest): void {
    this.samples.push(sample);
  }

  all(): readonly Manifest[] {
    return this.samples;
  }
}

const byRoot = new WeakMap<IConstruct, SampleObjects>();
