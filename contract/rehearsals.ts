import * as z from "zod";
import { BackupId, OperationId } from "./names.ts";

/** What a rehearsal of an upgrade looks at. */
export const rehearsalChecks = [
  "api-server",
  "unserved-objects",
  "unreadable-objects",
  "custom-resources",
  "conversion-webhooks",
  "admission-webhooks",
] as const;
export type RehearsalCheck = (typeof rehearsalChecks)[number];

/** Findings that are told at most; how many there were is said beside them. */
export const mostRehearsalFindings = 20;

export const RehearsalFinding = z
  .strictObject({
    check: z.enum(rehearsalChecks),
    what: z
      .string()
      .max(200)
      .meta({ description: "the resource, the place in etcd or the webhook, such as things.example.com" }),
    message: z.string().max(500),
  })
  .meta({
    id: "RehearsalFinding",
    example: {
      check: "unserved-objects",
      what: "gone.example.com/relics",
      message: "1 object that v1.37.2 does not serve: /registry/gone.example.com/relics/default/one",
    },
  });
export type RehearsalFinding = z.infer<typeof RehearsalFinding>;

/** How long the upgrade is expected to take; the parts are per machine, in seconds. */
export const UpgradeEstimate = z
  .strictObject({
    seconds: z
      .int()
      .meta({ description: "members times all that is a member's, nodes times all that is a node's, and the rest" }),
    members: z.int().meta({ description: "of the control plane, that are replaced" }),
    nodes: z.int().meta({ description: "workers that are replaced" }),
    finalised: z.int().optional().meta({
      description: "members that serve what is new once all have been replaced, each after its server and its switch",
    }),
    machineSeconds: z.number().meta({ description: "measured: from the order of a machine until its programs begin" }),
    serverSeconds: z.number().meta({ description: "measured: until an API server of the version is ready" }),
    switchSeconds: z.int().meta({ description: "of a member: the load balancer's health checks and letting go" }),
    joinSeconds: z.int().meta({ description: "assumed: what it takes a machine to join, and to be seen to be well" }),
    drainSeconds: z.int().meta({ description: "assumed, of a node: pods leave it" }),
    otherSeconds: z.int().meta({ description: "assumed, once: CoreDNS, kube-proxy, and looking" }),
  })
  .meta({ id: "UpgradeEstimate" });
export type UpgradeEstimate = z.infer<typeof UpgradeEstimate>;

/** What came of restoring the snapshot before an upgrade into etcd and an API server of the version that is to come. */
export const Rehearsal = z
  .strictObject({
    verdict: z
      .enum(["passed", "failed", "overridden"])
      .meta({ description: "overridden: there are findings, and the caller's `force` goes on in spite of them" }),
    operationId: OperationId,
    backupId: BackupId.meta({ description: "the snapshot that was restored" }),
    version: z.string().meta({ description: "of the programs that read it" }),
    objects: z.int().meta({ description: "that were read" }),
    resources: z.int().meta({ description: "kinds of objects, such as deployments.apps, that there are any of" }),
    found: z.int().meta({ description: "how many findings there are, also where they are not all told" }),
    findings: z.array(RehearsalFinding).max(mostRehearsalFindings),
    seconds: z.number().meta({ description: "from the order of the machine until it reported; steps are parts of it" }),
    steps: z.array(z.strictObject({ name: z.string(), seconds: z.number() })),
    estimate: UpgradeEstimate,
  })
  .meta({
    id: "Rehearsal",
    example: {
      verdict: "passed",
      operationId: "op_01kb2m3n4p5q6r7s8t9v0w1x2y",
      backupId: "bkp_01kb2m3n4p5q6r7s8t9v0w1x2y",
      version: "v1.37.2",
      objects: 412,
      resources: 41,
      found: 0,
      findings: [],
      seconds: 41.2,
      steps: [
        { name: "restore", seconds: 0.6 },
        { name: "api-server", seconds: 7.4 },
        { name: "read", seconds: 2.2 },
      ],
      estimate: {
        seconds: 405,
        members: 3,
        nodes: 2,
        machineSeconds: 22.4,
        serverSeconds: 7.6,
        switchSeconds: 40,
        joinSeconds: 20,
        drainSeconds: 15,
        otherSeconds: 20,
      },
    },
  });
export type Rehearsal = z.infer<typeof Rehearsal>;

/** The machine that an upgrade would be rehearsed on. */
export const PlannedRehearsal = z
  .strictObject({
    machineType: z.string(),
    version: z.string().meta({ description: "of Kubernetes and its etcd on it" }),
    rootDiskGiB: z.int().meta({ description: "at least: it grows with the snapshot" }),
    perHourMicros: z.int().meta({ description: "machine and disk at list prices, millionths of a US dollar" }),
    mostSeconds: z.int().meta({ description: "that it is there, should nobody end it" }),
    mostMicros: z.int().meta({ description: "what it costs at most" }),
    unrated: z.array(z.string()).meta({ description: "prices that nobody knows: not in the sums" }),
  })
  .meta({ id: "PlannedRehearsal" });
export type PlannedRehearsal = z.infer<typeof PlannedRehearsal>;
