import type { SharedPath } from './shared-path';
import type { Size } from './size';
import type { SizedType } from './sized-type';

/** The sizes that a schema allows, as an estimate asks for them. */
export class DeclaredSizes {
  /** The parts that the estimate depends on. */
  readonly asked = new Set<SizedType>();

  /**
   * @param bounded a part that is taken to be small, to learn what difference that makes
   */
  constructor(
    private readonly root: SizedType,
    private readonly bounded?: SizedType,
  ) {}

  /** The size at the end of a path; undefined where the schema says nothing of it. */
  at(path: SharedPath | undefined): Size | undefined {
    if (path === undefined) return undefined;
    let type: SizedType | undefined = this.root;
    for (const step of path.rest) {
      if (step === '@items' || step === '@values') type = type?.elements;
      else if (step === '@keys') type = type?.keys;
      else type = type?.fields?.get(step);
    }
    if (type === undefined) return undefined;
    this.asked.add(type);
    return { min: 0n, max: type === this.bounded ? 1n : type.maxElements };
  }
}
