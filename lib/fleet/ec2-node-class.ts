import { isPlainMap } from './is-plain-map';
import { quantity } from './quantity-shape';
import {
  exactlyOneOf,
  fieldsOf,
  flag,
  listOf,
  mapOf,
  mustBe,
  oneOf,
  text,
  textLike,
  wholeNumberFrom,
  type Shape,
} from './shape';

/** What EC2 makes nodes of. Any other field of the EC2NodeClass can be patched. */
export type Ec2NodeClass = Ec2NodeClassFields & (Ec2NodesOfRole | Ec2NodesOfProfile) & (Ec2ImageByAlias | Ec2Images);

/** IAM role of the nodes. */
export interface Ec2NodesOfRole {
  /** IAM role of the nodes, of which Karpenter makes an instance profile. Emitted as `spec.role`. */
  readonly role: string;
  readonly instanceProfile?: never;
}

/** Instance profile of the nodes. */
export interface Ec2NodesOfProfile {
  /** Instance profile that is there already, in place of `role`. Emitted as `spec.instanceProfile`. */
  readonly instanceProfile: string;
  readonly role?: never;
}

/** An image that AWS publishes. */
export interface Ec2ImageByAlias {
  /**
   * Image, by family and version: `al2023@v20260801`. Emitted as `spec.amiSelectorTerms[0].alias`. `latest` is an error:
   * nodes would be replaced whenever there is another one.
   */
  readonly amiAlias: string;
  readonly amis?: never;
  readonly amiFamily?: never;
}

/** Images of one's own. */
export interface Ec2Images {
  /** Images of one's own, in place of `amiAlias`; the newest of those that a node can run. Emitted as `spec.amiSelectorTerms`. */
  readonly amis: readonly Ec2Image[];
  /** Whose start-up the images understand. Emitted as `spec.amiFamily`; with `Custom`, `userData` is all of it. */
  readonly amiFamily: Ec2AmiFamily;
  readonly amiAlias?: never;
}

/** Whose start-up an image understands. */
export type Ec2AmiFamily = 'AL2' | 'AL2023' | 'Bottlerocket' | 'Custom' | 'Windows2019' | 'Windows2022' | 'Windows2025';

/** Which images are meant: by `id` or `ssmParameter` alone, or by the other fields, all of which must be so. */
export interface Ec2Image {
  /** Id, such as `ami-0123456789abcdef0`. @default by the other fields */
  readonly id?: string;
  /** Name, in which `*` stands for any characters. @default any */
  readonly name?: string;
  /** Account that the image is from: its number, an alias of AWS's, or `self`. @default self and amazon, Karpenter's default */
  readonly owner?: string;
  /** Parameter of SSM whose value is the id. @default by the other fields */
  readonly ssmParameter?: string;
  /** Tags of the image. @default any */
  readonly tags?: Readonly<Record<string, string>>;
}

/** What nodes of EC2 are, besides their image and their role. */
export interface Ec2NodeClassFields {
  /** Tags of the subnets. Emitted as a term of `spec.subnetSelectorTerms`. @default none: `subnetIds` are required */
  readonly subnetTags?: Readonly<Record<string, string>>;
  /** Ids of subnets, besides those with `subnetTags`. Emitted as terms of `spec.subnetSelectorTerms`. @default none */
  readonly subnetIds?: readonly string[];
  /**
   * Tags of the security groups. Emitted as a term of `spec.securityGroupSelectorTerms`.
   *
   * @default none: `securityGroupIds` are required
   */
  readonly securityGroupTags?: Readonly<Record<string, string>>;
  /** Ids of security groups, besides those with `securityGroupTags`. Emitted as terms of `spec.securityGroupSelectorTerms`. @default none */
  readonly securityGroupIds?: readonly string[];
  /** Disks of each node. Emitted as `spec.blockDeviceMappings`. @default one of 20Gi, encrypted, Karpenter's default */
  readonly blockDeviceMappings?: readonly Ec2BlockDevice[];
  /** How pods reach the metadata of their node. Emitted as `spec.metadataOptions`. @default by tokens alone, and from the host's network alone, Karpenter's default */
  readonly metadataOptions?: Ec2MetadataOptions;
  /** How the kubelet runs. Emitted as `spec.kubelet`. @default as Karpenter computes it for the size of a node */
  readonly kubelet?: Ec2Kubelet;
  /** Tags of everything that is made for the nodes. Emitted as `spec.tags`. @default those of Karpenter */
  readonly tags?: Readonly<Record<string, string>>;
  /** What a node runs when it starts, in the form of its image's family. Emitted as `spec.userData`. @default none besides Karpenter's own */
  readonly userData?: string;
  /** What becomes of disks in the machine itself: one large one. Emitted as `spec.instanceStorePolicy`. @default they are not used */
  readonly instanceStorePolicy?: 'RAID0';
  /** Whether CloudWatch measures the nodes each minute. Emitted as `spec.detailedMonitoring`. @default false, Karpenter's default */
  readonly detailedMonitoring?: boolean;
  /** Whether nodes have addresses of the internet. Emitted as `spec.associatePublicIPAddress`. @default as the subnet says */
  readonly associatePublicIPAddress?: boolean;
}

