import { apiGroup } from '../manifest/objects/api-version';
import { isJsonObject } from '../manifest/objects/json';
import type { Change } from './difference/change';
import { isWithin } from './immutable/refused-changes';
import type { ChangedObject } from './plan-context';

/** Changes that an API server accepts and does not make, each with what is said of it. */
export function keptChanges(object: ChangedObject, changes: readonly Change[]): ReadonlyMap<Change, string> {
  const { apiVersion, kind } = object.after.manifest;
  const groupKind = `${apiGroup(apiVersion)}/${kind}`;
  return new Map(
    changes.flatMap((change) => {
      const rule = keeping.find(({ kinds, keeps }) => (kinds?.includes(groupKind) ?? true) && keeps(change, object));
      return rule === undefined ? [] : [[change, rule.note] as const];
    }),
  );
}

interface KeepingRule {
  /** As `group/Kind`; all kinds when left out. */
  readonly kinds?: readonly string[];
  readonly keeps: (change: Change, object: ChangedObject) => boolean;
  readonly note: string;
}

const keeping: readonly KeepingRule[] = [
  {
    kinds: ['certificates.k8s.io/CertificateSigningRequest'],
    keeps: ({ path }) => isWithin(path, 'spec'),
    note: 'the API server keeps the spec that the request was made with',
  },
  {
    kinds: ['/Secret'],
    keeps: ({ path, to }, { before }) => to === undefined && comesFromText(path, before),
    note: 'what stringData has set stays when it is left out: set it to something else, or delete the Secret',
  },
  {
    kinds: ['/Service'],
    keeps: ({ path, to }) => to === undefined && (path === 'spec.clusterIP' || path === 'spec.clusterIPs'),
    note: 'a Service keeps its address when the field is left out',
  },
  {
    keeps: ({ path, to }) => to === undefined && /\bspec\.serviceAccount(Name)?$/.test(path),
    note: 'the API server keeps the service account: it stands in serviceAccount as well; name "default" to change it',
  },
];

/** Whether an entry, or all of them, was written in plain text, which no field of the stored Secret is. */
function comesFromText(path: string, { manifest }: ChangedObject['before']): boolean {
  const { stringData, data } = manifest;
  if (!isJsonObject(stringData)) return false;
  if (path === 'data') return data === undefined;
  const key = /^data(?:\.([\w$-]+)|\[([^\]]+)\])$/.exec(path);
  const name = key?.[1] ?? key?.[2];
  return name !== undefined && Object.hasOwn(stringData, name);
}
