/** Names of a cluster's secrets, as machines ask for them. Control-plane machines read the first, workers the second only. */
export const secretNames = (clusterId: string): { controlPlane: string; worker: string } => ({
  controlPlane: `kubewright/${clusterId}/control-plane`,
  worker: `kubewright/${clusterId}/worker`,
});