/** A disk of each node. */
export interface Ec2BlockDevice {
  /** Name of the device, such as `/dev/xvda`. */
  readonly deviceName: string;
  /** Whether the kubelet keeps what pods write on it. @default that of the family's root device */
  readonly rootVolume?: boolean;
  /** The volume. @default as the image has it */
  readonly ebs?: Ec2Volume;
}

/** A volume of EBS. */
export interface Ec2Volume {
  /** How large it is, such as `100Gi`. @default as large as its snapshot, which is required then */
  readonly volumeSize?: string;
  /** How it is made. @default gp3 */
  readonly volumeType?: 'gp2' | 'gp3' | 'io1' | 'io2' | 'sc1' | 'st1' | 'standard';
  /** Operations in a second, where the type lets them be said. @default those of the type */
  readonly iops?: number;
  /** MiB in a second, for gp3. @default 125 */
  readonly throughput?: number;
  /** Whether it is encrypted. @default as the account has it */
  readonly encrypted?: boolean;
  /** ARN of the key that it is encrypted with. @default the account's */
  readonly kmsKeyID?: string;
  /** Whether it goes with its node. @default true */
  readonly deleteOnTermination?: boolean;
  /** Snapshot that it is made of. @default none */
  readonly snapshotID?: string;
}

/** How pods reach the metadata of their node. */
export interface Ec2MetadataOptions {
  /** Whether there is an endpoint. @default 'enabled', Karpenter's default */
  readonly httpEndpoint?: 'enabled' | 'disabled';
  /** Whether it is reached by IPv6, too. @default 'disabled', Karpenter's default */
  readonly httpProtocolIPv6?: 'enabled' | 'disabled';
  /** How many hops an answer goes: with 1, pods with a network of their own get none. @default 1, Karpenter's default */
  readonly httpPutResponseHopLimit?: number;
  /** Whether a request needs a token. @default 'required', Karpenter's default */
  readonly httpTokens?: 'required' | 'optional';
}

/** How the kubelet of a node runs, in the fields of its own configuration. */
export interface Ec2Kubelet {
  /** Addresses of the cluster's DNS. @default that of the cluster */
  readonly clusterDNS?: readonly string[];
  /** The most pods of a node. @default as many as its network interfaces have addresses for */
  readonly maxPods?: number;
  /** The most pods for each core. @default no limit */
  readonly podsPerCore?: number;
  /** What the system gets, by `cpu`, `memory`, `ephemeral-storage` and `pid`. @default none */
  readonly systemReserved?: Readonly<Record<string, string>>;
  /** What Kubernetes' own programs get, in the same words. @default as Karpenter computes it for the size of a node */
  readonly kubeReserved?: Readonly<Record<string, string>>;
  /** At how little that is left pods are evicted at once, such as `{ 'memory.available': '5%' }`. @default those of the family */
  readonly evictionHard?: Readonly<Record<string, string>>;
  /** At how little that is left pods are evicted after a while. @default none */
  readonly evictionSoft?: Readonly<Record<string, string>>;
  /** That while, for each signal of `evictionSoft`, such as `{ 'memory.available': '1m' }`. @default none */
  readonly evictionSoftGracePeriod?: Readonly<Record<string, string>>;
  /** Seconds that a pod which is evicted so may take to end. @default none: at once */
  readonly evictionMaxPodGracePeriod?: number;
  /** At how full a disk, in percent, images are removed. @default 85, the kubelet's default */
  readonly imageGCHighThresholdPercent?: number;
  /** Until how full a disk, in percent, images are removed. @default 80, the kubelet's default */
  readonly imageGCLowThresholdPercent?: number;
  /** Whether limits of CPU are kept. @default true, the kubelet's default */
  readonly cpuCFSQuota?: boolean;
}

