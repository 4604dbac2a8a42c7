import * as z from "zod";

const address = z.ipv4();

/** All that a machine is told at launch. No secret: those it fetches with its instance role. */
export const MachineConfig = z.strictObject({
  clusterId: z.string(),
  role: z.enum(["control-plane", "worker", "drill"]),
  region: z.string(),
  kubernetesVersion: z.string().regex(/^v\d+\.\d+\.\d+$/),
  /** Where the Kubernetes API is found inside the VPC; the host is a name that boot writes to /etc/hosts. */
  endpoint: z.strictObject({ host: z.string(), port: z.int(), addresses: z.array(address).min(1) }),
  secretId: z.string(),
  /** `<prefix>/<instance id>` is the parameter that holds the task token to report to. */
  taskTokenParameterPrefix: z.string(),
  podCidr: z.string(),
  serviceCidr: z.string(),
  dnsAddress: address,
  /** Control plane only: every member there is from the start. */
  etcdMembers: z.array(z.strictObject({ name: z.string(), address })).optional(),
  /** Control plane only: further names of the API server's certificate. */
  certificateNames: z.array(z.string()).optional(),
  /** Control plane only: the image of etcd, where it is not the one that the version comes with; the machine has both. Not where it joins. */
  etcdImageTag: z.string().optional(),
  /** Control plane only: join a running cluster instead of being born with it. */
  join: z.boolean().optional(),
  /** Control plane only, where it joins: the minor that its programs emulate until they are told to be of their own (files/…/finalise). */
  emulates: z
    .string()
    .regex(/^\d+\.\d+$/)
    .optional(),
  /** Not of workers: where snapshots of etcd are kept; `<prefix><backup id>` is one's key. */
  backups: z.strictObject({ bucket: z.string(), prefix: z.string() }).optional(),
  /** Control plane: the cluster is born with what this snapshot holds, under a token of its own. Drill: what is restored, for itself alone. */
  restore: z
    .strictObject({
      key: z.string(),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
      token: z.string(),
      /** Of a drill: the machine's version is one that the cluster is to have, and what breaks under it is collected. */
      rehearses: z.literal(true).optional(),
      /** Control plane: it was taken of another cluster; when webhooks are asked meanwhile, `NAMESPACE` standing for that of their own pods. */
      ofAnother: z.strictObject({ name: z.string(), expression: z.string() }).optional(),
    })
    .optional(),
  labels: z.record(z.string(), z.string()),
  taints: z.array(z.strictObject({ key: z.string(), value: z.string().optional(), effect: z.string() })),
  /** Where the machine's data volumes belong, in the order of their devices (/dev/sdg and on). */
  dataDisks: z.array(z.strictObject({ mountPath: z.string() })).optional(),
  /** Run by bash as root, once, before anything of Kubernetes begins. */
  userScript: z.string().optional(),
});
export type MachineConfig = z.infer<typeof MachineConfig>;

/** EC2's limit for user data before base64. */
const limit = 16 * 1024;

/**
 * The machine's user data: a script that cloud-init runs once, the same on AWS and on local machines.
 * @throws Error when the configuration does not fit EC2's 16 KiB
 */
export const userData = (config: MachineConfig): string => {
  // One line of JSON cannot hold the closing word of the here-document; the quoted word keeps the shell's hands off it.
  const script = `#!/bin/bash\nexec /usr/local/lib/kubewright/boot <<'KUBEWRIGHT'\n${JSON.stringify(MachineConfig.parse(config))}\nKUBEWRIGHT\n`;
  if (Buffer.byteLength(script) > limit)
    throw new Error(`user data has ${Buffer.byteLength(script)} bytes, EC2 takes ${limit}`);
  return script;
};

/** The configuration in a user-data script of ours. @returns undefined when it is something else */
export const configOf = (script: string): MachineConfig | undefined => {
  const [, json] = /<<'KUBEWRIGHT'\n(.*)\nKUBEWRIGHT\n/.exec(script) ?? [];
  return json === undefined ? undefined : MachineConfig.parse(JSON.parse(json));
};
