export const extensionsGroup = 'extensions.istio.io';
export const networkingGroup = 'networking.istio.io';
export const securityGroup = 'security.istio.io';
export const telemetryGroup = 'telemetry.istio.io';
