import type { Size } from 'cdk8s';
import { dnsLabel } from '../../fleet/name-rules';
import {
  fields,
  fieldsOf,
  flag,
  kubernetesFields,
  listOf,
  mapWith,
  nonEmpty,
  oneOf,
  size,
  text,
  textLike,
  wholeNumberFrom,
} from '../../fleet/shape';
import type { JsonValue } from '../../manifest/objects/json';
import type { ResourceRequirements } from '../../workload/container-fields';

const nodeRoles = [
  ...['master', 'voting_only', 'data', 'data_content', 'data_hot', 'data_warm', 'data_cold', 'data_frozen'],
  ...['ingest', 'ml', 'transform', 'remote_cluster_client'],
] as const;

/** What the nodes of a tier do. */
export type SearchRole =
  | 'master'
  | 'voting_only'
  | 'data'
  | 'data_content'
  | 'data_hot'
  | 'data_warm'
  | 'data_cold'
  | 'data_frozen'
  | 'ingest'
  | 'ml'
  | 'transform'
  | 'remote_cluster_client';

/** Elasticsearch, and Kibana if it is asked for. */
export interface SearchClusterProps {
  /** Name of the Elasticsearch and the Kibana, and the beginning of their Services' names. @default the construct's id */
  readonly name?: string;
  /** Version of both, in full, such as `9.2.0`. Emitted as `spec.version`. */
  readonly version: string;
  /**
   * The tiers by name: each is a set of nodes that are alike. Renaming one moves its data to new nodes. Emitted as
   * `spec.nodeSets`.
   */
  readonly tiers: Readonly<Record<string, SearchTier>>;
  /** Image of Elasticsearch. @default the operator's image of that version */
  readonly image?: string;
  /** Whether nodes and shards are spread over the zones. Emitted as `zoneAwareness`. @default true where the cluster has several */
  readonly zones?: boolean;
  /**
   * Whether Elasticsearch maps files into memory. Its nodes need `vm.max_map_count` of 262144 then, which is a setting of
   * the machine. Emitted as `node.store.allow_mmap`.
   *
   * @default false
   */
  readonly memoryMaps?: boolean;
  /** Names of Secrets whose fields are settings that nobody may read, such as keys of buckets. @default none */
  readonly secureSettings?: readonly string[];
  /**
   * Users, as Secrets with the fields `username`, `password` and `roles`. Emitted as `spec.auth.fileRealm`.
   *
   * @default the user `elastic` alone, which may do all
   */
  readonly users?: readonly string[];
  /** Kibana in front of it. @default none */
  readonly kibana?: KibanaProps;
}

/** A set of nodes that are alike. */
export interface SearchTier {
  /** How many there are. Emitted as `count`. */
  readonly instances: number;
  /** What they do. Emitted as `node.roles`. @default everything */
  readonly roles?: readonly SearchRole[];
  /** The volume of each. */
  readonly storage: { readonly size: Size; readonly storageClassName?: string };
  /** Requests and limits of each. Elasticsearch takes half of the memory for its heap. @default the operator's: 2Gi of memory */
  readonly resources?: ResourceRequirements;
  /** Further settings of elasticsearch.yml. @default none */
  readonly config?: Readonly<Record<string, JsonValue>>;
}

/** Kibana. */
export interface KibanaProps {
  /** How many there are. @default 1 */
  readonly instances?: number;
  /** Requests and limits of each. @default the operator's: 1Gi of memory */
  readonly resources?: ResourceRequirements;
  /** Further settings of kibana.yml. @default none */
  readonly config?: Readonly<Record<string, JsonValue>>;
}

/** What JavaScript may say of a search cluster. */
export const searchClusterShape = fieldsOf<SearchClusterProps>({
  'name?': dnsLabel,
  version: textLike(/^[789]\.\d{1,3}\.\d{1,3}$/, 'a version in full, such as "9.2.0"'),
  tiers: mapWith(
    textLike(/^[a-zA-Z0-9-]{1,23}$/, 'a name of letters, digits and "-", at most 23'),
    fields({
      instances: wholeNumberFrom(1),
      'roles?': nonEmpty(oneOf(...nodeRoles), 'at least one role'),
      storage: fields({ size, 'storageClassName?': text }),
      'resources?': kubernetesFields,
      'config?': kubernetesFields,
    }),
  ),
  'image?': text,
  'zones?': flag,
  'memoryMaps?': flag,
  'secureSettings?': listOf(text),
  'users?': listOf(text),
  'kibana?': fields({ 'instances?': wholeNumberFrom(1), 'resources?': kubernetesFields, 'config?': kubernetesFields }),
});
