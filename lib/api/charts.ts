export { ClusterChart, type ClusterChartProps, type NamespaceProps } from '../chart/cluster-chart';
export type { PatchTarget } from '../chart/patch-requests';
export type { PodSecurityLevel } from '../manifest/pods/pod-security-level';