const tags = mapOf(text);
const onOff = oneOf('enabled', 'disabled');

const families = ['al2', 'al2023', 'bottlerocket', 'windows2019', 'windows2022', 'windows2025'];
const amiAlias: Shape = (value, path) => {
  const [, family = '', version] = typeof value === 'string' ? (/^([a-z0-9]+)@(.+)$/.exec(value) ?? []) : [];
  if (version === undefined) return mustBe(path, value, 'a family and a version, such as "al2023@v20260801"');
  const familyProblem = oneOf(...families)(family, path);
  if (familyProblem !== undefined) return familyProblem;
  // Of Windows, nothing else is published.
  if (version === 'latest' && !family.startsWith('windows'))
    return {
      path,
      message: `Invalid value: "${family}@latest": nodes would be replaced whenever there is another image`,
      fix: `write the version, such as "${family}@v20260801"`,
    };
  return version !== 'latest' && family.startsWith('windows')
    ? {
        path,
        message: `Invalid value: ${JSON.stringify(value)}: of Windows, there is no other version`,
        fix: `write "${family}@latest"`,
      }
    : undefined;
};

const image: Shape = (value, path) => {
  const problem = fieldsOf<Ec2Image>({
    'id?': textLike(/^ami-[0-9a-z]+$/, 'the id of an image, such as "ami-0123456789abcdef0"'),
    'name?': text,
    'owner?': text,
    'ssmParameter?': text,
    'tags?': tags,
  })(value, path);
  if (problem !== undefined || !isPlainMap(value)) return problem;
  const others = ['name', 'owner', 'tags'].filter((name) => value[name] !== undefined);
  const alone = ['id', 'ssmParameter'].find((name) => value[name] !== undefined);
  if (alone !== undefined && others.length > 0)
    return {
      path: `${path}.${alone}`,
      message: `Forbidden: beside ${others.join(', ')}`,
      fix: `leave ${others.join(' and ')} out`,
    };
  return alone === undefined && value.name === undefined && value.tags === undefined
    ? { path, message: 'Required value: one of id, name, ssmParameter, tags', fix: 'say which images are meant' }
    : undefined;
};

const size = textLike(/^[1-9][0-9]{0,4}(Gi|G|Ti|T)$/, 'a size, such as "100Gi"');

const volume: Shape = (value, path) => {
  const problem = fieldsOf<Ec2Volume>({
    'volumeSize?': size,
    'volumeType?': oneOf('gp2', 'gp3', 'io1', 'io2', 'sc1', 'st1', 'standard'),
    'iops?': wholeNumberFrom(1),
    'throughput?': wholeNumberFrom(1),
    'encrypted?': flag,
    'kmsKeyID?': text,
    'deleteOnTermination?': flag,
    'snapshotID?': text,
  })(value, path);
  if (problem !== undefined || !isPlainMap(value)) return problem;
  return value.volumeSize === undefined && value.snapshotID === undefined
    ? {
        path: `${path}.volumeSize`,
        message: 'Required value: how large a volume without a snapshot is',
        fix: 'say it, such as "100Gi"',
      }
    : undefined;
};

