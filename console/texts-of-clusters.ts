import { changeTexts } from "./texts-of-changes.ts";
import { count } from "./ui/words.ts";

interface Used {
  cpuMillicores: number;
  memoryMiB: number;
}
const cores = ({ cpuMillicores }: Used): string => (cpuMillicores / 1000).toFixed(1);
const gib = ({ memoryMiB }: Used): string => (memoryMiB / 1024).toFixed(1);

/** What the pages of a cluster say; of what can be changed of it in texts-of-changes.ts. */
export const clusterTexts = {
  ...changeTexts,
  cluster: {
    title: "Cluster",
    tabs: "Of this cluster",
    tab: {
      overview: "Overview",
      "node-groups": "Node groups",
      operations: "Operations",
      events: "Events",
      backups: "Backups",
      upgrade: "Upgrade",
      access: "Access",
      bill: "Bill",
      settings: "Settings",
    },
  },
  overview: {
    version: "Kubernetes",
    endpoint: "API",
    noEndpoint: "none yet",
    controlPlane: "Control plane",
    machines: (machines: number, type: string) => `${machines} × ${type}`,
    network: "Network",
    today: "Today",
    month: "This month",
    monthOf: (month: string, forecast: string) => `${month}, ${forecast} by its end`,
    created: "Created",
    nodes: "Nodes by zone",
    conditions: "Conditions",
  },
  conditions: {
    what: "Condition",
    is: "Is",
    why: "Why",
    since: "Since",
    none: "Nothing is known of it yet.",
    truth: { true: "true", false: "false", unknown: "unknown" },
  },
  components: {
    head: "Components",
    body: "What the service puts into the cluster and on its machines. An upgrade brings those of the next version.",
    names: {
      kubernetes: "Kubernetes",
      coredns: "CoreDNS",
      "containernetworking-plugins": "Pod network (CNI plugins)",
    } as Record<string, string>,
    unknown: (version: string) => `Of ${version}, which is no longer on offer, that is not known.`,
  },
  zones: {
    none: "There are no machines yet.",
    rack: (name: string) => `Rack ${name}`,
    controlPlane: "control plane",
  },
  node: {
    machine: "Machine",
    address: "Address",
    version: "Kubernetes",
    place: "Zone and rack",
    used: "Used",
    usage: (usage: Used, capacity: Used) =>
      `${cores(usage)} of ${cores(capacity)} cores, ${gib(usage)} of ${gib(capacity)} GiB`,
    notKnown: "not known",
    emulating: (version: string, minor: string) => `${version}, serving ${minor} until the upgrade has come to workers`,
    age: "Since",
    reason: "Reason",
    act: { drain: "Drain", replace: "Replace", remove: "Remove" },
    head: {
      drain: (name: string) => `Drain ${name}?`,
      replace: (name: string) => `Replace ${name}?`,
      remove: (name: string) => `Remove ${name}?`,
    },
    body: {
      drain: "Its pods move to other nodes. It stays, and takes no new ones.",
      replace: "A new machine takes its place; it is drained and removed once the new one is ready.",
      remove: "It is drained and removed. Its group is one smaller then.",
    },
    force: "Delete pods that a PodDisruptionBudget keeps where they are",
    keep: "Keep the old machine, out of service, for somebody to look at",
  },
  drill: {
    head: (at: string) => `Drill of the backup of ${at}`,
    ok: "It can be restored",
    failed: "It could not be restored",
    when: "Drilled",
    hash: "SHA-256",
    same: "the backup's own",
    other: "another one",
    took: "Took",
    read: "What was read",
    resource: "Resource",
    objects: "Objects",
    nothing: "Nothing was read.",
  },
  sleep: {
    act: { hibernate: "Hibernate", wake: "Wake" },
    head: {
      hibernate: (name: string) => `Send ${name} to sleep?`,
      wake: (name: string) => `Wake ${name}?`,
    },
    body: {
      hibernate:
        "All its machines go, control plane too. A snapshot keeps every object, and its endpoint keeps its name. Pods without a controller and what lies on machines' disks are lost.",
      wake: "New machines bring back every object from the snapshot, under the same endpoint.",
    },
    price: (running: string, asleep: string) => `${running} an hour awake, ${asleep} asleep.`,
  },
  backups: {
    take: "Take a backup",
    taken: "Taken",
    why: "Why",
    reason: (reason: "schedule" | "caller" | "upgrade" | "hibernation", who: string) =>
      ({
        schedule: "on schedule",
        caller: `asked for by ${who}`,
        upgrade: "before an upgrade",
        hibernation: "before sleep",
      })[reason],
    size: "Size",
    version: "Kubernetes",
    keys: "Keys",
    until: "Kept until",
    none: "There are no backups yet.",
    schedule: ({
      everyHours = 1,
      keepHourly = 24,
      keepDaily = 7,
    }: {
      everyHours?: number;
      keepHourly?: number;
      keepDaily?: number;
    }) =>
      everyHours === 0
        ? "None are taken by themselves."
        : `One every ${everyHours === 1 ? "hour" : `${everyHours} hours`}; the newest of ${keepHourly} hours and of ${keepDaily} days are kept.`,
    proven: "Proven",
    drilled: ({ ok, objects, message }: { ok: boolean; objects?: number; message?: string }) =>
      ok ? `${(objects ?? 0).toLocaleString("en")} objects read` : (message ?? "could not be restored"),
    undrilled: "not yet",
    recovery: (point: string, time: string) => `Proven: at most ${point} would be lost, and ${time} taken to recover.`,
    unproven: "No backup has been proven by a drill yet.",
    fixed: "That is said when a cluster is made.",
    act: { restore: "Restore", anew: "New cluster", drill: "Drill", report: "Report", delete: "Delete" },
    head: {
      restore: (at: string) => `Restore the backup of ${at}?`,
      delete: (at: string) => `Delete the backup of ${at}?`,
    },
    body: {
      restore: "The control plane comes up anew from it: whatever was written to the Kubernetes API since is lost.",
      delete: "It is gone at once, and cannot be restored any more.",
    },
  },
  access: {
    head: "kubectl",
    body: "Paste this line where kubectl is. kubectl then asks for keys that live for an hour, and for new ones by itself.",
    copy: "Copy",
    copied: "Copied",
    notCopied: "Not copied",
    where: (endpoint: string, ranges: string) => `The Kubernetes API is at ${endpoint}, open to ${ranges}.`,
    fileBody: "Where there is no kubewright: a file with keys that live for an hour. They are in that file alone.",
    file: "Download kubeconfig",
    until: (at: string) => `Its keys live until ${at}.`,
    revokeHead: "Revoke",
    revokeBody: "All keys that have been handed out for this cluster lose their rights. Whoever may, gets new ones.",
    revoke: "Revoke credentials",
    revokeWhose: "Whose credentials?",
    roles: { viewer: "Viewers", operator: "Operators", admin: "Admins" },
    revokeAsk: (name: string) => `Revoke all credentials for ${name}?`,
  },
  bill: {
    head: "Cost",
    yesterday: "Yesterday",
    today: "Today",
    hour: "An hour",
    month: "This month",
    forecast: "By the month's end",
    hint: (message: string, amount: string) => `${message} (saves ${amount} a month)`,
    parts: "By part",
    part: "Part",
    chart: "The last 14 days by kind",
    day: "Day (UTC)",
    dollars: "US dollars",
    noCharges: "Nothing has been charged yet.",
    statements: "Statements",
    kind: {
      machine: "Machines",
      volume: "Volumes",
      address: "Addresses",
      "load-balancer": "Load balancer",
      "nat-gateway": "NAT gateways",
      snapshot: "Snapshots",
    },
    chartParts: {
      legendAriaLabel: "Kinds",
      chartAriaRoleDescription: "bar chart",
      xAxisAriaRoleDescription: "days",
      yAxisAriaRoleDescription: "US dollars",
      detailPopoverDismissAriaLabel: "Close",
    },
  },
  rehearsal: {
    head: "Rehearsal",
    verdict: {
      passed: (version: string) => `Rehearsed with ${version}: nothing breaks`,
      failed: (version: string) => `The rehearsal with ${version} found what breaks`,
      overridden: (version: string) =>
        `The rehearsal with ${version} found what breaks; the upgrade goes on in spite of it`,
    },
    read: (objects: number, resources: number, took: string) =>
      `${count(objects, "object")} of ${count(resources, "kind")} read in ${took}.`,
    expected: (time: string) => `The upgrade is expected to take ${time}.`,
    more: (number: number) => `And ${number} more.`,
  },
  upgrade: {
    newest: (version: string) => `The cluster has the newest version on offer, ${version}.`,
    would: (from: string, to: string, machines: number) =>
      `From ${from} to ${to}: ${count(machines, "machine")} would be replaced, one at a time.`,
    hops: "One minor after the other",
    hopsBody: "Each is checked, backed up and rehearsed by itself, and stays once it is done.",
    hop: (from: string, to: string, machines: number, time: string) =>
      `${from} to ${to}: ${count(machines, "machine")}, expected to take ${time}`,
    hopsAsk: (hops: number, machines: number) =>
      `${count(machines, "machine")} will be replaced in ${hops} upgrades, one after the other. One that fails, or a cancel, brings the cluster back to where that one began.`,
    hopIs: {
      pending: "not begun",
      running: "goes on",
      done: "done",
      undone: "taken back",
      failed: "left half way",
    },
    readiness: "Readiness",
    notReady: "Something is in the way.",
    outcome: { success: "in order", warning: "warning", error: "in the way" },
    checks: {
      "nodes-ready": "All nodes are Ready",
      "version-skew": "kubelets are new enough for the API servers to come",
      capacity: "There are machines of the types that are needed",
      "disruption-budgets": "PodDisruptionBudgets let pods go",
      webhooks: "Admission webhooks answer",
      "removed-apis": "No client asks for an API that goes",
      "kubernetes-api": "The Kubernetes API answers",
    },
    forcible: { "disruption-budgets": true, webhooks: true, "removed-apis": true },
    force: "I know; go on in spite of it",
    steps: "Steps",
    cost: "What it costs",
    rehearsed: (machineType: string, version: string, price: string) =>
      `Before that a snapshot is taken, and restored and read by ${version} on a ${machineType} of its own, for ${price} at most. What breaks there stops the upgrade.`,
    forceRehearsal: "Go on whatever the rehearsal finds",
    act: "Upgrade",
    head: (name: string, version: string) => `Upgrade ${name} to ${version}?`,
    body: (machines: number) =>
      `${count(machines, "machine")} will be replaced. A step that fails, or a cancel, brings the cluster back to its version.`,
    goesOn: (from: string, to: string) =>
      `The cluster is being brought from ${from} to ${to}; how far that is stands above.`,
    machinesOf: (version: string) => `Machines of ${version}`,
    done: (done: number, total: number) => `${done} of ${count(total, "machine")}`,
    goesBack: (version: string) => `Going back to ${version}`,
    wayBackHead: "The way back",
    wayBack: (version: string) =>
      `Machine by machine, all become ${version} again. What cannot go back stays, and is said.`,
    ifItFails: (version: string) =>
      `A step that fails, or a cancel, brings everything back to ${version}, machine by machine.`,
    emulates: (minor: string, version: string) =>
      `Members of ${version} serve and store what ${minor} knows, and nothing else, until all members are of it and well.`,
    ifHopFails:
      "A step that fails, or a cancel, brings everything back to where its minor began; those before it stay.",
    last: "The last upgrade",
  },
  rollback: {
    head: "Roll back the last upgrade",
    possible: (version: string, until: string) => `The cluster can be brought back to ${version} until ${until}.`,
    impossible: (version: string, why: string) => `The cluster cannot be brought back to ${version}: ${why}.`,
    act: "Roll back",
    ask: (name: string, version: string) => `Bring ${name} back to ${version}?`,
    body: (version: string) =>
      `Every machine will be replaced by one of ${version}; what was written since is kept. Before that a snapshot is taken, and read by ${version}: what it does not know stops the rollback. A step that fails, or a cancel, brings the cluster forward again.`,
  },
} as const;
