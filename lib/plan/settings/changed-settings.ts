import { settingDigest, type RecordedSetting } from '../../fleet/recorded-settings';
import { appendTo } from '../../manifest/objects/append-to';
import type { JsonValue } from '../../manifest/objects/json';

/** A setting whose value, or whose layer, is another one. */
export interface ChangedSetting {
  readonly path: string;
  /** Undefined for a setting that is new. */
  readonly before: RecordedSetting | undefined;
  /** Undefined for a setting that is gone. */
  readonly after: RecordedSetting | undefined;
}

/** The settings of a cluster that changed, found by the values that they had and have. */
export class ChangedSettings {
  readonly all: readonly ChangedSetting[];
  private readonly byValues = new Map<string, ChangedSetting[]>();

  constructor(base: readonly RecordedSetting[], next: readonly RecordedSetting[]) {
    const [old, fresh] = [byPath(base), byPath(next)];
    this.all = [...new Set([...old.keys(), ...fresh.keys()])].flatMap((path): ChangedSetting[] => {
      const [from = [], to = []] = [old.get(path), fresh.get(path)];
      // Where two programs have a setting of one name, what both still have is no change.
      const gone = from.filter((each) => !to.some((other) => isSame(each, other)));
      const come = to.filter((each) => !from.some((other) => isSame(each, other)));
      const length = Math.max(gone.length, come.length);
      return Array.from({ length }, (_, index) => ({ path, before: gone[index], after: come[index] }));
    });
    for (const setting of this.all) {
      const { before, after } = setting;
      if (before !== undefined && after !== undefined && before.sha256 !== after.sha256)
        appendTo(this.byValues, `${before.sha256} ${after.sha256}`, setting);
    }
  }

  /** What is said of a field whose value, or one word of it, changes as settings do; undefined where none does so. */
  reasonFor(from: JsonValue | undefined, to: JsonValue | undefined): string | undefined {
    if (this.byValues.size === 0 || from === undefined || to === undefined) return undefined;
    const found = this.changedAs(from, to).map(({ path, after }) => `${path} in ${after?.layer}`);
    if (found.length === 0) return undefined;
    const shown = found.slice(0, few).join(', ');
    const more = found.length > few ? ` and ${found.length - few} more` : '';
    return `as ${found.length === 1 ? 'setting' : 'settings'} ${shown}${more} ${found.length === 1 ? 'does' : 'do'}`;
  }

  private changedAs(from: JsonValue, to: JsonValue): readonly ChangedSetting[] {
    const whole = this.byValues.get(`${settingDigest(from)} ${settingDigest(to)}`);
    if (whole !== undefined) return whole;
    if (typeof from !== 'string' || typeof to !== 'string') return [];
    for (const separator of separators) {
      const word = onlyWordThatChanges(from.split(separator), to.split(separator));
      const found = word && this.byValues.get(`${settingDigest(word[0])} ${settingDigest(word[1])}`);
      if (found) return found;
    }
    return [];
  }
}

const few = 3;

/** Between the words of images, hosts and lines of configuration. */
const separators = [/\n/, /[\s:@,;="']+/, /[\s:@,;="'/]+/];

function onlyWordThatChanges(from: readonly string[], to: readonly string[]): readonly [string, string] | undefined {
  if (from.length !== to.length) return undefined;
  const changed = from.flatMap((word, index): (readonly [string, string])[] => {
    const other = to[index] ?? '';
    return word === other ? [] : [[word, other]];
  });
  const [first, ...others] = changed;
  return others.every(([one, other]) => one === first?.[0] && other === first[1]) ? first : undefined;
}

function isSame(one: RecordedSetting, other: RecordedSetting): boolean {
  return one.layer === other.layer && one.sha256 === other.sha256;
}

function byPath(settings: readonly RecordedSetting[]): ReadonlyMap<string, readonly RecordedSetting[]> {
  const paths = new Map<string, RecordedSetting[]>();
  for (const setting of settings) appendTo(paths, setting.path, setting);
  return paths;
}