const restrictedTags = [
  'eks:eks-cluster-name',
  'karpenter.sh/nodepool',
  'karpenter.sh/nodeclaim',
  'karpenter.k8s.aws/ec2nodeclass',
];
const ownTags: Shape = (value, path) => {
  const problem = tags(value, path);
  if (problem !== undefined || !isPlainMap(value)) return problem;
  const restricted = Object.keys(value).find(
    (key) => restrictedTags.includes(key) || key.startsWith('kubernetes.io/cluster'),
  );
  return restricted === undefined
    ? undefined
    : { path: `${path}.${restricted}`, message: 'Forbidden: Karpenter sets this tag itself', fix: 'leave it out' };
};

/** What the types keep apart, in one map. */
type AllFields = Ec2NodeClassFields & {
  readonly [K in 'role' | 'instanceProfile' | 'amiAlias' | 'amis' | 'amiFamily']?: unknown;
};

const shape = fieldsOf<AllFields>({
  'role?': text,
  'instanceProfile?': text,
  'amiAlias?': amiAlias,
  'amis?': listOf(image),
  'amiFamily?': oneOf('AL2', 'AL2023', 'Bottlerocket', 'Custom', 'Windows2019', 'Windows2022', 'Windows2025'),
  'subnetTags?': tags,
  'subnetIds?': listOf(textLike(/^subnet-[0-9a-z]+$/, 'the id of a subnet, such as "subnet-0123456789abcdef0"')),
  'securityGroupTags?': tags,
  'securityGroupIds?': listOf(textLike(/^sg-[0-9a-z]+$/, 'the id of a security group, such as "sg-0123456789abcdef0"')),
  'blockDeviceMappings?': listOf(fieldsOf<Ec2BlockDevice>({ deviceName: text, 'rootVolume?': flag, 'ebs?': volume })),
  'metadataOptions?': fieldsOf<Ec2MetadataOptions>({
    'httpEndpoint?': onOff,
    'httpProtocolIPv6?': onOff,
    'httpPutResponseHopLimit?': wholeNumberFrom(1, 64),
    'httpTokens?': oneOf('required', 'optional'),
  }),
  'kubelet?': fieldsOf<Ec2Kubelet>({
    'clusterDNS?': listOf(text),
    'maxPods?': wholeNumberFrom(0),
    'podsPerCore?': wholeNumberFrom(0),
    'systemReserved?': mapOf(quantity),
    'kubeReserved?': mapOf(quantity),
    'evictionHard?': mapOf(text),
    'evictionSoft?': mapOf(text),
    'evictionSoftGracePeriod?': mapOf(text),
    'evictionMaxPodGracePeriod?': wholeNumberFrom(0),
    'imageGCHighThresholdPercent?': wholeNumberFrom(0, 100),
    'imageGCLowThresholdPercent?': wholeNumberFrom(0, 100),
    'cpuCFSQuota?': flag,
  }),
  'tags?': ownTags,
  'userData?': text,
  'instanceStorePolicy?': oneOf('RAID0'),
  'detailedMonitoring?': flag,
  'associatePublicIPAddress?': flag,
});

const oneOfEach = exactlyOneOf(['role', 'instanceProfile'], exactlyOneOf(['amiAlias', 'amis'], shape));

/** How an EC2NodeClass is checked. */
export const ec2NodeClassShape: Shape = (value, path) => {
  const problem = oneOfEach(value, path);
  if (problem !== undefined || !isPlainMap(value)) return problem;
  const required = (field: string, what: string) => ({
    path: `${path}.${field}`,
    message: `Required value: ${what}`,
    fix: `say ${field}`,
  });
  if (value.subnetTags === undefined && value.subnetIds === undefined)
    return required('subnetTags', 'which subnets nodes are in, by tags or by subnetIds');
  if (value.securityGroupTags === undefined && value.securityGroupIds === undefined)
    return required('securityGroupTags', 'which security groups nodes are in, by tags or by securityGroupIds');
  if (value.amis !== undefined && value.amiFamily === undefined)
    return required('amiFamily', 'whose start-up the images understand');
  if (value.amiAlias !== undefined && value.amiFamily !== undefined)
    return {
      path: `${path}.amiFamily`,
      message: 'Forbidden: amiAlias says the family already',
      fix: 'leave it out',
    };
  return undefined;
};
