/** Names of a cluster's secrets, as machines ask for them. Each kind of machine reads its own only; a drill's is there while it is drilled. */
export const secretNames = (clusterId: string): { controlPlane: string; worker: string; drill: string } => ({
  controlPlane: `kubewright/${clusterId}/control-plane`,
  worker: `kubewright/${clusterId}/worker`,
  drill: `kubewright/${clusterId}/drill`,
});
