export type AnnotationKind = 'pod' | 'service' | 'namespace';
export type AnnotationType = 'boolean' | 'ports' | 'quantity';

type Known = readonly [kinds: readonly AnnotationKind[], type?: AnnotationType];

const any = ['pod', 'service', 'namespace'] as const;
const pod = ['pod'] as const;
const service = ['service'] as const;

/** The annotations of Istio 1.30 that stand on pods, Services and Namespaces: where each is read, and what it holds. */
export const istioAnnotations: Readonly<Record<string, Known | undefined>> = {
  'install.operator.istio.io/chart-owner': [any],
  'install.operator.istio.io/owner-generation': [any],
  'install.operator.istio.io/version': [any],
  'ambient.istio.io/bypass-inbound-capture': [pod, 'boolean'],
  'ambient.istio.io/dns-capture': [['pod', 'namespace'], 'boolean'],
  'ambient.istio.io/redirection': [pod],
  'ambient.istio.io/waypoint-inbound-binding': [['service', 'namespace']],
  'galley.istio.io/analyze-suppress': [any],
  'inject.istio.io/templates': [pod],
  'istio.io/rev': [pod],
  'networking.istio.io/exportTo': [service],
  'networking.istio.io/traffic-distribution': [['service', 'namespace']],
  'networking.istio.io/address-type': [service],
  'networking.istio.io/service-type': [service],
  'prometheus.istio.io/merge-metrics': [pod, 'boolean'],
  'proxy.istio.io/config': [pod],
  'proxy.istio.io/overrides': [pod],
  'readiness.status.sidecar.istio.io/applicationPorts': [pod, 'ports'],
  'readiness.status.sidecar.istio.io/failureThreshold': [pod],
  'readiness.status.sidecar.istio.io/initialDelaySeconds': [pod],
  'readiness.status.sidecar.istio.io/periodSeconds': [pod],
  'sidecar.istio.io/agentLogLevel': [pod],
  'sidecar.istio.io/bootstrapOverride': [pod],
  'sidecar.istio.io/componentLogLevel': [pod],
  'sidecar.istio.io/controlPlaneAuthPolicy': [pod],
  'sidecar.istio.io/discoveryAddress': [pod],
  'sidecar.istio.io/enableCoreDump': [pod, 'boolean'],
  'sidecar.istio.io/extraStatTags': [pod],
  'sidecar.istio.io/inject': [pod, 'boolean'],
  'sidecar.istio.io/interceptionMode': [pod],
  'sidecar.istio.io/logLevel': [pod],
  'sidecar.istio.io/nativeSidecar': [pod, 'boolean'],
  'sidecar.istio.io/proxyCPU': [pod, 'quantity'],
  'sidecar.istio.io/proxyCPULimit': [pod, 'quantity'],
  'sidecar.istio.io/proxyImage': [pod],
  'sidecar.istio.io/proxyImageType': [pod],
  'sidecar.istio.io/proxyMemory': [pod, 'quantity'],
  'sidecar.istio.io/proxyMemoryLimit': [pod, 'quantity'],
  'sidecar.istio.io/rewriteAppHTTPProbers': [pod, 'boolean'],
  'sidecar.istio.io/statsCompression': [pod, 'boolean'],
  'sidecar.istio.io/statsHistogramBuckets': [pod],
  'sidecar.istio.io/statsInclusionPrefixes': [pod],
  'sidecar.istio.io/statsInclusionRegexps': [pod],
  'sidecar.istio.io/statsInclusionSuffixes': [pod],
  'sidecar.istio.io/status': [pod],
  'sidecar.istio.io/userVolume': [pod],
  'sidecar.istio.io/userVolumeMount': [pod],
  'status.sidecar.istio.io/port': [pod],
  'topology.istio.io/controlPlaneClusters': [['namespace']],
  'traffic.istio.io/nodeSelector': [service],
  'traffic.sidecar.istio.io/excludeInboundPorts': [pod, 'ports'],
  'traffic.sidecar.istio.io/excludeInterfaces': [pod],
  'traffic.sidecar.istio.io/excludeOutboundIPRanges': [pod],
  'traffic.sidecar.istio.io/excludeOutboundPorts': [pod, 'ports'],
  'traffic.sidecar.istio.io/includeInboundPorts': [pod, 'ports'],
  'traffic.sidecar.istio.io/includeOutboundIPRanges': [pod],
  'traffic.sidecar.istio.io/includeOutboundPorts': [pod, 'ports'],
  'traffic.sidecar.istio.io/kubevirtInterfaces': [pod],
};

/** Those that Istio still reads, and will not for long. */
export const deprecatedAnnotations: readonly string[] = [
  'sidecar.istio.io/controlPlaneAuthPolicy',
  'sidecar.istio.io/discoveryAddress',
  'sidecar.istio.io/statsInclusionPrefixes',
  'sidecar.istio.io/statsInclusionRegexps',
  'sidecar.istio.io/statsInclusionSuffixes',
];
