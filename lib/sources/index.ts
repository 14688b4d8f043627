// cdk8s-blueprints/sources: charts of Helm and folders of kustomize, rendered at synth by their own programs
export { HelmChart, type HelmChartProps } from './helm-chart';
export { HelmRelease, type HelmReleaseProps, type HelmValuesSource } from './helm-release';
export { Kustomize, type KustomizeProps } from './kustomize';
